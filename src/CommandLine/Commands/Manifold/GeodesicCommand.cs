using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Text;

namespace Neuromanifold.CommandLine.Commands.Manifold;

/// <summary><c>manifold geodesic</c>: the path from one distribution to another.</summary>
internal static class GeodesicCommand
{
    private const int MaximumPoints = 100_000;

    private static readonly string[] Connections = ["fisher", "e", "m"];

    public static Command Create()
    {
        Argument<string> first = DistributionArgument.Named("P"), second = DistributionArgument.Named("Q");
        Option<string?> connection = new Option<string?>("--connection") { Description = "fisher (shortest), e (straight in natural parameters) or m (straight in means) [default: fisher]", HelpName = "NAME" }.Offering(Connections);
        Option<string?> points = new("--points") { Description = "points on the path, both ends included [default: 11]", HelpName = "N" };
        Option<string?> output = new("--out") { Description = "a drawing (.svg, of families with two coordinates) or a table (.csv)", HelpName = "FILE" };
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        Command command = new Command("geodesic", "Print the points of a geodesic between two distributions, and its Fisher–Rao length.") { first, second }
            .With(connection, points, output, json, quiet)
            .WithExampleOf("manifold geodesic \"normal(0, 1)\" \"normal(mean=5, sd=2)\" --points 5\nmanifold geodesic \"normal(0, 1)\" \"normal(5, 2)\" --connection m --out path.svg");
        command.Does(quiet, parse =>
        {
            string wanted = NamedChoice.Find("the connection", parse.Text(connection, Connections[0]), Connections);
            int count = parse.Count(points) ?? 11;
            if (count is < 2 or > MaximumPoints) throw new InvalidInputException("--points", $"{count}", $"from 2 to {MaximumPoints}");
            string? path = parse.GetValue(output);
            string extension = Path.GetExtension(path ?? ".csv");
            if (extension is not (".svg" or ".csv")) throw new InvalidInputException("--out", $"'{path}'", "a file whose name ends with .svg or .csv");
            (Distribution p, Distribution q) = (parse.Distribution(first), parse.Distribution(second));
            if (extension == ".svg" && p.Family.Dimension != 2)
                throw new InvalidInputException("--out", $"a drawing of {p.Family}, which has {p.Family.Dimension} coordinate{(p.Family.Dimension == 1 ? "" : "s")}", "a family of two coordinates", "Write a table: --out FILE.csv");
            DistributionPath geodesic = DistributionPath.Between(p, q, Kind(wanted), count);
            if (path is not null) ReplacedFile.WriteText(path, extension == ".svg" ? PathDrawing.Of(geodesic) : Csv(geodesic));
            if (parse.GetValue(json)) Terminal.Result(Json(geodesic, wanted).ToJsonString());
            else Print(geodesic);
            if (path is not null) Terminal.Note($"The path is in {path}.");
            return ExitCode.Done;
        });
        return command;
    }

    private static PathKind Kind(string connection) => connection switch { "e" => PathKind.Exponential, "m" => PathKind.Mixture, _ => PathKind.FisherRao };

    private static JsonObject Json(DistributionPath path, string connection) => new JsonObject
    {
        ["p"] = path.Points[0].ToString(),
        ["q"] = path.Points[^1].ToString(),
        ["connection"] = connection,
        ["length"] = NumberJson.Of(path.Length.Value),
        ["method"] = path.Length.MethodName,
        ["error_estimate"] = NumberJson.Of(path.Length.ErrorEstimate),
        ["points"] = new JsonArray([.. path.Points.Select((point, index) => new JsonObject
        {
            ["t"] = path.Times[index],
            ["distribution"] = point.ToString(),
            ["parameters"] = ParametersJson.Of(point),
        })]),
    }.WithReason(NumberJson.ReasonFor(path.Length));

    private static void Print(DistributionPath path)
    {
        ResultTable table = new("t", "point");
        for (int index = 0; index < path.Points.Count; index++) table.Add(NumberText.Exact(path.Times[index]), path.Points[index].ToString());
        table.Print();
        Terminal.Result($"length {NumberText.Exact(path.Length.Value)} ({path.Length.MethodName}, error {path.Length.ErrorEstimate.ToString("g2", CultureInfo.InvariantCulture)})");
    }

    private static string Csv(DistributionPath path)
    {
        DistributionFamily family = path.Points[0].Family;
        StringBuilder text = new();
        text.Append('t');
        foreach (Parameter parameter in family.Parameters)
        {
            for (int place = 1; place <= parameter.Length; place++) text.Append(',').Append(parameter.Name).Append(parameter.Length == 1 ? "" : place.ToString(CultureInfo.InvariantCulture));
        }

        text.Append('\n');
        for (int index = 0; index < path.Points.Count; index++)
            text.Append(NumberText.Exact(path.Times[index])).Append(',').AppendJoin(',', path.Points[index].Parameters.Select(value => NumberText.Exact(value))).Append('\n');
        return text.ToString();
    }
}
