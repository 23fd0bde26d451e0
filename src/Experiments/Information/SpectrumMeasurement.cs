using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Fisher.Estimators;
using Neuromanifold.Fisher.Labels;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Fisher.Spectra;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Experiments.Information;

/// <summary>The eigenvalues of a model's Fisher matrix: of all parameters and, if asked for, of each layer's block.</summary>
public sealed class SpectrumMeasurement
{
    private readonly SpectrumOf _whole;
    private readonly ImmutableArray<SpectrumOf> _layers;
    private readonly SpectrumConfiguration _configuration;
    private readonly int _inputs;
    private readonly double _damping;
    private readonly string _likelihood;

    private SpectrumMeasurement(SpectrumOf whole, ImmutableArray<SpectrumOf> layers, SpectrumConfiguration configuration, int inputs, double damping, string likelihood)
    {
        _whole = whole;
        _layers = layers;
        _configuration = configuration;
        _inputs = inputs;
        _damping = damping;
        _likelihood = likelihood;
    }

    /// <summary>A row for all parameters and each layer.</summary>
    public ReportTable Table => new(
        "Spectrum",
        ["parameters", "method", "largest", "trace", "rank", "threshold", "effective dimension"],
        [.. _layers.Select(layer => layer.ToRow()), _whole.ToRow()],
        $"{_inputs} inputs, {_likelihood} likelihood; rank counts eigenvalues above the threshold; effective dimension is Σ λ/(λ + δ) with δ = {NumberText.Format(_damping, "g4")}.");

    /// <summary>How the eigenvalues of all parameters lie, a line a bin, from large to small.</summary>
    public IEnumerable<string> DensityLines
    {
        get
        {
            double fullest = _whole.Density.Bins.IsEmpty ? 0 : _whole.Density.Bins.Max(bin => bin.Count);
            return _whole.Density.Bins.Reverse().Select(bin => bin.ToLine(fullest));
        }
    }

    /// <summary>What was measured, as one JSON object.</summary>
    public JsonObject ToJson() => JsonSerializer.SerializeToNode(
        new SpectrumDocuments.WholeSpectrumDocument(_whole.ToJson())
        {
            Largest = _whole.Largest,
            Damping = _damping,
            Inputs = _inputs,
            Likelihood = _likelihood,
            Layers = _configuration.PerLayer ? [.. _layers.Select(layer => new SpectrumDocuments.LayerSpectrumDocument(layer.Name, layer.ToJson()))] : null,
        },
        SpectrumJson.Default.WholeSpectrumDocument)!.AsObject();

    /// <summary>How the eigenvalues will be found: exactly through the smaller of the matrix and its dual, where that is small enough.</summary>
    public static SpectrumMethod MethodFor<T>(Probe<T> probe, SpectrumConfiguration configuration)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int parameters = probe.Model.Network.Parameters.Length, count = probe.Examples.Count;
        long rows = (long)count * probe.Model.Likelihood.Dimension;
        bool Fits(RepresentationKind kind) => RepresentationEstimator.EstimateMemory(probe.Model, count, kind, LabelRule.Expected) <= configuration.Probe.MemoryBytes;
        if (rows <= parameters && rows <= configuration.LargestExact && Fits(RepresentationKind.Gram)) return SpectrumMethod.Gram;
        return parameters <= configuration.LargestExact && Fits(RepresentationKind.Dense) ? SpectrumMethod.Dense : SpectrumMethod.Lanczos;
    }

    /// <summary>Measures.</summary>
    public static SpectrumMeasurement Run<T>(Probe<T> probe, SpectrumConfiguration configuration, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double damping = configuration.Damping ?? 1.0 / probe.Examples.Count, precision = double.CreateTruncating(T.BitIncrement(T.One) - T.One);
        EstimationOptions options = new() { MemoryBytes = configuration.Probe.MemoryBytes, Seed = configuration.Probe.Seed };
        long rows = (long)probe.Examples.Count * probe.Model.Likelihood.Dimension;
        SpectrumMethod method = MethodFor(probe, configuration);
        RepresentationKind kind = method switch { SpectrumMethod.Gram => RepresentationKind.Gram, SpectrumMethod.Dense => RepresentationKind.Dense, _ => RepresentationKind.Implicit };
        FisherMatrix matrix = RepresentationEstimator.Estimate(probe.Model, probe.Examples, kind, options, cancellation);
        ImmutableArray<ParameterBlock> blocks = configuration.PerLayer ? probe.Model.Network.Blocks : [];
        SpectrumOf whole = matrix switch
        {
            GramFisher gram => Exact("total", Spectrum.OfGram(Copy(gram.Dual), gram.Dimension, damping, precision)),
            DenseFisher dense => Exact("total", Spectrum.OfDense(Copy(dense.Entries), damping, precision)),
            _ => Quadrature("total", matrix, configuration, damping, precision, rows),
        };
        ImmutableArray<SpectrumOf> layers = [.. blocks.Select(block => matrix switch
        {
            GramFisher gram => Exact(block.Name, Spectrum.OfGram(gram.DualOf(block).View, Size(block), damping, precision)),
            DenseFisher dense => Exact(block.Name, Spectrum.OfDense(Copy(dense.Entries.RowRange(block.First.Offset, Size(block)).ColumnRange(block.First.Offset, Size(block))), damping, precision)),
            _ => Quadrature(block.Name, new Restriction(matrix, block.First.Offset, Size(block)), configuration, damping, precision, rows),
        })];
        return new SpectrumMeasurement(whole, layers, configuration, probe.Examples.Count, damping, probe.Likelihood.Name);
    }

    private static SpectrumOf Exact(string name, Spectrum spectrum) => new(name, spectrum, SpectralDensity.Of(spectrum));

    private static SpectrumOf Quadrature(string name, ILinearOperator<double> matrix, SpectrumConfiguration configuration, double damping, double precision, long rows)
    {
        LanczosQuadrature runs = LanczosQuadrature.Run(matrix, new QuadratureOptions { Probes = configuration.Probes, Steps = Math.Min(configuration.Steps, matrix.Dimension), Seed = configuration.Probe.Seed });
        Spectrum spectrum = runs.Summarise(damping, precision, rows);
        return new SpectrumOf(name, spectrum, SpectralDensity.Of(runs, spectrum.RankThreshold));
    }

    // A layer's weight and bias lie side by side.
    private static int Size(ParameterBlock block) => block.First.Length + (block.Second?.Length ?? 0);

    private static MatrixView<double> Copy(ReadOnlyMatrixView<double> matrix)
    {
        Matrix<double> copy = new(matrix.Rows, matrix.Columns);
        copy.View.CopyFrom(matrix);
        return copy.View;
    }
}
