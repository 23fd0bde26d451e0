using System.CommandLine;
using System.Text.Json.Nodes;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.Projections;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Text;

namespace Neuromanifold.CommandLine.Commands.Manifold;

/// <summary><c>manifold legendre</c>: the log-partition, its Legendre dual and what lies between them.</summary>
internal static class LegendreCommand
{
    public static Command Create()
    {
        Argument<string> point = DistributionArgument.Named("P");
        Option<string?> mean = new("--mean-of") { Description = "take the expectation coordinates of this distribution of the same family [default: P]", HelpName = "Q" };
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        Command command = new Command("legendre", "Print the convex potentials of an exponential family, F(θ) and F*(η), and the gap F(θ) + F*(η) - θ·η, which is KL(Q ‖ P).") { point }
            .With(mean, json, quiet)
            .WithExampleOf("manifold legendre \"gamma(shape=2, rate=1)\" --mean-of \"gamma(3, 2)\"");
        command.Does(quiet, parse =>
        {
            Distribution p = parse.Distribution(point), q = parse.GetValue(mean) is { } text ? Manifolds.Notation.DistributionText.Parse(text) : p;
            if (p.Family is not ExponentialFamily family) throw new InvalidInputException("The Legendre transform", p.ToString(), "a distribution of an exponential family");
            if (!family.Equals(q.Family)) throw new InvalidInputException("--mean-of", q.ToString(), $"a distribution of the family {family}");
            LegendreTransform transform = new(family);
            double[] natural = new double[family.Dimension], expectation = new double[family.Dimension];
            family.ToNatural(p.Parameters.AsSpan(), natural);
            family.ToMean(q.Parameters.AsSpan(), expectation);
            double potential = transform.Potential(natural), dual = transform.DualPotential(expectation), gap = transform.Gap(natural, expectation);
            if (parse.GetValue(json)) Terminal.Result(Json(p, q, natural, expectation, [potential, dual, gap]).ToJsonString());
            else Print(family, p, q, natural, expectation, [potential, dual, gap]);
            return ExitCode.Done;
        });
        return command;
    }

    private static JsonObject Json(Distribution p, Distribution q, double[] natural, double[] expectation, double[] values)
    {
        JsonObject json = new()
        {
            ["p"] = p.ToString(),
            ["q"] = q.ToString(),
            ["natural"] = NumberJson.Of(natural),
            ["expectation"] = NumberJson.Of(expectation),
            ["log_partition"] = NumberJson.Of(values[0]),
            ["dual_potential"] = NumberJson.Of(values[1]),
            ["gap"] = NumberJson.Of(values[2]),
        };
        return json.WithReason(NumberJson.ReasonFor([.. natural, .. expectation, .. values]));
    }

    private static void Print(ExponentialFamily family, Distribution p, Distribution q, double[] natural, double[] expectation, double[] values)
    {
        Terminal.Result(p == q ? $"{p}" : $"θ of {p}, η of {q}");
        ResultTable table = new("quantity", "value");
        foreach ((string name, double value) in family.StatisticNames.Zip(natural)) table.Add($"θ of {name}", NumberText.Exact(value));
        foreach ((string name, double value) in family.StatisticNames.Zip(expectation)) table.Add($"η = E[{name}]", NumberText.Exact(value));
        table.Add("F(θ), the log-partition", NumberText.Exact(values[0]));
        table.Add("F*(η), its dual", NumberText.Exact(values[1]));
        table.Add("F(θ) + F*(η) - θ·η", NumberText.Exact(values[2]));
        table.Print();
    }
}
