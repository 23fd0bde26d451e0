using System.Collections.Immutable;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ProductFamilies;

/// <summary>Manifolds side by side: every tensor is that of the factors, and zero where indices of different factors meet.</summary>
internal sealed class ProductManifold : StatisticalManifold
{
    /// <summary>The product of manifolds, one or more.</summary>
    public ProductManifold(ImmutableArray<string> coordinates, ImmutableArray<StatisticalManifold> factors)
        : base(coordinates)
    {
        if (factors.IsDefaultOrEmpty || factors.Sum(factor => factor.Dimension) != coordinates.Length)
            throw new ArgumentException($"The factors' dimensions sum to {(factors.IsDefault ? 0 : factors.Sum(factor => factor.Dimension))}; there are {coordinates.Length} coordinates.", nameof(factors));
        Factors = factors;
    }

    private delegate void TensorWriter(StatisticalManifold factor, ReadOnlySpan<double> point, Span<double> tensor);

    /// <summary>The factors, in the order of the coordinates.</summary>
    public ImmutableArray<StatisticalManifold> Factors { get; }

    /// <inheritdoc/>
    public override bool IsDuallyFlat => Factors.All(factor => factor.IsDuallyFlat);

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<double> point)
    {
        int start = 0;
        foreach (StatisticalManifold factor in Factors)
        {
            if (!factor.Contains(point.Slice(start, factor.Dimension))) return false;
            start += factor.Dimension;
        }

        return true;
    }

    /// <inheritdoc/>
    public override void Metric(ReadOnlySpan<double> point, MatrixView<double> metric)
    {
        FactorMatrices.Clear(metric);
        int start = 0;
        foreach (StatisticalManifold factor in Factors)
        {
            double[] own = point.Slice(start, factor.Dimension).ToArray();
            FactorMatrices.Block(metric, start, factor.Dimension, block => factor.Metric(own, block));
            start += factor.Dimension;
        }
    }

    /// <inheritdoc/>
    public override void MetricDerivatives(ReadOnlySpan<double> point, Span<double> derivatives) =>
        Write(point, 3, derivatives, (factor, own, tensor) => factor.MetricDerivatives(own, tensor));

    /// <inheritdoc/>
    public override void CubicTensor(ReadOnlySpan<double> point, Span<double> cubic) => Write(point, 3, cubic, (factor, own, tensor) => factor.CubicTensor(own, tensor));

    /// <inheritdoc/>
    public override void CubicDerivatives(ReadOnlySpan<double> point, Span<double> derivatives) =>
        Write(point, 4, derivatives, (factor, own, tensor) => factor.CubicDerivatives(own, tensor));

    /// <inheritdoc/>
    public override void Curvature(ReadOnlySpan<double> point, Span<double> curvature) => Write(point, 4, curvature, (factor, own, tensor) => factor.Curvature(own, tensor));

    private void Write(ReadOnlySpan<double> point, int rank, Span<double> tensor, TensorWriter write)
    {
        tensor.Clear();
        int start = 0;
        foreach (StatisticalManifold factor in Factors)
        {
            int length = 1;
            for (int axis = 0; axis < rank; axis++) length *= factor.Dimension;
            double[] block = new double[length];
            write(factor, point.Slice(start, factor.Dimension), block);
            FactorMatrices.Block(tensor, Dimension, rank, start, factor.Dimension, block);
            start += factor.Dimension;
        }
    }
}
