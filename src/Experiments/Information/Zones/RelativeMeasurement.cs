using System.Numerics;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Fisher.Relative;
using Neuromanifold.Networks.ModelFiles;

namespace Neuromanifold.Experiments.Information.Zones;

/// <summary>The effective learning zones of a model's units over its inputs, and the relative Fisher information of its parameters, as its file has them.</summary>
public sealed class RelativeMeasurement
{
    private readonly ImmutableArray<StoredTensor> _tensors;

    private RelativeMeasurement(ZoneResult result, RelativeConfiguration configuration, ImmutableArray<StoredTensor> tensors, string likelihood)
    {
        _tensors = tensors;
        Result = result;
        Configuration = configuration;
        Likelihood = likelihood;
    }

    /// <summary>What was found, a row a layer.</summary>
    public ReportTable Layers => ZoneTables.Layers(this);

    /// <summary>What was found, a row a unit.</summary>
    public ReportTable Units => ZoneTables.Units(this);

    /// <summary>What was found.</summary>
    internal ZoneResult Result { get; }

    /// <summary>What was asked for.</summary>
    internal RelativeConfiguration Configuration { get; }

    /// <summary>The likelihood's name.</summary>
    internal string Likelihood { get; }

    /// <summary>The page: how zones are distributed in each layer, and every unit in a table.</summary>
    /// <param name="model">What the model is called.</param>
    /// <param name="notes">What a reader should know.</param>
    public ReportContent ToReport(string model, IReadOnlyList<string> notes) => ZoneReport.Of(this, model, notes);

    /// <summary>What was found, as one JSON object.</summary>
    public JsonObject ToJson() => JsonSerializer.SerializeToNode(RelativeDocuments.RelativeDocument.Of(this), RelativeJson.Default.RelativeDocument)!.AsObject();

    /// <summary>Measures.</summary>
    public static RelativeMeasurement Run<T>(Probe<T> probe, RelativeConfiguration configuration, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ZoneResult result = ZoneAnalysis.Run(probe.Model, probe.Examples, configuration.Responses, configuration.Probe.MemoryBytes, cancellation);
        return new RelativeMeasurement(result, configuration, [.. probe.Imported.Tensors.Where(tensor => !tensor.IsStatistic)], probe.Likelihood.Name);
    }

    /// <summary>How a layer responds, in a word: its activation, or the likelihood.</summary>
    internal string ResponseOf(LayerZones layer) => layer.Subsystem.Function?.Name ?? (layer.Subsystem.Response is { } response && response.Name != "sigmoid" ? response.Name : Likelihood);

    /// <summary>All arrays: weight/zone, the mean of ν_f for each unit, and parameter/relative in the parameter's own shape.</summary>
    public IEnumerable<NamedTensor<double>> Arrays()
    {
        foreach (LayerZones layer in Result.Layers)
            yield return new NamedTensor<double>($"{layer.Subsystem.Block.First.Name}/zone", new Shape(layer.Units.Count), layer.Units.Select(unit => unit.Mean).ToArray());
        foreach (StoredTensor tensor in _tensors)
        {
            double[] stored = new double[tensor.Slot.Length];
            tensor.ToStored(tensor.Slot.In(Result.Diagonal.Span), stored);
            // Where the file's graph multiplies a stored tensor, derivatives are those by the stored values.
            for (int i = 0; i < stored.Length; i++) stored[i] *= tensor.Scale * tensor.Scale;
            yield return new NamedTensor<double>($"{tensor.Name}/relative", tensor.Shape, stored);
        }
    }
}
