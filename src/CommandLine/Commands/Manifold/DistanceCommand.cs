using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Manifolds.Divergences;
using Neuromanifold.Manifolds.Geometry.Geodesics;

namespace Neuromanifold.CommandLine.Commands.Manifold;

/// <summary><c>manifold distance</c>: how far two distributions are apart.</summary>
internal static class DistanceCommand
{
    private static readonly string[] Kinds = ["fisher", "hellinger", "wasserstein"];

    public static Command Create()
    {
        Argument<string> first = DistributionArgument.Named("P"), second = DistributionArgument.Named("Q");
        Option<string?> kind = new Option<string?>("--kind") { Description = "fisher (Fisher–Rao), hellinger or wasserstein [default: fisher]", HelpName = "KIND" }.Offering(Kinds);
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        Command command = new Command("distance", "Print a distance between two distributions of one family.") { first, second }
            .With(kind, json, quiet)
            .WithExampleOf("manifold distance \"normal(0, 1)\" \"normal(mean=5, sd=2)\"");
        command.Does(quiet, parse =>
        {
            string wanted = NamedChoice.Find("the kind of distance", parse.Text(kind, Kinds[0]), Kinds);
            (Distribution p, Distribution q) = (parse.Distribution(first), parse.Distribution(second));
            EstimateAnswer.Print("distance", wanted, p, q, Measure(wanted, p, q), parse.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static Estimate Measure(string kind, Distribution p, Distribution q) => kind switch
    {
        "hellinger" => Divergence.Hellinger.Between(p, q),
        "wasserstein" => NormalWasserstein.Between(p, q),
        _ => Geodesic(FisherRao.Distance(p, q)),
    };

    private static Estimate Geodesic(GeodesicDistance distance) => new(distance.Value, distance.Method, distance.ErrorEstimate);
}
