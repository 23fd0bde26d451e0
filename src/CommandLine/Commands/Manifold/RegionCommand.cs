using System.CommandLine;
using System.Text.Json.Nodes;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Projections.Bounds;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Numerics.Text;

namespace Neuromanifold.CommandLine.Commands.Manifold;

/// <summary><c>manifold region</c>: the confidence region around a distribution that many observations are expected to give.</summary>
internal static class RegionCommand
{
    public const double DefaultLevel = 0.95;

    public static Command Create()
    {
        Argument<string> point = DistributionArgument.Named("P");
        Option<string?> samples = new("--samples") { Description = "observations", HelpName = "N" }, level = LevelOption();
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        Command command = new Command("region", "Print the confidence region around a distribution estimated from N observations: its ellipsoid and an interval for each coordinate.") { point }
            .With(samples, level, json, quiet)
            .WithExampleOf("manifold region \"gamma(shape=2, rate=1)\" --samples 100 --level 0.95");
        command.Does(quiet, parse =>
        {
            int observations = parse.Count(samples) ?? throw new InvalidInputException("--samples", "nothing", "the number of observations");
            if (observations < 1) throw new InvalidInputException("--samples", $"{observations}", "one or more");
            double confidence = parse.Number(level) ?? DefaultLevel;
            RequireLevel(confidence);
            Distribution distribution = parse.Distribution(point);
            Matrix<double> information = distribution.Metric();
            foreach (ref double value in information.AsSpan()) value *= observations;
            ConfidenceRegion region = new(distribution.Coordinates(), information, confidence);
            if (parse.GetValue(json))
            {
                Terminal.Result(Json(distribution, observations, information, region).ToJsonString());
                return ExitCode.Done;
            }

            Terminal.Result($"{distribution}, {observations} observations: (x - P)ᵀ J (x - P) ≤ {NumberText.Exact(region.SquaredRadius)}, J {observations} times the information of one");
            Print(distribution, region);
            return ExitCode.Done;
        });
        return command;
    }

    public static Option<string?> LevelOption() => new("--level") { Description = "the probability that the region holds the truth [default: 0.95]", HelpName = "P" };

    public static void RequireLevel(double level)
    {
        if (!(level is > 0 and < 1)) throw new InvalidInputException("--level", NumberText.Exact(level), "a probability between 0 and 1");
    }

    /// <summary>The interval of each coordinate as [low, high].</summary>
    public static JsonObject Intervals(Distribution distribution, ConfidenceRegion region)
    {
        JsonObject json = [];
        for (int place = 0; place < distribution.Family.Dimension; place++)
        {
            (double low, double high) = region.Interval(place);
            json[distribution.Family.CoordinateNames[place]] = NumberJson.Of([low, high]);
        }

        return json;
    }

    public static void Print(Distribution distribution, ConfidenceRegion region)
    {
        ResultTable table = new("coordinate", "value", $"from ({NumberText.Exact(region.Level)})", "to");
        for (int place = 0; place < distribution.Family.Dimension; place++)
        {
            (double low, double high) = region.Interval(place);
            table.Add(distribution.Family.CoordinateNames[place], NumberText.Exact(region.Centre.Span[place]), NumberText.Exact(low), NumberText.Exact(high));
        }

        table.Print();
    }

    private static JsonObject Json(Distribution distribution, int observations, Matrix<double> information, ConfidenceRegion region) => new()
    {
        ["distribution"] = distribution.ToString(),
        ["samples"] = observations,
        ["level"] = region.Level,
        ["squared_radius"] = region.SquaredRadius,
        ["coordinates"] = new JsonArray([.. distribution.Family.CoordinateNames.Select(name => JsonValue.Create(name))]),
        ["information"] = NumberJson.Of(information.View),
        ["interval"] = Intervals(distribution, region),
    };
}
