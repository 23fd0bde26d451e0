using System.CommandLine;
using Neuromanifold.CommandLine.Options;

namespace Neuromanifold.CommandLine.Commands.Manifold;

/// <summary><c>manifold</c>: distributions as points of a space.</summary>
internal static class ManifoldCommand
{
    public static Command Create() =>
        new Command("manifold", "Measure and move among probability distributions: distances, divergences, geodesics, projections, means, bounds.")
        {
            MetricCommand.Create(),
            ConvertCommand.Create(),
        }.WithExampleOf("manifold fisher \"normal(0, 1)\"\nmanifold convert \"gamma(shape=2, rate=1)\"");
}
