
namespace Neuromanifold.CommandLine.Tests;

[Collection(SameProcess.Name)]
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
    [InlineData("--dropout nan", "--dropout")]
    [InlineData("--lr 1e400", "--lr")]
    [InlineData("--lr 0.1 --lr 0.2", "--lr")]
    [InlineData("--threads 100000", "--threads")]
    [InlineData("--seed 99999999999999999999", "--seed")]
    [InlineData("--beta1 0.5", "It is a setting of adam, adamw, soap: choose one by --optimizer.")]
    [InlineData("--repeat 3", "'--repeat'")]
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
    [InlineData("", "found no command; expected one of train, ")]
    [InlineData("data", "data: found no command; expected one of get")]
    [InlineData("data get", "data get: found no NAME; expected mnist or fashion-mnist")]
    [InlineData("evaluate", "evaluate: found no MODEL")]
    [InlineData("completion", "completion: found no SHELL")]
    [InlineData("train extra", "'extra'")]
    [InlineData("train @points.csv", "'@points.csv'")]
    [InlineData("train --data csv:points.csv --target class --layers 2-4-2 --optimizer", "--optimizer: found nothing behind it")]
    [InlineData("train --lr 0.1", "choose one by --optimizer")]
    [InlineData("compare --lr 0.1", "write it behind the name, as in sgd:lr=VALUE")]
    [InlineData("compare --data csv:points.csv --target class --layers 2-4-2", "--optimizers")]
    [InlineData("compare --data csv:points.csv --target class --layers 2-4-2 --optimizers sgd,", "--optimizer")]
    [InlineData("compare --data csv:points.csv --target class --layers 2-4-2 --optimizers sgd,sgd", "'sgd' twice")]
    [InlineData("compare --data csv:points.csv --target class --layers 2-4-2 --optimizers sgd:beta1=0.5", "sgd does not have")]
    [InlineData("train --data csv:points.csv --target class --layers 2-99999999-99999999-2 --optimizer sgd", "--layers")]
    [InlineData("train --data csv:points.csv --target class --layers 2--4-2 --optimizer sgd", "--layers")]
    [InlineData("train --data csv:points.csv --target class --layers 2-4-1 --optimizer sgd", "at least 2 outputs")]
    [InlineData("train --data csv:points.csv --target class --layers 2-4-3 --optimizer sgd --likelihood gaussian", "1 value an outcome")]
    [InlineData("train --data csv:points.csv --target class --layers 2-4-1 --optimizer sgd --likelihood gaussian --target-accuracy 0.5", "--target-accuracy")]
    [InlineData("train --data idx:nowhere --layers 4-2 --optimizer sgd", "no such folder")]
    [InlineData("train --data mnist:nowhere --layers 784-10 --optimizer sgd", "data get mnist --to nowhere")]
    [InlineData("train --data npy:absent.npy,points.csv --layers 4-2 --optimizer sgd", "absent.npy")]
    [InlineData("train --data npy:points.csv,points.csv --layers 4-2 --optimizer sgd", "points.csv")]
    [InlineData("train --data npy:points.csv --layers 4-2 --optimizer sgd", "npy:X.npy,Y.npy")]
    [InlineData("train --data csv:points.csv --target class --test mnst --layers 2-2 --optimizer sgd", "Did you mean 'mnist'?")]
    [InlineData("train --data csv:points.csv --target class --layers 2-4-2 --optimizer sgd --out points.csv", "points.csv: found a file")]
    [InlineData("train --data csv:points.csv --target class --layers 2-4-2 --optimizer sgd --out points.csv/a/b", "found the file points.csv on the way")]
    [InlineData("train --resume points.csv", "points.csv: found a file")]
    [InlineData("train --resume absent", "absent: found no such directory")]
    [InlineData("data get mnist --from nonsense --to mnist", "nonsense")]
    [InlineData("data get mnist --to points.csv", "points.csv")]
    [InlineData("evaluate absent.safetensors --data csv:points.csv --target class --layers 2-4-2", "absent.safetensors")]
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

    [Theory]
    [InlineData("natural --solver cg --labels data", "--labels: found an option without effect on conjugate gradients")]
    [InlineData("natural --solver cg --decay 0.5", "--decay")]
    [InlineData("natural --solver cg --statistics-every 5", "--statistics-every")]
    [InlineData("natural --solver cg --inverse-every 5", "--inverse-every")]
    [InlineData("natural --inverse-every 5 --norm after", "--solver dense where the network is small")]
    [InlineData("natural --solver dense --cg-products 3", "--cg-products: found an option without effect on a dense matrix")]
    [InlineData("natural --cg-tolerance 0.1", "Use --solver cg")]
    [InlineData("natural --trust-region 0.1 --momentum 0.5", "--trust-region 0.1")]
    [InlineData("natural --trust-region 0.1 --geodesic yes", "--geodesic")]
    [InlineData("kfac --step model --momentum 0.5", "--step model")]
    [InlineData("rngd --block-references 100", "are had by --form blocks")]
    [InlineData("rngd --form blocks --references 100", "Their references are --block-references")]
    public void An_option_without_effect_in_the_form_chosen_is_refused(string optimizer, string said) =>
        Refused(Train.Replace("sgd", optimizer, StringComparison.Ordinal), said);

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
    public void Damaged_arrays_are_refused()
    {
        string inputs = _tool.PathOf("x.npy"), outcomes = _tool.PathOf("y.npy");
        const string Line = "train --data npy:x.npy,y.npy --layers 3-5-10 --optimizer sgd --out run";
        SmallData.WriteNumpy(inputs, outcomes, 60, 3, i => i == 7 ? 12 : i % 10);
        Refused(Line, "a label from 0 to 9");
        SmallData.WriteNumpy(inputs, outcomes, 60, 3, i => i == 7 ? double.NaN : i % 10);
        Refused(Line, "y.npy");
        SmallData.WriteNumpy(inputs, outcomes, 60, 3, i => i % 10);
        byte[] bytes = File.ReadAllBytes(inputs);
        File.WriteAllBytes(inputs, bytes[..^5]);
        Refused(Line, "x.npy");
        File.WriteAllBytes(inputs, [.. bytes, 0]);
        Refused(Line, "x.npy");
        byte[] unknown = [.. bytes];
        unknown[0] = 0;
        File.WriteAllBytes(inputs, unknown);
        Refused(Line, "x.npy");
        byte[] infinite = [.. bytes];
        BitConverter.TryWriteBytes(infinite.AsSpan(^8..), double.PositiveInfinity);
        File.WriteAllBytes(inputs, infinite);
        Refused(Line, "x.npy");
        File.WriteAllBytes(inputs, []);
        Refused(Line, "x.npy");
    }

    [Theory]
    [InlineData("config.json", "{")]
    [InlineData("config.json", "[]")]
    [InlineData("config.json", "{\"command\":\"train\"}")]
    [InlineData("config.json", "{\"command\":\"train\",\"data\":null,\"network\":null,\"optimiser\":null}")]
    [InlineData("config.json", "{\"command\":\"train\",\"data\":{\"specification\":\"csv:points.csv\"},\"network\":{\"layers\":null},\"optimiser\":{\"name\":\"sgd\"}}")]
    [InlineData("config.json", "{\"command\":\"compare\"}")]
    [InlineData("checkpoint/state.json", "")]
    [InlineData("checkpoint/state.json", "{\"format\":3}")]
    [InlineData("checkpoint/state.json", null)]
    public void A_damaged_run_is_refused(string file, string? content)
    {
        Assert.Equal(0, SameProcess.Run(_tool.Folder, $"{Train} --epochs 1".Split(' ')).Code);
        if (content is null) File.Delete(_tool.PathOf($"run/{file}"));
        else File.WriteAllText(_tool.PathOf($"run/{file}"), content);
        Refused("train --resume run", "run");
        Refused("evaluate run --data csv:points.csv --target class", "run");
        Assert.DoesNotContain("Neuromanifold.", SameProcess.Run(_tool.Folder, "train", "--resume", "run").Error, StringComparison.Ordinal);
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
        Tool.Outcome outcome = _tool.Run("doctor --json");
        Assert.Equal(2, outcome.Code);
        Assert.Empty(outcome.Output);
        Assert.Contains("/nonexistent/libblas.so", outcome.Message("doctor --json"), StringComparison.Ordinal);
    }

    private void Refused(string line, string said)
    {
        string[] before = [.. Directory.GetFileSystemEntries(_tool.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        Tool.Outcome outcome = SameProcess.Run(_tool.Folder, line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.True(outcome.Code == 2, $"'{line}' ended with {outcome.Code}: {outcome.Error}");
        string message = outcome.Message(line);
        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.Matches(": found .+; expected ", message);
        Assert.Empty(outcome.Output);
        Assert.Equal(before, Directory.GetFileSystemEntries(_tool.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
