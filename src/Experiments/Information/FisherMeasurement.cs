using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Fisher.Variances;
using Neuromanifold.Fisher.Variances.Summaries;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Networks.ModelFiles;

namespace Neuromanifold.Experiments.Information;

/// <summary>A model's diagonal Fisher information and all that was asked for beside it, in the order and orientation of its file.</summary>
public sealed class FisherMeasurement
{
    private readonly DiagonalResult _result;
    private readonly FisherConfiguration _configuration;

    private FisherMeasurement(DiagonalResult result, FisherConfiguration configuration, ImmutableArray<StoredTensor> tensors, string likelihood)
    {
        _result = result;
        _configuration = configuration;
        Tensors = tensors;
        Likelihood = likelihood;
        Parameters = [.. tensors.Select(tensor => GroupSummary.Of(result, new ParameterGroup(tensor.Name, [tensor.Slot.Offset..(tensor.Slot.Offset + tensor.Slot.Length)])))];
        Total = GroupSummary.Of(result, ParameterGroup.Whole(result.Layout));
    }

    /// <summary>What was measured, a row a tensor.</summary>
    public ReportTable Table => FisherTables.Whole(this);

    private ImmutableArray<StoredTensor> Tensors { get; }

    /// <summary>One row a parameter tensor.</summary>
    public ImmutableArray<GroupSummary> Parameters { get; }

    /// <summary>All parameters together.</summary>
    public GroupSummary Total { get; }

    /// <summary>The likelihood's name.</summary>
    public string Likelihood { get; }

    /// <summary>The number of inputs.</summary>
    public int Inputs => _result.Examples;

    private DiagonalResult? Data { get; init; }

    /// <summary>What to know of second derivatives where activations have kinks; null where none has.</summary>
    public string? SecondDerivativesNote { get; private init; }

    /// <summary>The table of a page, with as many columns as that is wide.</summary>
    /// <param name="title">The heading of the table's section.</param>
    /// <param name="note">What else to know, or null.</param>
    public ReportTable PageTable(string title, string? note) => FisherTables.Page(this, title, note);

    /// <summary>What was measured, as one JSON object.</summary>
    public JsonObject ToJson()
    {
        bool isEstimated = _configuration.Estimate is not null;
        FisherDocuments.FisherDocument document = new([.. Parameters.Select(FisherDocuments.FisherRow.Of)], FisherDocuments.FisherRow.Of(Total), Likelihood, Inputs)
        {
            Estimator = isEstimated ? _configuration.Estimator : null,
            Samples = isEstimated ? _configuration.Samples ?? 1 : null,
            Seed = isEstimated ? _configuration.Probe.Seed : null,
        };
        return JsonSerializer.SerializeToNode(document, FisherJson.Default.FisherDocument)!.AsObject();
    }

    /// <summary>Measures.</summary>
    public static FisherMeasurement Run<T>(Probe<T> probe, FisherConfiguration configuration, IProgress<int>? progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ImmutableArray<StoredTensor> tensors = [.. probe.Imported.Tensors.Where(tensor => !tensor.IsStatistic)];
        return Run(probe.Model, probe.Examples, tensors, probe.Likelihood.Name, configuration with { Observations = configuration.Observations ?? probe.TrainingCount }, progress, cancellation);
    }

    /// <summary>Measures a model that is not in a file.</summary>
    public static FisherMeasurement Run<T>(Model<T> model, IExamples examples, string likelihood, FisherConfiguration configuration, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(model, examples, [.. model.Network.Parameters.Slots.Select(slot => new StoredTensor(slot.Name, slot.Shape, slot))], likelihood, configuration, progress: null, cancellation);

    private static FisherMeasurement Run<T>(
        Model<T> model, IExamples examples, ImmutableArray<StoredTensor> tensors, string likelihood, FisherConfiguration configuration, IProgress<int>? progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DiagonalResult result = DiagonalAnalysis.Run(model, examples, configuration.ToOptions(progress), cancellation);
        DiagonalResult? data = configuration.ToDataOptions(examples, model.Likelihood) is { } options ? DiagonalAnalysis.Run(model, examples, options, cancellation) : null;
        // Where the file's graph multiplies a stored tensor, derivatives are those by the stored values.
        foreach (StoredTensor tensor in tensors.Where(tensor => tensor.Scale != 1))
        {
            result = result.Reparametrise(tensor.Slot, tensor.Scale);
            data = data?.Reparametrise(tensor.Slot, tensor.Scale);
        }

        return new FisherMeasurement(result, configuration, tensors, likelihood) { Data = data, SecondDerivativesNote = Kinks.NoteOn(model.Network) };
    }

    /// <summary>All arrays, named parameter/quantity, in the parameter's own shape.</summary>
    public IEnumerable<NamedTensor<double>> Arrays()
    {
        foreach (StoredTensor tensor in Tensors)
        {
            foreach (DiagonalQuantity quantity in _result.Options.Quantities.Where(quantity => quantity != DiagonalQuantities.SquaredUpperFisher))
                yield return Array(tensor, quantity.Name, _result[quantity].Span);
            if (_result.InputVariance is { } spread) yield return Array(tensor, "var_inputs", spread.Span);
            if (_result.Has(DiagonalQuantities.SquaredUpperFisher)) yield return Array(tensor, "ub_var_inputs", JointVariance.InputBound(_result));
            if (_configuration.Observations is { } count && _result.Has(DiagonalQuantities.Fisher))
                yield return Array(tensor, "sd_weight", _result[DiagonalQuantities.Fisher].ToArray().Select(information => 1 / Math.Sqrt(count * information)).ToArray());
            if (Data is not null)
            {
                foreach (DiagonalQuantity quantity in Data.Options.Quantities) yield return Array(tensor, quantity.Name, Data[quantity].Span);
                yield return Array(tensor, "data_var_inputs", Data.InputVariance!.Value.Span);
            }

            if (_configuration.EstimateVariance is { } variance) yield return Array(tensor, "standard_error", _result.StandardError(variance));
        }
    }

    private static NamedTensor<double> Array(StoredTensor tensor, string name, ReadOnlySpan<double> values)
    {
        double[] stored = new double[tensor.Slot.Length];
        tensor.ToStored(tensor.Slot.In(values), stored);
        return new NamedTensor<double>($"{tensor.Name}/{name}", tensor.Shape, stored);
    }
}
