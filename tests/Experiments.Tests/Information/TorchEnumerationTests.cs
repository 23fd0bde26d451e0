using System.Text.Json;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Experiments.Information;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Experiments.Tests.Information;

/// <summary>Networks that PyTorch exported, against what PyTorch's own gradients and Hessians say when all outcomes are listed.</summary>
public sealed class TorchEnumerationTests
{
    private static readonly string s_fixtures = Path.Combine(AppContext.BaseDirectory, "Information", "fixtures");

    public static readonly TheoryData<string> Networks = ["sigmoid", "batch_norm", "residual", "relu", "gelu", "log_sigmoid"];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Every_quantity_is_what_PyTorch_finds_by_listing_outcomes(string name)
    {
        using JsonDocument record = JsonDocument.Parse(File.ReadAllText(Path.Combine(s_fixtures, $"{name}.json")));
        DirectoryInfo folder = Directory.CreateTempSubdirectory("torch-");
        try
        {
            string inputs = Write(folder, "inputs", record.RootElement.GetProperty("inputs")), labels = Write(folder, "labels", record.RootElement.GetProperty("labels"));
            ProbeConfiguration probe = new(Path.Combine(s_fixtures, $"{name}.onnx")) { Likelihood = record.RootElement.GetProperty("likelihood").GetString(), Inputs = inputs, Labels = labels, Threads = 1 };
            FisherConfiguration configuration = new(probe) { Quantities = "fisher,variance,bounds,empirical,observed" };
            configuration.Validate();
            Probe<double> opened = Probe<double>.Open(TrainedModel.Find(probe.Model, null, probe.Likelihood), probe);
            Dictionary<string, NamedTensor<double>> arrays = FisherMeasurement.Run(opened, configuration, null, TestContext.Current.CancellationToken)
                .Arrays().ToDictionary(array => array.Name, StringComparer.Ordinal);
            int compared = 0;
            foreach (JsonProperty parameter in record.RootElement.GetProperty("arrays").EnumerateObject())
            {
                foreach (JsonProperty quantity in parameter.Value.EnumerateObject())
                {
                    double[] wanted = [.. quantity.Value.EnumerateArray().Select(value => value.GetDouble())];
                    ReadOnlySpan<double> found = arrays[$"{parameter.Name}/{quantity.Name}"].Values.Span;
                    Assert.Equal(wanted.Length, found.Length);
                    double scale = wanted.Max(Math.Abs);
                    for (int i = 0; i < wanted.Length; i++)
                        Assert.True(Math.Abs(wanted[i] - found[i]) <= (1e-9 * Math.Abs(wanted[i])) + (1e-13 * scale) + 1e-30, $"{parameter.Name}/{quantity.Name}[{i}]: {found[i]:r}, PyTorch {wanted[i]:r}");
                    compared += wanted.Length;
                }
            }

            Assert.Equal(6 * opened.Model.Parameters.Length, compared);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Write(DirectoryInfo folder, string name, JsonElement rows)
    {
        string path = Path.Combine(folder.FullName, $"{name}.npy");
        double[] values = [.. rows.EnumerateArray().SelectMany(row => row.EnumerateArray().Select(value => value.GetDouble()))];
        NumpyFile.Write<double>(path, new Shape(rows.GetArrayLength(), values.Length / rows.GetArrayLength()), values);
        return path;
    }
}
