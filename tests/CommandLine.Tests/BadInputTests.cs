namespace Neuromanifold.CommandLine.Tests;

public sealed class BadInputTests : IDisposable
{
    private const string Train = "train --data csv:points.csv --target class --layers 2-4-2 --optimizer sgd --out run";

    private readonly Tool _tool = new();

    public BadInputTests() => SmallData.WriteCsv(_tool.PathOf("points.csv"));

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("--batch 0", "--batch")]
    [InlineData("--batch -5", "--batch")]
    [InlineData("--batch 99999999999", "--batch")]
    [InlineData("--epochs 0", "--epochs")]
    [InlineData("--lr 0", "--lr")]
    [InlineData("--lr -1", "--lr")]
    [InlineData("--lr nan", "--lr")]
    [InlineData("--weight-decay -1", "--weight-decay")]
    [InlineData("--dropout 1", "--dropout")]
    [InlineData("--threads 0", "--threads")]
    [InlineData("--warmup -1", "--warmup")]
    [InlineData("--validation 1", "--validation")]
    [InlineData("--checkpoint-every -1", "--checkpoint-every")]
    [InlineData("--target-accuracy 2", "--target-accuracy")]
    [InlineData("--seed x", "--seed")]
    [InlineData("--precision half", "--precision")]
    [InlineData("--normalize 1", "normalisation")]
    [InlineData("--schedule cosin", "Did you mean 'cosine'?")]
    [InlineData("--activation rele", "Did you mean 'relu'?")]
    [InlineData("--likelihood gausian", "Did you mean 'gaussian'?")]
    [InlineData("--init hee", "Did you mean 'he'?")]
    [InlineData("--norm befor", "Did you mean 'before'?")]
    [InlineData("--epoch 3", "Did you mean '--epochs'?")]
    [InlineData("--damping 0.1", "--damping")]
    [InlineData("--test nothing", "the data 'nothing'")]
    public void An_option_that_makes_no_sense_is_refused_before_anything_is_written(string option, string said) => Refused($"{Train} {option}", said);

    [Theory]
    [InlineData("trian", "Did you mean 'train'?")]
    [InlineData("train --data mnst --layers 2-2 --optimizer sgd", "Did you mean 'mnist'?")]
    [InlineData("train --data csv:points.csv --target class --layers 2-4-2 --optimizer adm", "Did you mean 'adam'?")]
    [InlineData("train --data csv:points.csv --target clas --layers 2-4-2 --optimizer sgd", "clas")]
    [InlineData("train --data csv:points.csv --layers 2-4-2 --optimizer sgd", "--target")]
    [InlineData("train --data csv:absent.csv --target class --layers 2-4-2 --optimizer sgd", "absent.csv")]
    [InlineData("train --data csv:points.csv --target class --layers 3-4-2 --optimizer sgd", "Write --layers 2-4-2")]
    [InlineData("train --data csv:points.csv --target class --layers 2 --optimizer sgd", "--layers")]
    [InlineData("train --data csv:points.csv --target class --layers 2-0-2 --optimizer sgd", "--layers")]
    [InlineData("train --data csv:points.csv --target class --optimizer sgd", "--layers")]
    [InlineData("train --data csv:points.csv --target class --layers 2-4-2", "--optimizer")]
    [InlineData("train --layers 2-4-2 --optimizer sgd", "--data")]
    [InlineData("compare --data csv:points.csv --target class --layers 2-4-2 --optimizers sgd --repeat 0", "--repeat")]
    [InlineData("compare --data csv:points.csv --target class --layers 2-4-2 --optimizers sgd:lr", "--optimizers")]
    [InlineData("compare --data csv:points.csv --target class --layers 2-4-2 --optimizers sgd:lr=-1", "--lr")]
    [InlineData("evaluate nothing --data digits", "nothing")]
    [InlineData("evaluate points.csv --data digits", "points.csv")]
    [InlineData("data get mnst", "Did you mean 'mnist'?")]
    [InlineData("completion tcsh", "bash, zsh, fish")]
    [InlineData("doctor --nothing", "--nothing")]
    public void A_line_that_makes_no_sense_is_refused_with_what_would(string line, string said) => Refused(line, said);

    [Fact]
    public void Labels_beyond_the_outputs_are_refused()
    {
        SmallData.WriteIdx(_tool.PathOf("idx"), labels: 5);
        Refused("train --data idx:idx --layers 4-3-4 --optimizer sgd --out run", "a label from 0 to 3");
        Assert.Equal(0, _tool.Run("train --data idx:idx --layers 4-3-5 --optimizer sgd --epochs 1 --out run").Code);
    }

    [Fact]
    public void Damaged_data_are_refused()
    {
        SmallData.WriteIdx(_tool.PathOf("idx"), labels: 5);
        string images = _tool.PathOf("idx/train-images-idx3-ubyte");
        byte[] bytes = File.ReadAllBytes(images);
        File.WriteAllBytes(images, bytes[..^3]);
        Refused("train --data idx:idx --layers 4-3-5 --optimizer sgd --out run", "train-images-idx3-ubyte");
        File.WriteAllBytes(images, [.. bytes, 1]);
        Refused("train --data idx:idx --layers 4-3-5 --optimizer sgd --out run", "train-images-idx3-ubyte");
        SmallData.WriteCsv(_tool.PathOf("points.csv"), "nan,1,0\n");
        Refused($"{Train}", "line 242");
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused()
    {
        Assert.Equal(0, _tool.Run($"{Train} --epochs 1").Code);
        string model = Directory.GetFiles(_tool.PathOf("run/checkpoint"), "model-*.safetensors").Single();
        byte[] bytes = File.ReadAllBytes(model);
        bytes[^1] ^= 1;
        File.WriteAllBytes(model, bytes);
        foreach (string line in new[] { "train --resume run", "evaluate run --data csv:points.csv --target class" })
        {
            Tool.Outcome refused = _tool.Run(line);
            Assert.Equal(2, refused.Code);
            Assert.Contains("safetensors", refused.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_refused()
    {
        File.WriteAllText(_tool.PathOf("file"), "");
        Refused(Train.Replace("--out run", "--out file/run", StringComparison.Ordinal), "file");
    }

    [Fact]
    public void A_library_that_is_not_there_is_refused()
    {
        _tool.Environment["NEUROMANIFOLD_BLAS"] = "/nonexistent/libblas.so";
        Refused("doctor", "/nonexistent/libblas.so");
    }

    [Fact]
    public void Random_lines_never_meet_anything_but_an_answer()
    {
        string[] words =
        [
            "train", "evaluate", "compare", "data", "get", "doctor", "--data", "csv:points.csv", "digit", "--layers", "2-4-2", "x-y", "--optimizer", "sgd", "kfac",
            "--epochs", "0", "-1", "--json", "--quiet", "--out", "--resume", "points.csv", "--seed", "[suggest]", "--", "-", "\u2713", "--target", "class", "--test", "=", "--lr=",
        ];
        Numerics.RandomStreams.RandomSequence random = Numerics.RandomStreams.RandomStream.FromSeed(7).From();
        for (int i = 0; i < 40; i++)
        {
            string line = string.Join(' ', Enumerable.Range(0, 1 + random.NextInteger(8)).Select(_ => words[random.NextInteger(words.Length)]));
            Tool.Outcome outcome = _tool.Run(line);
            Assert.True(outcome.Code is 0 or 2, $"'{line}' ended with {outcome.Code}: {outcome.Error}");
            AssertNoDefect(line, outcome);
        }
    }

    private static void AssertNoDefect(string line, Tool.Outcome outcome)
    {
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
        Assert.False(outcome.Error.Contains("A defect of the tool", StringComparison.Ordinal), $"'{line}': {outcome.Error}");
    }

    private void Refused(string line, string said)
    {
        string[] before = Directory.GetFileSystemEntries(_tool.Folder);
        Tool.Outcome outcome = _tool.Run(line);
        Assert.True(outcome.Code == 2, $"'{line}' ended with {outcome.Code}: {outcome.Error}");
        Assert.Contains(said, outcome.Error, StringComparison.Ordinal);
        Assert.Contains("neuromanifold: ", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
        AssertNoDefect(line, outcome);
        Assert.Equal(before, Directory.GetFileSystemEntries(_tool.Folder), StringComparer.Ordinal);
    }
}
