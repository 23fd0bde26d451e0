using System.Text.Json.Nodes;

namespace Neuromanifold.CommandLine.Tests;

public sealed class StudyTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void The_list_has_a_line_a_study()
    {
        Assert.Matches(@"(?m)^tradeoffs\t[^\t]+\t[^\t]+$", _tool.Run("study list").Output);
        Assert.Equal("tradeoffs", _tool.RunJson("study list")["studies"]![0]!["name"]!.GetValue<string>());
    }

    [Fact]
    public void A_study_prints_claims_and_goes_on_only_where_it_is_asked_to()
    {
        SmallData.WriteIdx(_tool.PathOf("small"), labels: 3);
        const string Line = "study tradeoffs --data idx:small --quick --out run";
        Tool.Outcome outcome = _tool.Run(Line);
        Assert.Equal(0, outcome.Code);
        Assert.Matches(@"About \d+ s on this machine", outcome.Error);
        Assert.Equal(10, outcome.Output.Split("  published: ").Length - 1);
        Assert.Equal(10, outcome.Output.Split("  measured:  ").Length - 1);
        Assert.Equal(10, outcome.Output.Split("  held:      ").Length - 1);
        Assert.True(File.Exists(_tool.PathOf("run/report.html")));

        Tool.Outcome again = _tool.Run(Line);
        Assert.Equal(2, again.Code);
        Assert.Contains("--resume", again.Message(Line), StringComparison.Ordinal);
        JsonObject json = _tool.RunJson("study tradeoffs --out run --resume");
        Assert.True(json["quick"]!.GetValue<bool>());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(_tool.PathOf("run/study.json"))), json));
        Assert.Equal(2, _tool.Run("study tradeoffs --out run --resume --seed 1").Code);
        Assert.Equal(2, _tool.Run("study tradeoffs --resume").Code);
    }

    [Fact]
    public void A_study_that_takes_no_data_refuses_them() =>
        Assert.Contains("runs on none", _tool.Run("study plateau --quick --data digits").Message("study"), StringComparison.Ordinal);

    [Fact]
    public void An_unknown_study_is_refused_with_the_nearest_name() =>
        Assert.Contains("Did you mean 'tradeoffs'?", _tool.Run("study tradeof --data digits").Message("study"), StringComparison.Ordinal);
}
