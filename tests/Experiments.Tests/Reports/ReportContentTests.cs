using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Neuromanifold.Experiments.Reports;

namespace Neuromanifold.Experiments.Tests.Reports;

public sealed class ReportContentTests
{
    [Theory]
    [MemberData(nameof(Fixtures.Names), MemberType = typeof(Fixtures))]
    public void The_front_s_fixtures_are_read_and_written_without_a_difference(string name)
    {
        JsonNode? written = JsonNode.Parse(Fixtures.Content(name).ToJson());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Fixtures.Text(name)), written));
    }

    [Fact]
    public void An_unknown_member_is_an_error() =>
        Assert.Throws<JsonException>(() => ReportContent.FromJson("""{"title":"t","generated":"g","rnus":[]}"""));

    [Fact]
    public void A_missing_required_member_is_an_error() =>
        Assert.Throws<JsonException>(() => ReportContent.FromJson("""{"title":"t"}"""));

    [Fact]
    public void Numbers_keep_every_bit() =>
        Check.QuickThrowOnFailure(Prop.ForAll<double>(value =>
        {
            ReportEpoch epoch = Assert.Single(RoundTrip(value).Runs).Epochs[0];
            return double.IsFinite(value)
                ? BitConverter.DoubleToInt64Bits(epoch.TrainLoss) == BitConverter.DoubleToInt64Bits(value)
                : double.IsNaN(epoch.TrainLoss);
        }));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_finite_is_null(double value)
    {
        JsonNode run = JsonNode.Parse(With(value).ToJson())!["runs"]![0]!;
        Assert.Null(run["epochs"]![0]!["train_loss"]);
        Assert.Null(run["step_microseconds"]);
    }

    [Fact]
    public void Nulls_survive()
    {
        ReportContent content = RoundTrip(1);
        ReportRun run = content.Runs[0];
        Assert.Null(content.Subtitle);
        Assert.Null(content.StepCostRatios);
        Assert.Null(content.Next);
        Assert.Null(run.Epochs[0].TestAccuracy);
        Assert.Null(run.Final.TestAccuracy);
        Assert.Null(run.StepsToTarget);
        Assert.Null(run.SecondsToTarget);
    }

    [Fact]
    public void No_text_contains_markup() =>
        Check.QuickThrowOnFailure(Prop.ForAll<string>(text =>
        {
            string json = (With(1) with { Title = text ?? "", Notes = [$"<!--{text}</script>"] }).ToJson();
            return json.AsSpan().IndexOfAny('<', '>', '&') < 0;
        }));

    private static ReportContent RoundTrip(double value) => ReportContent.FromJson(With(value).ToJson());

    private static ReportContent With(double value) => new()
    {
        Title = "One run",
        Generated = "test",
        Runs =
        [
            new()
            {
                Name = "a",
                Optimizer = "sgd",
                Seed = long.MaxValue,
                Epochs = [new() { Epoch = 1, Seconds = 1, TrainLoss = value, TestLoss = 1, SamplesPerSecond = 1 }],
                Final = new(1, null),
                StepMicroseconds = value,
            },
        ],
    };
}
