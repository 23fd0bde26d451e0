using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Notation;
using Neuromanifold.Manifolds.Projections.Centroids;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.CommandLine.Commands.Manifold;

/// <summary><c>manifold mean</c>: the distribution in the middle of several.</summary>
internal static class MeanCommand
{
    private static readonly string[] Kinds = ["frechet", "left", "right", "symmetrised", "bhattacharyya", "wasserstein"];

    public static Command Create()
    {
        Argument<string[]> points = new("P") { Description = "distributions of one family", Arity = ArgumentArity.OneOrMore };
        Option<string?> kind = new Option<string?>("--kind")
        {
            Description = "frechet (of Fisher–Rao distances), left (of KL(mean ‖ P)), right (of KL(P ‖ mean)), symmetrised, bhattacharyya or wasserstein [default: frechet]",
            HelpName = "KIND",
        }.Offering(Kinds);
        Option<string?> weights = new("--weights") { Description = "weights that sum to one, like 0.2,0.8 [default: equal]", HelpName = "LIST" };
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        Command command = new Command("mean", "Print the distribution that is nearest to several, in one of several senses.") { points }
            .With(kind, weights, json, quiet)
            .WithExampleOf("manifold mean \"normal(0, 1)\" \"normal(5, 2)\" --kind frechet");
        command.Does(quiet, parse =>
        {
            string wanted = NamedChoice.Find("the kind of mean", parse.Text(kind, Kinds[0]), Kinds);
            double[] shares = Weights(parse.GetValue(weights));
            Distribution[] given = [.. parse.GetRequiredValue(points).Select(DistributionText.Parse)];
            Distribution mean = Of(wanted, given, shares);
            if (parse.GetValue(json)) Terminal.Result(new JsonObject
            {
                ["kind"] = wanted,
                ["of"] = new JsonArray([.. given.Select(point => JsonValue.Create(point.ToString()))]),
                ["mean"] = mean.ToString(),
                ["parameters"] = ParametersJson.Of(mean),
            }.ToJsonString());
            else Terminal.Result(mean.ToString());
            return ExitCode.Done;
        });
        return command;
    }

    private static Distribution Of(string kind, Distribution[] points, double[] weights) => kind switch
    {
        "left" => BregmanCentroid.Left(points, weights),
        "right" => BregmanCentroid.Right(points, weights),
        "symmetrised" => BregmanCentroid.Symmetrised(points, weights),
        "bhattacharyya" => BregmanCentroid.Bhattacharyya(points, weights),
        "wasserstein" => WassersteinBarycentre.Of(points, weights),
        _ => FrechetMean.Of(points, weights).Point,
    };

    private static double[] Weights(string? text) => text is null ? [] :
    [
        .. text.Split(',').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double weight)
            ? weight
            : throw new InvalidInputException("--weights", $"'{part}'", "numbers with commas between them")),
    ];
}
