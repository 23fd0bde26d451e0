using System.CommandLine;
using System.Text.Json.Nodes;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Notation;
using Neuromanifold.Manifolds.Projections.Bounds;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Text;

namespace Neuromanifold.CommandLine.Commands.Manifold;

/// <summary><c>manifold bound</c>: the Cramér–Rao bound.</summary>
internal static class BoundCommand
{
    public static Command Create()
    {
        Argument<string> point = DistributionArgument.Named("P");
        Option<string?> samples = new("--samples") { Description = "observations", HelpName = "N" };
        Option<string?> of = new("--of") { Description = "a function of the parameters, like \"mean / sd\" or \"exp(rate)\"", HelpName = "EXPRESSION" };
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        Command command = new Command("bound", "Print the Cramér–Rao bound: the least error of unbiased estimates from N observations.") { point }
            .With(samples, of, json, quiet)
            .WithExampleOf("manifold bound \"normal(mean=5, sd=2)\" --samples 100 --of \"mean / sd\"");
        command.Does(quiet, parse =>
        {
            int observations = parse.Count(samples) ?? throw new InvalidInputException("--samples", "nothing", "the number of observations");
            if (observations < 1) throw new InvalidInputException("--samples", $"{observations}", "one or more");
            Distribution distribution = parse.Distribution(point);
            string? expression = parse.GetValue(of);
            ScalarField? function = expression is null ? null : Expression.Parse(expression, distribution.Family.CoordinateNames);
            CramerRaoBound bound = new(distribution, observations);
            double value = function is null ? double.NaN : ForwardMode.Value(function, distribution.Coordinates()), deviation = function is null ? double.NaN : bound.Deviation(function);
            if (function is not null && !(double.IsFinite(value) && double.IsFinite(deviation)))
                throw new InvalidInputException($"The expression '{expression}' at {distribution}", "no finite value and slope", "a function that is smooth there");
            if (parse.GetValue(json)) Terminal.Result(Json(bound, expression, value, deviation).ToJsonString());
            else Print(bound, expression, value, deviation);
            return ExitCode.Done;
        });
        return command;
    }

    private static JsonObject Json(CramerRaoBound bound, string? expression, double value, double deviation)
    {
        JsonObject unknown = [], known = [];
        List<double> numbers = [.. bound.Covariance.AsSpan()];
        for (int place = 0; place < bound.Distribution.Family.Dimension; place++)
        {
            string name = bound.Distribution.Family.CoordinateNames[place];
            unknown[name] = NumberJson.Of(bound.Deviation(place));
            known[name] = NumberJson.Of(bound.DeviationOthersKnown(place));
            numbers.AddRange([bound.Deviation(place), bound.DeviationOthersKnown(place)]);
        }

        JsonObject json = new()
        {
            ["distribution"] = bound.Distribution.ToString(),
            ["samples"] = bound.Observations,
            ["coordinates"] = new JsonArray([.. bound.Distribution.Family.CoordinateNames.Select(name => JsonValue.Create(name))]),
            ["covariance"] = NumberJson.Of(bound.Covariance.View),
            ["standard_deviation"] = unknown,
            ["standard_deviation_others_known"] = known,
        };
        if (expression is not null) json["of"] = new JsonObject { ["expression"] = expression, ["value"] = NumberJson.Of(value), ["variance"] = NumberJson.Of(deviation * deviation), ["standard_deviation"] = NumberJson.Of(deviation) };
        return json.WithReason(NumberJson.ReasonFor([.. numbers]));
    }

    private static void Print(CramerRaoBound bound, string? expression, double value, double deviation)
    {
        ResultTable table = new("of", "value", "least standard deviation", "with the others known");
        double[] coordinates = bound.Distribution.Coordinates();
        for (int place = 0; place < coordinates.Length; place++) table.Add(bound.Distribution.Family.CoordinateNames[place], NumberText.Exact(coordinates[place]), NumberText.Exact(bound.Deviation(place)), NumberText.Exact(bound.DeviationOthersKnown(place)));
        if (expression is not null) table.Add(expression, NumberText.Exact(value), NumberText.Exact(deviation), "-");
        Terminal.Result($"{bound.Distribution}, {bound.Observations} observations");
        table.Print();
    }
}
