using System.CommandLine;
using System.Text.Json.Nodes;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Numerics.Text;

namespace Neuromanifold.CommandLine.Commands.Manifold;

/// <summary><c>manifold convert</c>: all coordinates of a distribution, and its potentials.</summary>
internal static class ConvertCommand
{
    private const string NotExponential = "not an exponential family: it has neither natural nor expectation coordinates";

    public static Command Create()
    {
        Argument<string> point = DistributionArgument.Named("P");
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        Command command = new Command("convert", "Print a distribution's usual, natural and expectation coordinates, its potentials and its entropy.") { point }
            .With(json, quiet)
            .WithExampleOf("manifold convert \"gamma(shape=2, rate=1)\"");
        command.Does(quiet, parse =>
        {
            Distribution distribution = parse.Distribution(point);
            if (parse.GetValue(json)) Terminal.Result(Json(distribution).ToJsonString());
            else Print(distribution);
            return ExitCode.Done;
        });
        return command;
    }

    private static JsonObject Json(Distribution distribution)
    {
        double[] usual = distribution.Coordinates();
        double entropy = distribution.Entropy();
        JsonObject json = new()
        {
            ["distribution"] = distribution.ToString(),
            ["usual"] = Named(distribution.Family.CoordinateNames, usual),
        };
        List<double> numbers = [entropy];
        if (distribution.Family is ExponentialFamily family)
        {
            Dual dual = Dual.Of(family, distribution);
            json["statistic"] = new JsonArray([.. family.StatisticNames.Select(name => JsonValue.Create(name))]);
            json["natural"] = NumberJson.Of(dual.Natural);
            json["expectation"] = NumberJson.Of(dual.Expectation);
            json["log_partition"] = NumberJson.Of(dual.LogPartition);
            json["dual_potential"] = NumberJson.Of(dual.Potential);
            numbers.AddRange([.. dual.Natural, .. dual.Expectation, dual.LogPartition, dual.Potential]);
        }
        else
        {
            foreach (string name in (string[])["statistic", "natural", "expectation", "log_partition", "dual_potential"]) json[name] = null;
        }

        json["entropy"] = NumberJson.Of(entropy);
        return json.WithReason(distribution.Family is ExponentialFamily ? NumberJson.ReasonFor([.. numbers]) : NotExponential);
    }

    private static void Print(Distribution distribution)
    {
        if (Terminal.DrawsTables) Terminal.Result(distribution.ToString());
        else Terminal.Note(distribution.ToString());
        ResultTable table = new("name", "value", "error estimate");
        foreach ((string name, double value) in distribution.Family.CoordinateNames.Zip(distribution.Coordinates())) Add(name, value);
        if (distribution.Family is ExponentialFamily family)
        {
            Dual dual = Dual.Of(family, distribution);
            foreach ((string name, double value) in family.StatisticNames.Zip(dual.Natural)) Add($"θ of {name}", value);
            foreach ((string name, double value) in family.StatisticNames.Zip(dual.Expectation)) Add($"η = E[{name}]", value);
            Add("F(θ), the log-partition", dual.LogPartition);
            Add("F*(η), its dual", dual.Potential);
        }

        Add("entropy", distribution.Entropy());
        table.Print();
        if (distribution.Family is not ExponentialFamily) Terminal.Note($"{distribution.Family.Name} is {NotExponential}.");

        // Closed forms, rounding apart.
        void Add(string name, double value) => table.Add(name, NumberText.Exact(value), NumberText.Exact(Estimate.Exact(value).ErrorEstimate));
    }

    private static JsonObject Named(IEnumerable<string> names, double[] values)
    {
        JsonObject json = [];
        foreach ((string name, double value) in names.Zip(values)) json[name] = NumberJson.Of(value);
        return json;
    }

    private sealed record Dual(double[] Natural, double[] Expectation, double LogPartition, double Potential)
    {
        public static Dual Of(ExponentialFamily family, Distribution distribution)
        {
            ReadOnlySpan<double> parameters = distribution.Parameters.AsSpan();
            double[] natural = new double[family.Dimension], mean = new double[family.Dimension];
            family.ToNatural(parameters, natural);
            family.ToMean(parameters, mean);
            return new(natural, mean, family.LogPartition(natural.AsSpan()), family.DualPotential(parameters));
        }
    }
}
