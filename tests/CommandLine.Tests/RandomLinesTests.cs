using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.CommandLine.Tests;

[Collection(SameProcess.Name)]
public sealed class RandomLinesTests : IDisposable
{
    private const string WholeLine = "train --data csv:points.csv --target class --layers 2-4-2 --optimizer sgd --epochs 1";

    private static readonly string[] Words =
    [
        "train", "evaluate", "compare", "data", "get", "completion", "bash", "mnst", "--data", "csv:points.csv", "npy:points.csv,points.csv", "idx:.", "digit", "--target", "class", "--test",
        "--layers", "2-4-2", "2-4", "x-y", "--activation", "tanh", "--norm", "after", "--likelihood", "gaussian", "--optimizer", "sgd", "kfac", "adamm", "--optimizers", "sgd,adam", "sgd:lr=0.1,kfac",
        "--lr", "--damping", "--epochs", "--batch", "--repeat", "--validation", "--dropout", "--threads", "--seed", "0", "1", "2", "-1", "0.5", "1e9", "nan", "",
        "--json", "--quiet", "--out", "--resume", "points.csv", "run", "--help", "--version", "--", "-", "-x", "\u2713", "=", "--lr=", "--epochs=2", "[suggest]", "[suggest:3]", "@points.csv", "/?",
    ];

    private readonly Tool _tool = new();

    public RandomLinesTests() => SmallData.WriteCsv(_tool.PathOf("points.csv"));

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Random_words_never_meet_anything_but_an_answer()
    {
        RandomSequence random = RandomStream.FromSeed(7).Split("words").From();
        for (int i = 0; i < 400; i++) Check([.. Enumerable.Range(0, 1 + random.NextInteger(9)).Select(_ => Words[random.NextInteger(Words.Length)])]);
    }

    [Fact]
    public void A_good_line_with_random_faults_never_meets_anything_but_an_answer()
    {
        RandomSequence random = RandomStream.FromSeed(7).Split("faults").From();
        for (int i = 0; i < 300; i++)
        {
            List<string> line = [.. WholeLine.Split(' '), "--out", $"run{i}"];
            for (int fault = random.NextInteger(3); fault >= 0; fault--)
            {
                int place = random.NextInteger(line.Count);
                if (random.NextInteger(4) == 0) line.RemoveAt(place);
                else if (random.NextInteger(2) == 0) line.Insert(place, Words[random.NextInteger(Words.Length)]);
                else line[place] = Words[random.NextInteger(Words.Length)];
            }

            Check([.. line]);
        }
    }

    private void Check(string[] arguments)
    {
        string line = string.Join(' ', arguments.Select(argument => $"'{argument}'"));
        Tool.Outcome outcome = SameProcess.Run(_tool.Folder, arguments);
        Assert.True(outcome.Code is 0 or 1 or 2, $"{line} ended with {outcome.Code}: {outcome.Error}");
        outcome.AssertNoDefect(line);
        if (outcome.Code != 0) outcome.Message(line);
        if (outcome.Code == 2) Assert.Empty(outcome.Output);
    }
}
