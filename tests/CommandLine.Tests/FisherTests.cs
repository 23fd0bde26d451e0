using System.Text.Json.Nodes;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.CommandLine.Tests;

public sealed class FisherTests : IDisposable
{
    private const int Inputs = 600;

    private readonly Tool _tool = new();

    /// <summary>A trained network in a run and in an ONNX file, and inputs with labels.</summary>
    public FisherTests()
    {
        SmallData.WriteCsv(_tool.PathOf("points.csv"));
        Assert.Equal(0, _tool.Run("train --data csv:points.csv --target class --layers 2-6-2 --activation tanh --optimizer adam --epochs 1 --out run --quiet").Code);
        File.Copy(_tool.PathOf("run/model.onnx"), _tool.PathOf("model.onnx"));
        SmallData.WriteNumpy(_tool.PathOf("x.npy"), _tool.PathOf("y.npy"), Inputs, 2, i => i % 2);
    }

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void One_object_holds_every_row_and_what_was_promised_of_it()
    {
        JsonObject fisher = _tool.RunJson("fisher model.onnx --inputs x.npy --labels y.npy --precision double --out all.npz --quantities fisher,variance,bounds,empirical,observed --estimator mc1 --samples 3 --seed 7");
        Assert.Equal((600, "categorical"), (fisher["inputs"]!.GetValue<int>(), fisher["likelihood"]!.GetValue<string>()));
        Assert.Equal("fc1.weight fc1.bias fc2.weight fc2.bias", string.Join(' ', fisher["parameters"]!.AsArray().Select(row => row!["name"]!.GetValue<string>())));
        foreach (JsonNode? row in fisher["parameters"]!.AsArray().Append(fisher["total"]))
        {
            double mean = row!["mean_fisher"]!.GetValue<double>(), share = row["input_share"]!.GetValue<double>();
            Assert.True(mean > 0);
            Assert.Equal(1, share + row["output_share"]!.GetValue<double>(), 1e-12);
            Assert.Equal(row["samples"]!.GetValue<double>() / 0.05, row["samples_chebyshev"]!.GetValue<double>(), 1e-6 * row["samples_chebyshev"]!.GetValue<double>());
            Assert.True(row["ub_var1_ratio"]!.GetValue<double>() >= 1);
        }

        JsonNode last = fisher["parameters"]!.AsArray()[2]!;
        Assert.Equal(0, last["sd2"]!.GetValue<double>());
        Assert.Contains(last["prefer"]!.GetValue<string>(), (string[])["exact", "mc1", "mc2", "hutchinson"], StringComparer.Ordinal);
        Assert.True(last["sd3"]!.GetValue<double>() > 0 && last["standard_error"]!.GetValue<double>() > 0);
        Assert.Null(last["ub_var2_ratio"]);
        Assert.Contains("var2 is zero", last["reason"]!.GetValue<string>(), StringComparison.Ordinal);

        using NpzFile file = NpzFile.Open(_tool.PathOf("all.npz"));
        string[] quantities = ["fisher", "var1", "var2", "var3", "var_inputs", "ub_fisher", "ub_var1", "ub_var2", "lb_fisher", "lb_var1", "lb_var2", "empirical", "observed", "estimate", "standard_error"];
        Assert.Equal(quantities.Select(name => $"fc1.weight/{name}").Order(StringComparer.Ordinal), file.Arrays.Select(array => array.Name).Where(name => name.StartsWith("fc1.weight/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        double[] values = new double[12];
        file.CopyTo<double>("fc1.weight/fisher", values);
        Assert.Equal(fisher["parameters"]!.AsArray()[0]!["mean_fisher"]!.GetValue<double>(), values.Average(), 1e-12);
    }

    [Fact]
    public void Quantities_of_the_labels_and_of_weights_stand_in_the_file()
    {
        _tool.RunJson("fisher model.onnx --inputs x.npy --labels y.npy --precision double --out data.npz --quantities fisher,variance,empirical,data-fisher,input-variance-bound --observations 400");
        using NpzFile file = NpzFile.Open(_tool.PathOf("data.npz"));
        double[] Values(string name)
        {
            double[] values = new double[12];
            file.CopyTo<double>($"fc1.weight/{name}", values);
            return values;
        }

        double[] fisher = Values("fisher"), data = Values("data_fisher"), bias = Values("data_bias"), empirical = Values("empirical"), deviations = Values("sd_weight"), bounds = Values("ub_var_inputs"), spread = Values("var_inputs");
        Assert.All(Values("data_var"), value => Assert.Equal(0, value));
        Assert.Contains(Values("data_var_inputs"), value => value > 0);
        for (int i = 0; i < fisher.Length; i++)
        {
            Assert.Equal(empirical[i], data[i], 1e-12 * (1 + data[i]));
            Assert.Equal(data[i] - fisher[i], bias[i], 1e-12 * (1 + data[i]));
            Assert.Equal(1 / Math.Sqrt(400 * fisher[i]), deviations[i], 1e-12 * deviations[i]);
            Assert.True(bounds[i] >= spread[i] * (1 - 1e-9));
        }

        _tool.RunJson("fisher model.onnx --inputs x.npy --labels y.npy --precision double --out smooth.npz --quantities data-fisher --label-smoothing 0.2 --estimator hutchinson --samples 2");
        using NpzFile smooth = NpzFile.Open(_tool.PathOf("smooth.npz"));
        double[] variances = new double[12];
        smooth.CopyTo<double>("fc1.weight/data_var", variances);
        Assert.Contains(variances, value => value > 0);
        smooth.CopyTo<double>("fc1.weight/estimate", variances);
        Assert.Contains(variances, value => value > 0);
    }

    [Fact]
    public void The_run_and_its_model_file_say_the_same_and_seeds_repeat()
    {
        JsonObject run = _tool.RunJson("fisher run --inputs x.npy --estimator mc2 --samples 2 --seed 3"), file = _tool.RunJson("fisher model.onnx --inputs x.npy --estimator mc2 --samples 2 --seed 3 --out a.safetensors");
        Assert.Equal(run["total"]!.ToJsonString(), file["total"]!.ToJsonString());
        _tool.RunJson("fisher model.onnx --inputs x.npy --estimator mc2 --samples 2 --seed 3 --out b.safetensors");
        Assert.Equal(File.ReadAllBytes(_tool.PathOf("a.safetensors")), File.ReadAllBytes(_tool.PathOf("b.safetensors")));
        _tool.RunJson("fisher model.onnx --inputs x.npy --estimator mc2 --samples 2 --seed 4 --out b.safetensors");
        Assert.NotEqual(File.ReadAllBytes(_tool.PathOf("a.safetensors")), File.ReadAllBytes(_tool.PathOf("b.safetensors")));
    }

    [Theory]
    [InlineData("kronecker", "fc1.weight/input_factor:3x3 fc1.weight/output_factor:6x6 fc2.weight/input_factor:7x7 fc2.weight/output_factor:2x2")]
    [InlineData("unit-wise", "fc1.weight/units:6x3x3 fc2.weight/units:2x7x7")]
    [InlineData("layer-wise", "fc1.weight/block:18x18 fc2.weight/block:14x14")]
    [InlineData("dense", "block:32x32")]
    public void A_representation_is_written_under_its_names(string representation, string arrays)
    {
        Assert.Equal(0, _tool.Run($"fisher model.onnx --inputs x.npy --representation {representation} --out matrix.npz").Code);
        using NpzFile file = NpzFile.Open(_tool.PathOf("matrix.npz"));
        Assert.Equal(arrays.Split(' ').Order(StringComparer.Ordinal), file.Arrays.Select(array => $"{array.Name}:{string.Join('x', array.Shape.Extents.ToArray())}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_spectrum_is_exact_for_few_parameters_and_its_layers_share_the_trace()
    {
        JsonObject spectrum = _tool.RunJson("spectrum model.onnx --inputs x.npy --per-layer --precision double");
        Assert.Equal("dense", spectrum["method"]!.GetValue<string>());
        double[] eigenvalues = [.. spectrum["eigenvalues"]!.AsArray().Select(value => value!.GetValue<double>())];
        Assert.Equal(32, eigenvalues.Length);
        Assert.Equal(eigenvalues.OrderDescending(), eigenvalues);
        double trace = spectrum["trace"]!.GetValue<double>();
        Assert.Equal(trace, eigenvalues.Sum(), 1e-9 * trace);
        Assert.Equal(trace, spectrum["layers"]!.AsArray().Sum(layer => layer!["trace"]!.GetValue<double>()), 1e-9 * trace);
        Assert.Equal(eigenvalues.Count(value => value > spectrum["rank_threshold"]!.GetValue<double>()), spectrum["rank"]!.GetValue<int>());
        Assert.Null(spectrum["standard_error"]);
        JsonObject few = _tool.RunJson("spectrum model.onnx --inputs x.npy --limit 3 --precision double");
        Assert.Equal("gram", few["method"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("fisher nothing.onnx --inputs x.npy", "nothing.onnx")]
    [InlineData("fisher cut.onnx --inputs x.npy", "cut.onnx")]
    [InlineData("fisher model.onnx", "--inputs FILE.npy or --data SPEC")]
    [InlineData("fisher model.onnx --inputs x.npy --data digits", "--inputs")]
    [InlineData("fisher model.onnx --inputs wide.npy", "a network of 2 inputs")]
    [InlineData("fisher model.onnx --inputs hole.npy", "hole.npy")]
    [InlineData("fisher model.onnx --inputs x.npy --labels y.npy --likelihood poisson", "for 2 outputs and a poisson likelihood")]
    [InlineData("fisher model.onnx --inputs x.npy --labels odd.npy", "a label from 0 to 1")]
    [InlineData("fisher model.onnx --inputs x.npy --labels few.npy", "few.npy")]
    [InlineData("fisher model.onnx --inputs x.npy --quantities fisher,varience", "Did you mean 'variance'?")]
    [InlineData("fisher model.onnx --inputs x.npy --quantities empirical", "--labels FILE.npy")]
    [InlineData("fisher model.onnx --inputs x.npy --estimator mc3", "Did you mean 'mc1'?")]
    [InlineData("fisher model.onnx --inputs x.npy --samples 3", "--samples")]
    [InlineData("fisher model.onnx --inputs x.npy --samples 0 --estimator mc1", "--samples")]
    [InlineData("fisher model.onnx --inputs x.npy --limit 0", "--limit")]
    [InlineData("fisher model.onnx --inputs x.npy --memory 1KB", "bytes for")]
    [InlineData("fisher model.onnx --inputs x.npy --memory plenty", "--memory")]
    [InlineData("fisher model.onnx --inputs x.npy --out fisher.txt", "--out")]
    [InlineData("fisher model.onnx --inputs x.npy --representation dense", "--out")]
    [InlineData("fisher model.onnx --inputs x.npy --representation sparse --out f.npz", "--representation")]
    [InlineData("fisher model.onnx --inputs x.npy --layers 2-6-2", "--layers")]
    [InlineData("spectrum model.onnx --inputs x.npy --probes 1", "--probes")]
    [InlineData("spectrum model.onnx --inputs x.npy --damping 0", "--damping")]
    public void Bad_input_is_said_and_nothing_written(string line, string expected)
    {
        File.WriteAllBytes(_tool.PathOf("cut.onnx"), File.ReadAllBytes(_tool.PathOf("model.onnx"))[..200]);
        NumpyFile.Write<double>(_tool.PathOf("wide.npy"), new Shape(4, 3), new double[12]);
        double[] holed = new double[2 * Inputs];
        holed[^1] = double.NaN;
        NumpyFile.Write<double>(_tool.PathOf("hole.npy"), new Shape(Inputs, 2), holed);
        NumpyFile.Write<double>(_tool.PathOf("odd.npy"), new Shape(Inputs), Enumerable.Range(0, Inputs).Select(i => i == 590 ? 2.0 : 0).ToArray());
        NumpyFile.Write<double>(_tool.PathOf("few.npy"), new Shape(5), new double[5]);
        string[] before = Directory.GetFileSystemEntries(_tool.Folder);
        Tool.Outcome outcome = _tool.Run($"{line} --json");
        Assert.True(outcome.Code == 2, $"'{line}' ended with {outcome.Code}: {outcome.Error}");
        Assert.Contains(expected, outcome.Message(line), StringComparison.Ordinal);
        Assert.Equal("", outcome.Output);
        Assert.Equal(before.Order(StringComparer.Ordinal), Directory.GetFileSystemEntries(_tool.Folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Outputs_that_are_probabilities_are_detected()
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "fixtures", "softmax.onnx"), _tool.PathOf("softmax.onnx"));
        NumpyFile.Write<double>(_tool.PathOf("three.npy"), new Shape(4, 3), Enumerable.Range(0, 12).Select(i => Math.Sin(i)).ToArray());
        Tool.Outcome outcome = _tool.Run("fisher softmax.onnx --inputs three.npy");
        Assert.Equal(0, outcome.Code);
        Assert.Contains("Softmax", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(2, _tool.Run("fisher softmax.onnx --inputs three.npy --likelihood gaussian").Code);
    }
}
