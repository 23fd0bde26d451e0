using System.Numerics.Tensors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Normals;

/// <summary>Affine coordinates y = W⁻¹(x − m₁), W WᵀS₁⁻¹ = I, in which one normal distribution is the standard one and another has a diagonal covariance.</summary>
internal sealed class Whitening
{
    // Wᵀ: the directions wᵢ, one a row
    private readonly Matrix<double> _directions;

    private readonly double[] _origin;

    /// <summary>The coordinates that suit two distributions, each given by its mean and its covariance.</summary>
    /// <exception cref="NotPositiveDefiniteException">A covariance is not positive definite.</exception>
    public Whitening(int order, ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        Order = order;
        _origin = from[..order].ToArray();
        Matrix<double> factor = Factor(order, from), change = new(order, order);
        TensorPrimitives.Subtract(to[order..], from[order..], change.AsSpan());
        TriangularSystems.SolveLower<double>(factor, change);
        TriangularSystems.SolveRowsLowerTransposed<double>(factor, change);
        Symmetry.MirrorLower(change.View);
        Excess = new double[order];
        SymmetricEigen.Decompose<double>(change, Excess);
        _directions = new(order, order);
        Products.MultiplyTransposedRight<double>(change, factor, _directions);
        Matrix<double> shift = new(order, 1);
        TensorPrimitives.Subtract(to[..order], from[..order], shift.AsSpan());
        TriangularSystems.SolveLower<double>(factor, shift);
        Mean = new double[order];
        for (int i = 0; i < order; i++) Mean[i] = TensorPrimitives.Dot<double>(change.Row(i), shift.AsSpan());
    }

    /// <summary>The coordinates of one distribution alone.</summary>
    /// <exception cref="NotPositiveDefiniteException">The covariance is not positive definite.</exception>
    public Whitening(int order, ReadOnlySpan<double> from)
    {
        Order = order;
        _origin = from[..order].ToArray();
        Matrix<double> factor = Factor(order, from);
        _directions = new(order, order);
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j <= i; j++) _directions[j, i] = factor[i, j];
        }

        (Excess, Mean) = (new double[order], new double[order]);
    }

    /// <summary>n.</summary>
    public int Order { get; }

    /// <summary>The eigenvalues of the second covariance, less one.</summary>
    public double[] Excess { get; }

    /// <summary>The mean of the second.</summary>
    public double[] Mean { get; }

    /// <summary>Writes a mean and a covariance as they were before, or, without the origin, their velocities.</summary>
    public void Restore(ReadOnlySpan<double> mean, Matrix<double> covariance, bool withOrigin, Span<double> point)
    {
        Span<double> place = point[..Order];
        place.Clear();
        if (withOrigin) _origin.CopyTo(place);
        for (int i = 0; i < Order; i++) TensorPrimitives.MultiplyAdd<double>(_directions.Row(i), mean[i], place, place);
        Matrix<double> product = new(Order, Order);
        Products.Multiply<double>(covariance, _directions, product);
        MatrixView<double> target = new(point[Order..], Order, Order);
        Products.MultiplyTransposedLeft<double>(_directions, product, target);
        for (int i = 0; i < Order; i++)
        {
            for (int j = 0; j < i; j++) target[i, j] = target[j, i] = 0.5 * (target[i, j] + target[j, i]);
        }
    }

    /// <summary>Writes the velocity of a mean and of a covariance in these coordinates; those of one distribution alone.</summary>
    public (double[] Mean, Matrix<double> Covariance) Reduce(ReadOnlySpan<double> velocity)
    {
        Matrix<double> factor = new(Order, Order), mean = new(Order, 1), change = new(Order, Order, velocity[Order..].ToArray());
        for (int i = 0; i < Order; i++)
        {
            for (int j = 0; j <= i; j++) factor[i, j] = _directions[j, i];
        }

        velocity[..Order].CopyTo(mean.AsSpan());
        TriangularSystems.SolveLower<double>(factor, mean);
        TriangularSystems.SolveLower<double>(factor, change);
        TriangularSystems.SolveRowsLowerTransposed<double>(factor, change);
        Symmetry.MirrorLower(change.View);
        return (mean.AsSpan().ToArray(), change);
    }

    private static Matrix<double> Factor(int order, ReadOnlySpan<double> point)
    {
        Matrix<double> factor = new(order, order, point[order..].ToArray());
        Cholesky.Factor<double>(factor);
        for (int row = 0; row < order; row++) factor.Row(row)[(row + 1)..].Clear();
        return factor;
    }
}
