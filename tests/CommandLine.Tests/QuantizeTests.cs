using System.Text.Json.Nodes;

namespace Neuromanifold.CommandLine.Tests;

public sealed class QuantizeTests : IDisposable
{
    private readonly Tool _tool = new();

    public QuantizeTests()
    {
        SmallData.WriteCsv(_tool.PathOf("points.csv"));
        Assert.Equal(0, _tool.Run("train --data csv:points.csv --target class --layers 2-6-2 --activation tanh --optimizer adam --epochs 1 --out run --quiet").Code);
        SmallData.WriteNumpy(_tool.PathOf("x.npy"), _tool.PathOf("y.npy"), 200, 2, i => i % 2);
    }

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("tensor")]
    [InlineData("channel")]
    public void The_model_that_is_written_is_as_good_as_was_said(string by)
    {
        JsonObject quantised = _tool.RunJson($"quantize run --data csv:points.csv --target class --bits 4 --by {by} --out small.onnx");
        JsonObject before = _tool.RunJson("evaluate run --data csv:points.csv --target class"), after = _tool.RunJson("evaluate small.onnx --data csv:points.csv --target class");
        Assert.Equal(before["test_accuracy"]!.GetValue<double>(), quantised["before"]!["accuracy"]!.GetValue<double>());
        Assert.Equal(before["test_loss"]!.GetValue<double>(), quantised["before"]!["loss"]!.GetValue<double>(), 1e-6);
        JsonNode allocated = quantised[by]!["allocated"]!;
        Assert.Equal(after["test_accuracy"]!.GetValue<double>(), allocated["accuracy"]!.GetValue<double>());
        Assert.Equal(after["test_loss"]!.GetValue<double>(), allocated["loss"]!.GetValue<double>(), 1e-6);
        Assert.True(allocated["total_bits"]!.GetValue<long>() <= quantised[by]!["uniform"]!["total_bits"]!.GetValue<long>());
        Assert.All(quantised[by]!["uniform"]!["groups"]!.AsArray(), group => Assert.Equal(4, group!["bits"]!.GetValue<int>()));
        Assert.Contains("allocated, 4", _tool.Run("quantize small.onnx --inputs x.npy --bits 4").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_labels_only_divergences_are_told_and_why()
    {
        JsonObject quantised = _tool.RunJson("quantize run --inputs x.npy --bits 8 --precision double");
        Assert.Null(quantised["before"]!["accuracy"]);
        Assert.Contains("unknown", quantised["before"]!["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.True(quantised["channel"]!["uniform"]!["divergence"]!.GetValue<double>() is > 0 and < 1e-2);
    }

    [Theory]
    [InlineData("quantize run --inputs x.npy", "--bits")]
    [InlineData("quantize run --inputs x.npy --bits 0", "--bits")]
    [InlineData("quantize run --inputs x.npy --bits 17", "--bits")]
    [InlineData("quantize run --inputs x.npy --bits four", "--bits")]
    [InlineData("quantize run --inputs x.npy --bits 4 --by layer", "--by")]
    [InlineData("quantize run --inputs x.npy --bits 4 --out small.npz", "--out")]
    [InlineData("quantize run --bits 4", "the inputs")]
    public void Bad_usage_is_refused_before_any_work(string line, string subject)
    {
        (int code, string output, string error) = _tool.Run(line);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(subject, error, StringComparison.Ordinal);
    }
}
