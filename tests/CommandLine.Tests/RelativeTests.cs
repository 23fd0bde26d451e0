using System.Text.Json.Nodes;
using Neuromanifold.Data.ArrayFiles;

namespace Neuromanifold.CommandLine.Tests;

public sealed class RelativeTests : IDisposable
{
    private const int Inputs = 300;

    private readonly Tool _tool = new();

    /// <summary>A trained network in a run and in an ONNX file, and inputs.</summary>
    public RelativeTests()
    {
        SmallData.WriteCsv(_tool.PathOf("points.csv"));
        Assert.Equal(0, _tool.Run("train --data csv:points.csv --target class --layers 2-6-2 --activation tanh --optimizer adam --epochs 1 --out run --quiet").Code);
        File.Copy(_tool.PathOf("run/model.onnx"), _tool.PathOf("model.onnx"));
        SmallData.WriteNumpy(_tool.PathOf("x.npy"), _tool.PathOf("y.npy"), Inputs, 2, i => i % 2);
    }

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Arrays_hold_the_zones_of_the_network_computed_by_hand()
    {
        JsonObject relative = _tool.RunJson("relative model.onnx --inputs x.npy --precision double --out zones.npz");
        Assert.Equal(0, _tool.Run("fisher model.onnx --inputs x.npy --precision double --quantities fisher --out fisher.npz").Code);
        using NpzFile zones = NpzFile.Open(_tool.PathOf("zones.npz")), fisher = NpzFile.Open(_tool.PathOf("fisher.npz"));
        Assert.Equal(
            "fc1.bias/relative:6 fc1.weight/relative:6x2 fc1.weight/zone:6 fc2.bias/relative:2 fc2.weight/relative:2x6 fc2.weight/zone:2",
            string.Join(' ', zones.Arrays.Select(array => $"{array.Name}:{string.Join('x', array.Shape.Extents.ToArray())}").Order(StringComparer.Ordinal)));

        // A bias sees the constant 1, so its information is the zone; the last layer's is that of the Fisher matrix.
        Assert.Equal(Read(zones, "fc1.weight/zone", 6), Read(zones, "fc1.bias/relative", 6), (first, second) => Math.Abs(first - second) < 1e-7);
        Assert.Equal(Read(zones, "fc2.weight/zone", 2), Read(zones, "fc2.bias/relative", 2), (first, second) => Math.Abs(first - second) < 1e-7);
        Assert.Equal(Read(fisher, "fc2.weight/fisher", 12), Read(zones, "fc2.weight/relative", 12), (first, second) => Math.Abs(first - second) < 1e-10);

        JsonNode first = relative["layers"]!.AsArray()[0]!;
        Assert.Equal(("fc1", "fc1.weight", "tanh", 6), (first["name"]!.GetValue<string>(), first["weight"]!.GetValue<string>(), first["response"]!.GetValue<string>(), first["size"]!.GetValue<int>()));
        Assert.Equal(Read(zones, "fc1.weight/zone", 6), first["units"]!.AsArray().Select(unit => unit!["zone"]!.GetValue<double>()));
        Assert.Equal(6 * Inputs, first["histogram"]!.AsArray().Sum(part => part!["count"]!.GetValue<int>()));
        Assert.Equal((300, 1.0, 1.0), (relative["inputs"]!.GetValue<int>(), relative["omega"]!.GetValue<double>(), relative["sd"]!.GetValue<double>()));
        JsonNode quantiles = first["quantiles"]!;
        double[] ordered = [.. new[] { "0", "0.05", "0.25", "0.5", "0.75", "0.95", "1" }.Select(share => quantiles[share]!.GetValue<double>())];
        Assert.Equal(ordered.Order(), ordered);
    }

    [Fact]
    public void Settings_of_rectifiers_change_their_zones_as_the_formula_says()
    {
        Assert.Equal(0, _tool.Run("train --data csv:points.csv --target class --layers 2-6-2 --activation relu --optimizer adam --epochs 1 --out relu --quiet").Code);
        double wide = Mean("--omega 1"), narrow = Mean("--omega 1e-6"), leaky = Mean("--omega 1e-6 --iota 0.5"), spread = Mean("--omega 1e-6 --sd 2");
        Assert.NotEqual(wide, narrow);

        // A hard rectifier's mean zone is the share of inputs that are on, q; with a leak ι it is q + ι²(1 − q), with s over s².
        Assert.Equal(narrow + (0.25 * (1 - narrow)), leaky, 1e-5);
        Assert.Equal(narrow / 4, spread, 1e-5);

        double Mean(string settings) => _tool.RunJson($"relative relu --inputs x.npy {settings}")["layers"]!.AsArray()[0]!["mean_zone"]!.GetValue<double>();
    }

    [Fact]
    public void A_page_and_tables_are_written_where_they_are_wanted()
    {
        Tool.Outcome outcome = _tool.Run("relative run --inputs x.npy --report pages/zones.html --units");
        Assert.True(outcome.Code == 0, outcome.Error);
        string[] rows = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("layer\tresponse\tunits", rows[0], StringComparison.Ordinal);
        Assert.StartsWith("fc2\tcategorical\t2", rows[2], StringComparison.Ordinal);
        Assert.Equal(8, rows.Count(row => row.StartsWith("fc1[", StringComparison.Ordinal) || row.StartsWith("fc2[", StringComparison.Ordinal)));
        string page = File.ReadAllText(_tool.PathOf("pages/zones.html"));
        Assert.Contains("\"zones\":[{\"layer\":\"fc1\"", page, StringComparison.Ordinal);
        Assert.Contains("pages/zones.html", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("relative run --inputs x.npy --omega 0", "--omega")]
    [InlineData("relative run --inputs x.npy --omega -1", "--omega")]
    [InlineData("relative run --inputs x.npy --omega wide", "--omega")]
    [InlineData("relative run --inputs x.npy --iota 1", "--iota")]
    [InlineData("relative run --inputs x.npy --iota -0.1", "--iota")]
    [InlineData("relative run --inputs x.npy --sd 0", "--sd")]
    [InlineData("relative run --inputs x.npy --out zones.txt", "--out")]
    [InlineData("relative run --inputs x.npy --memory 1KB", "--memory")]
    [InlineData("relative run", "--inputs FILE.npy or --data SPEC")]
    [InlineData("relative gelu --inputs x.npy", "tanh, sigmoid, relu, leaky-relu, softplus, elu, identity")]
    [InlineData("relative gelu --inputs x.npy", "gelu, whose neuron has no relative Fisher information in closed form")]
    public void Bad_input_is_said_and_nothing_written(string line, string expected)
    {
        if (line.Contains("gelu", StringComparison.Ordinal))
            Assert.Equal(0, _tool.Run("train --data csv:points.csv --target class --layers 2-6-2 --activation gelu --optimizer adam --epochs 1 --out gelu --quiet").Code);
        string[] before = Directory.GetFileSystemEntries(_tool.Folder);
        Tool.Outcome outcome = _tool.Run($"{line} --json");
        Assert.True(outcome.Code == 2, $"'{line}' ended with {outcome.Code}: {outcome.Error}");
        Assert.Contains(expected, outcome.Message(line), StringComparison.Ordinal);
        Assert.Equal("", outcome.Output);
        Assert.Equal(before.Order(StringComparer.Ordinal), Directory.GetFileSystemEntries(_tool.Folder).Order(StringComparer.Ordinal));
    }

    private static double[] Read(NpzFile file, string name, int length)
    {
        double[] values = new double[length];
        file.CopyTo<double>(name, values);
        return values;
    }
}
