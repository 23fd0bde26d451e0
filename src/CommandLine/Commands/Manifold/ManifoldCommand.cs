using System.CommandLine;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;

namespace Neuromanifold.CommandLine.Commands.Manifold;

/// <summary><c>manifold</c>: distributions as points of a space.</summary>
internal static class ManifoldCommand
{
    public static Command Create() =>
        new Command("manifold", "Measure and move among probability distributions: distances, divergences, geodesics, projections, means, bounds.")
        {
            DistanceCommand.Create(),
            DivergenceCommand.Create(),
            GeodesicCommand.Create(),
            MetricCommand.Create(),
            ConvertCommand.Create(),
            ProjectCommand.Create(),
            MeanCommand.Create(),
            BoundCommand.Create(),
            FitCommand.Create(),
            RegionCommand.Create(),
            LegendreCommand.Create(),
        }.WithExampleOf("manifold distance \"normal(0, 1)\" \"normal(mean=5, sd=2)\"\nmanifold convert \"gamma(shape=2, rate=1)\"");
}
