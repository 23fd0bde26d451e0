using System.CommandLine;
using System.Text.Json.Nodes;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Data.Formats;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Notation;
using Neuromanifold.Manifolds.Projections.Bounds;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Numerics.Text;

namespace Neuromanifold.CommandLine.Commands.Manifold;

/// <summary><c>manifold fit</c>: maximum likelihood, with confidence intervals.</summary>
internal static class FitCommand
{
    private const string Expected = "expected", Observed = "observed";

    public static Command Create()
    {
        Argument<string> family = new("FAMILY") { Description = $"a family: {string.Join(", ", FamilyText.Words)}; or a member of it, like \"binomial(10, 0.5)\", where it holds a parameter fixed" };
        Option<string?> data = new("--data") { Description = "observations, one a row, under a line of column names", HelpName = "FILE.csv" };
        Option<string?> level = RegionCommand.LevelOption();
        Option<string?> information = new Option<string?>("--information") { Description = $"the information behind the intervals: {Expected} or {Observed} [default: {Expected}]", HelpName = "NAME" }.Offering([Expected, Observed]);
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        Command command = new Command("fit", "Fit a family to observations by maximum likelihood, with a confidence interval for each coordinate.") { family }
            .With(data, level, information, json, quiet)
            .WithExampleOf("$ printf 'height\\n1.62\\n1.75\\n1.81\\n1.69\\n' > heights.csv; cat heights.csv\nmanifold fit normal --data heights.csv");
        command.Does(quiet, parse =>
        {
            string path = parse.GetValue(data) ?? throw new InvalidInputException("--data", "nothing", "a file of observations");
            string source = parse.Text(information, Expected);
            if (source is not (Expected or Observed)) throw new InvalidInputException("--information", $"'{source}'", $"{Expected} or {Observed}");
            double confidence = parse.Number(level) ?? RegionCommand.DefaultLevel;
            RegionCommand.RequireLevel(confidence);
            Matrix<double> outcomes = CsvNumbers.Read(path);
            DistributionFamily fitted = FamilyText.ParseFamily(parse.GetRequiredValue(family), outcomes.Columns);
            RequireOutcomes(path, fitted, outcomes);
            SampleInformation sample = SampleInformation.AtMaximumLikelihood(fitted, outcomes);
            ConfidenceRegion region = new(sample.At.Coordinates(), source == Observed ? sample.Observed : sample.Expected, confidence);
            double likelihood = 0;
            for (int row = 0; row < outcomes.Rows; row++) likelihood += sample.At.LogDensity(outcomes.Row(row));
            if (parse.GetValue(json)) Terminal.Result(Json(sample.At, outcomes.Rows, likelihood, source, region).ToJsonString());
            else Print(sample.At, outcomes.Rows, likelihood, region);
            return ExitCode.Done;
        });
        return command;
    }

    private static void RequireOutcomes(string path, DistributionFamily family, Matrix<double> outcomes)
    {
        if (outcomes.Columns != family.OutcomeWidth)
            throw new InvalidInputException(path, $"{outcomes.Columns} columns", $"{family.OutcomeWidth}: an outcome of {family} is {family.Outcomes.Description}");
        for (int row = 0; row < outcomes.Rows; row++)
        {
            if (!family.Outcomes.Contains(outcomes.Row(row)))
                throw new InvalidInputException($"{path}, row {row + 1}", string.Join(", ", outcomes.Row(row).ToArray().Select(value => NumberText.Exact(value))), $"{family.Outcomes.Description}, an outcome of {family}");
        }
    }

    private static JsonObject Json(Distribution distribution, int observations, double likelihood, string information, ConfidenceRegion region)
    {
        JsonObject json = new()
        {
            ["distribution"] = distribution.ToString(),
            ["observations"] = observations,
            ["log_likelihood"] = NumberJson.Of(likelihood),
            ["parameters"] = ParametersJson.Of(distribution),
            ["information"] = information,
            ["level"] = region.Level,
            ["interval"] = RegionCommand.Intervals(distribution, region),
        };
        return json.WithReason(NumberJson.ReasonFor([likelihood]));
    }

    private static void Print(Distribution distribution, int observations, double likelihood, ConfidenceRegion region)
    {
        Terminal.Result($"{distribution}, {observations} observations, log-likelihood {NumberText.Exact(likelihood)}");
        RegionCommand.Print(distribution, region);
    }
}
