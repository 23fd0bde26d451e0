using System.Text.Json.Serialization.Metadata;
using Neuromanifold.Experiments.Files;
using Neuromanifold.Studies.Framework;
using Neuromanifold.Studies.Tradeoffs;
using Neuromanifold.Studies.Trials;

namespace Neuromanifold.Studies.Tests;

/// <summary>Lines as earlier versions wrote them, letter by letter.</summary>
public sealed class EarlierFilesTests : IDisposable
{
    private const string Trial = """{"trial":"seed 4","rows":[{"part":"p","method":"m","setting":null,"seed":4,"values":{"accuracy":0.5}},{"part":"p","method":"m","setting":2,"seed":4,"values":{}}]}""";

    private const string Epoch = """{"network":"net","seed":3,"epoch":0,"test_loss":null,"test_accuracy":null,"inputs":[{"input":"test input 1","count":1,"layers":[{"layer":"fc1","size":2,"fisher":1,"lower_fisher":0.5,"upper_fisher":2,"first_variance":3,"lower_first_variance":1,"upper_first_variance":4,"second_variance":0,"lower_second_variance":0,"upper_second_variance":0,"outside":0}]}]}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("neuromanifold-earlier-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Trials_are_read_and_written_as_before()
    {
        MeasuredRows<TrialRow> read = Same(Trial, TrialJson.Default.MeasuredRowsTrialRow);
        Assert.Equal("seed 4", read.Trial);
        Assert.Equal([0.5], new TrialRows(read.Rows).Values("p", "m", null, "accuracy"));
        Assert.Equal([2], new TrialRows(read.Rows).Settings("p"));
    }

    [Fact]
    public void Measurements_of_epochs_are_read_and_written_as_before()
    {
        EpochMeasurement read = Same(Epoch, TradeoffsJson.Default.EpochMeasurement);
        Assert.Equal("net, seed 3, epoch 0", read.Key);
        Assert.Equal(4, read.Inputs[0].Layers[0].UpperFirstVariance);
    }

    private TLine Same<TLine>(string line, JsonTypeInfo<TLine> format)
        where TLine : class
    {
        string path = Path.Combine(_folder, "lines.jsonl");
        File.WriteAllText(path, line + "\n");
        JsonLines<TLine> lines = new(path, "a line", format);
        TLine read = Assert.Single(lines.Recover());
        lines.Rewrite([read]);
        Assert.Equal(line + "\n", File.ReadAllText(path), StringComparer.Ordinal);
        return read;
    }
}
