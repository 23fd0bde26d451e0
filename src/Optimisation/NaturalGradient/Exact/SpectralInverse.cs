using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.NaturalGradient.Exact;

/// <summary>
/// The inverse of M + λI by the eigenvalues of M, in double, eigenvalues up to n ε λ_max being zero: dropped, or refused where
/// there is no damping. Cost: some 10n³; it allocates nothing.
/// </summary>
internal sealed class SpectralInverse<T>(int order)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<double> _vectors = new(order, order);
    private readonly Matrix<double> _inverse = new(order, order);
    private readonly double[] _eigenvalues = new double[order];

    /// <summary>The eigenvalues of the last M that are not zero.</summary>
    public int Rank { get; private set; }

    /// <summary>Computes the inverse, or with <paramref name="drops"/> the pseudo-inverse of M with λ added to what remains.</summary>
    /// <exception cref="SingularFisherException">Nothing is dropped or damped, and M is singular.</exception>
    public void Refresh(Matrix<T> matrix, double damping, bool drops, Matrix<T> destination)
    {
        TensorPrimitives.ConvertTruncating(matrix.AsSpan(), _vectors.AsSpan());
        SymmetricEigen.Decompose<double>(_vectors, _eigenvalues);
        double threshold = order * double.CreateTruncating(T.BitIncrement(T.One) - T.One) * Math.Max(0, _eigenvalues[^1]);
        int dropped = 0;
        while (dropped < order && _eigenvalues[dropped] <= threshold) dropped++;
        Rank = order - dropped;
        if (!drops && dropped > 0) throw new SingularFisherException("The Fisher matrix", order, Rank, threshold);
        for (int k = dropped; k < order; k++) TensorPrimitives.Multiply(_vectors.Row(k), 1 / Math.Sqrt(_eigenvalues[k] + damping), _vectors.Row(k));
        Products.SymmetricRankUpdate(_vectors.View.RowRange(dropped, Rank), _inverse.View);
        TensorPrimitives.ConvertTruncating(_inverse.AsSpan(), destination.AsSpan());
    }
}
