using System.CommandLine;
using System.Text.Json.Nodes;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Numerics.Text;

namespace Neuromanifold.CommandLine.Commands.Manifold;

/// <summary><c>manifold fisher</c>: the Fisher metric in the usual, the natural and the expectation coordinates.</summary>
internal static class MetricCommand
{
    private const int MaximumCoordinates = 1000;

    public static Command Create()
    {
        Argument<string> point = DistributionArgument.Named("P");
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        Command command = new Command("fisher", "Print the Fisher information of one observation in every chart.") { point }
            .With(json, quiet)
            .WithExampleOf("manifold fisher \"normal(mean=5, variance=4)\"");
        command.Does(quiet, parse =>
        {
            Distribution distribution = parse.Distribution(point);
            if (distribution.Family.Dimension > MaximumCoordinates)
                throw new InvalidInputException($"The metric of {distribution.Family}", $"{distribution.Family.Dimension} coordinates", $"at most {MaximumCoordinates}");
            if (parse.GetValue(json)) Terminal.Result(Json(distribution).ToJsonString());
            else Print(distribution);
            return ExitCode.Done;
        });
        return command;
    }

    private static JsonObject Json(Distribution distribution)
    {
        JsonObject json = new() { ["distribution"] = distribution.ToString() };
        foreach (Chart chart in Enum.GetValues<Chart>())
        {
            json[NameOf(chart)] = MetricIn(distribution, chart) is not { } found ? null : new JsonObject
            {
                ["coordinates"] = new JsonArray([.. found.Names.Select(name => JsonValue.Create(name))]),
                ["point"] = NumberJson.Of(found.Point),
                ["metric"] = NumberJson.Of(found.Metric),
            }.WithReason(NumberJson.ReasonFor(found.Point) ?? NumberJson.ReasonFor(found.Metric.AsSpan()));
        }

        return json.WithReason(distribution.Family is ExponentialFamily ? null : $"{distribution.Family.Name} is not an exponential family: it has no natural and no expectation coordinates");
    }

    private static void Print(Distribution distribution)
    {
        Terminal.Result(distribution.ToString());
        foreach (Chart chart in Enum.GetValues<Chart>())
        {
            if (MetricIn(distribution, chart) is not { } found) continue;
            Terminal.Result("");
            ResultTable table = new([$"{NameOf(chart)} coordinate", "value", .. found.Names.Select(name => $"metric by {name}")]);
            for (int row = 0; row < found.Names.Length; row++) table.Add([found.Names[row], NumberText.Exact(found.Point[row]), .. found.Metric.Row(row).ToArray().Select(value => NumberText.Exact(value))]);
            table.Print();
        }
    }

    private static (string[] Names, double[] Point, Matrix<double> Metric)? MetricIn(Distribution distribution, Chart chart)
    {
        double[] point = new double[distribution.Family.Dimension];
        Matrix<double> metric = new(point.Length, point.Length);
        if (chart == Chart.Usual)
        {
            distribution.Family.Metric(distribution.Parameters.AsSpan(), metric);
            return ([.. distribution.Family.CoordinateNames], distribution.Coordinates(), metric);
        }

        if (distribution.Family is not ExponentialFamily family) return null;
        double[] natural = new double[family.Dimension];
        family.ToNatural(distribution.Parameters.AsSpan(), natural);
        if (chart == Chart.Natural) natural.CopyTo(point, 0);
        else family.ToMean(distribution.Parameters.AsSpan(), point);

        // The metric of η is the inverse of that of θ; on the boundary, where θ is infinite, there is neither.
        StatisticalManifold manifold = family.Manifold(Chart.Natural);
        if (!manifold.Contains(natural)) metric.AsSpan().Fill(double.NaN);
        else if (chart == Chart.Natural) manifold.Metric(natural, metric);
        else manifold.InverseMetric(natural, metric);
        return ([.. family.Manifold(chart).CoordinateNames], point, metric);
    }

    private static string NameOf(Chart chart) => chart switch { Chart.Usual => "usual", Chart.Natural => "natural", _ => "expectation" };
}
