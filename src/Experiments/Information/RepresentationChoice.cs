using System.Collections.Immutable;
using System.Numerics;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Fisher.Estimators;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.ModelFiles;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Experiments.Information;

/// <summary>A representation of the Fisher matrix as users name and store it.</summary>
public static class RepresentationChoice
{
    private static readonly ImmutableArray<(string Name, RepresentationKind Kind)> s_names =
    [
        ("diagonal", RepresentationKind.Diagonal),
        ("quasi-diagonal", RepresentationKind.QuasiDiagonal),
        ("unit-wise", RepresentationKind.UnitWise),
        ("layer-wise", RepresentationKind.LayerWise),
        ("kronecker", RepresentationKind.Kronecker),
        ("eigen-corrected", RepresentationKind.EigenCorrected),
        ("dense", RepresentationKind.Dense),
        ("gram", RepresentationKind.Gram),
    ];

    /// <summary>The names of those that can be written to a file.</summary>
    public static ImmutableArray<string> Names { get; } = [.. s_names.Select(entry => entry.Name)];

    /// <summary>The representation of a name.</summary>
    /// <exception cref="InvalidInputException">There is none of that name.</exception>
    public static RepresentationKind Find(string name)
    {
        string known = NamedChoice.Find("--representation", name, Names);
        return s_names.First(entry => entry.Name == known).Kind;
    }

    /// <summary>Makes a representation over a probe's inputs, labels in exact expectation; arrays have the file's names.</summary>
    /// <exception cref="InvalidInputException">The memory allowed is too little, or the file stores tensors in a way that such arrays cannot follow.</exception>
    public static FisherMatrix Estimate<T>(Probe<T> probe, ProbeConfiguration configuration, RepresentationKind kind, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (probe.Imported.Tensors.FirstOrDefault(tensor => tensor.Scale != 1) is { } scaled)
            throw new InvalidInputException(configuration.Model, $"'{scaled.Name}', which the graph multiplies by {scaled.Scale}", "tensors that are used as they are stored, for a matrix over them", "Export the model without that factor.");
        return RepresentationEstimator.Estimate(probe.Model, probe.Examples, kind, new EstimationOptions { MemoryBytes = configuration.MemoryBytes, Seed = configuration.Seed }, cancellation);
    }

    /// <summary>
    /// The matrix's arrays, in the order of the parameters in the file: blocks over whole tensors are permuted from ours where the file
    /// orders or orients tensors otherwise; factors and units are by outputs and inputs, whatever the file's orientation.
    /// </summary>
    public static IReadOnlyList<NamedTensor<double>> ArraysOf<T>(FisherMatrix matrix, Probe<T> probe, RepresentationKind kind)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ImmutableArray<StoredTensor> tensors = [.. probe.Imported.Tensors.Where(tensor => !tensor.IsStatistic)];
        switch (kind)
        {
            case RepresentationKind.Dense:
                int[] order = [.. tensors.SelectMany(OrderOf)];
                return [Permuted(matrix.ToArrays()[0], order)];
            case RepresentationKind.LayerWise:
                return [.. ((BlockDiagonalFisher)matrix).Blocks.Select(block => Permuted(block.Matrix.ToArrays()[0], [.. tensors.SelectMany(OrderOf).Select(place => Array.IndexOf(block.Places, place)).Where(place => place >= 0)]))];
            case RepresentationKind.Diagonal:
                double[] diagonal = new double[matrix.Dimension];
                matrix.Diagonal(diagonal);
                return [.. tensors.Select(tensor => Stored(tensor, diagonal))];
            default:
                return matrix.ToArrays();
        }
    }

    // Where each element of a stored tensor lies in the network's vector.
    private static int[] OrderOf(StoredTensor tensor)
    {
        int[] places = [.. Enumerable.Range(tensor.Slot.Offset, tensor.Slot.Length)], stored = new int[places.Length];
        tensor.ToStored<int>(places, stored);
        return stored;
    }

    private static NamedTensor<double> Stored(StoredTensor tensor, double[] values)
    {
        double[] stored = new double[tensor.Slot.Length];
        tensor.ToStored<double>(tensor.Slot.In(values.AsSpan()), stored);
        return new NamedTensor<double>($"{tensor.Name}/fisher", tensor.Shape, stored);
    }

    private static NamedTensor<double> Permuted(NamedTensor<double> array, int[] order)
    {
        ReadOnlySpan<double> from = array.Values.Span;
        double[] to = new double[from.Length];
        for (int i = 0; i < order.Length; i++)
        {
            for (int j = 0; j < order.Length; j++) to[(i * order.Length) + j] = from[(order[i] * order.Length) + order[j]];
        }

        return new NamedTensor<double>(array.Name, new Shape(order.Length, order.Length), to);
    }
}
