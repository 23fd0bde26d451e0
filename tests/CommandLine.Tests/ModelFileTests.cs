using System.Text.Json.Nodes;

namespace Neuromanifold.CommandLine.Tests;

public sealed class ModelFileTests : IDisposable
{
    private const string Data = "--data csv:points.csv --target class";

    private readonly Tool _tool = new();

    public ModelFileTests() => SmallData.WriteCsv(_tool.PathOf("points.csv"));

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void A_run_ends_with_a_model_file_that_evaluates_and_trains_on()
    {
        JsonNode first = _tool.RunJson($"train {Data} --layers 2-6-2 --activation gelu --norm before --dropout 0.1 --optimizer adam --epochs 2 --out first")["final"]!;
        JsonObject evaluated = _tool.RunJson($"evaluate first/model.onnx {Data}");
        Assert.Equal(first["test_loss"]!.ToJsonString(), evaluated["test_loss"]!.ToJsonString());

        JsonNode second = _tool.RunJson($"train {Data} --model first/model.onnx --optimizer adam --epochs 2 --out second")["final"]!;
        Assert.NotEqual(first["test_loss"]!.ToJsonString(), second["test_loss"]!.ToJsonString(), StringComparer.Ordinal);

        // The run keeps what it started from, whatever becomes of the file.
        Assert.Equal(File.ReadAllBytes(_tool.PathOf("first/model.onnx")), File.ReadAllBytes(_tool.PathOf("second/start.onnx")));
        File.Delete(_tool.PathOf("first/model.onnx"));
        byte[] model = File.ReadAllBytes(_tool.PathOf("second/model.onnx"));
        Assert.Equal(0, _tool.Run("train --resume second").Code);
        Assert.Equal(model, File.ReadAllBytes(_tool.PathOf("second/model.onnx")));
        Assert.Equal(second["test_loss"]!.ToJsonString(), _tool.RunJson($"evaluate second {Data}")["test_loss"]!.ToJsonString());
    }

    [Theory]
    [InlineData("--model first/model.onnx --layers 2-6-2", "Leave --layers out.")]
    [InlineData("--model first/model.onnx --init he", "Leave --init out.")]
    [InlineData("--model absent.onnx", "absent.onnx: found no such file; expected an ONNX model (.onnx).")]
    [InlineData("--model points.csv", "expected an ONNX model (.onnx)")]
    public void A_model_file_that_cannot_be_used_is_refused_before_anything_is_written(string options, string message)
    {
        Tool.Outcome outcome = _tool.Run($"train {Data} {options} --optimizer sgd --out run");
        Assert.Equal(2, outcome.Code);
        Assert.Contains(message, outcome.Message("train"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_tool.PathOf("run")));
    }

    [Fact]
    public void What_the_likelihood_applies_is_said_to_be_left_out()
    {
        string fixture = Path.Combine(AppContext.BaseDirectory, "fixtures", "softmax.onnx");
        File.Copy(fixture, _tool.PathOf("softmax.onnx"));
        SmallData.WriteNumpy(_tool.PathOf("x.npy"), _tool.PathOf("y.npy"), 60, 3, i => i % 2);
        Tool.Outcome outcome = _tool.Run("evaluate softmax.onnx --data npy:x.npy,y.npy");
        Assert.Equal(0, outcome.Code);
        Assert.Contains("The Softmax at the end of softmax.onnx is left out", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("a network of 3 inputs; expected 2, the values of an input", _tool.Run($"evaluate softmax.onnx {Data}").Message("evaluate"), StringComparison.Ordinal);
        Assert.Contains("found a final Softmax under a normal likelihood", _tool.Run("evaluate softmax.onnx --data npy:x.npy,y.npy --likelihood gaussian").Message("evaluate"), StringComparison.Ordinal);
    }
}
