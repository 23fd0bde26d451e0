using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Projections.Bounds;

/// <summary>
/// The least covariance of unbiased estimates from n independent observations, I(θ)⁻¹/n in the usual chart [Rao45].
/// </summary>
public sealed class CramerRaoBound
{
    private readonly Matrix<double> _information;

    /// <summary>The bound for a number of observations of a distribution.</summary>
    /// <exception cref="InvalidInputException">There is no observation.</exception>
    /// <exception cref="NumericalException">The information is singular or infinite.</exception>
    public CramerRaoBound(Distribution distribution, long observations)
    {
        if (observations < 1) throw new InvalidInputException("A Cramér–Rao bound", $"{observations} observations", "one or more");
        Distribution = distribution;
        Observations = observations;
        _information = distribution.Metric();
        if (_information.AsSpan().ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
            throw new NumericalException($"The Fisher information at {distribution} is infinite: the bound is zero on the boundary of the family, where it is none.");
        Covariance = new(_information.Rows, _information.Rows);
        _information.AsSpan().CopyTo(Covariance.AsSpan());
        Invert(Covariance, distribution);
        TensorPrimitives.Divide(Covariance.AsSpan(), observations, Covariance.AsSpan());
    }

    /// <summary>The distribution.</summary>
    public Distribution Distribution { get; }

    /// <summary>n.</summary>
    public long Observations { get; }

    /// <summary>I⁻¹/n, d×d: no unbiased estimate of all coordinates has a smaller covariance.</summary>
    public Matrix<double> Covariance { get; }

    /// <summary>The least standard deviation of an estimate of one coordinate while the others are unknown too.</summary>
    public double Deviation(int coordinate) => Math.Sqrt(Covariance[coordinate, coordinate]);

    /// <summary>The least standard deviation of an estimate of one coordinate when all others are known: 1/√(n I_ii), never above <see cref="Deviation(int)"/>.</summary>
    public double DeviationOthersKnown(int coordinate) => 1 / Math.Sqrt(Observations * _information[coordinate, coordinate]);

    /// <summary>
    /// The least covariance of estimates of some coordinates while the others are nuisance: the inverse of the Schur complement
    /// I_aa − I_ab I_bb⁻¹ I_ba, which is the block of I⁻¹, over n.
    /// </summary>
    public Matrix<double> Of(params ReadOnlySpan<int> coordinates)
    {
        Matrix<double> block = new(coordinates.Length, coordinates.Length);
        for (int row = 0; row < coordinates.Length; row++)
        {
            for (int column = 0; column < coordinates.Length; column++) block[row, column] = Covariance[coordinates[row], coordinates[column]];
        }

        return block;
    }

    /// <summary>The least standard deviation of an unbiased estimate of a function of the coordinates: √(∇gᵀ I⁻¹ ∇g/n).</summary>
    public double Deviation(ScalarField function)
    {
        double[] coordinates = Distribution.Coordinates(), gradient = new double[coordinates.Length];
        ForwardMode.Gradient(function, coordinates, gradient);
        double sum = 0;
        for (int row = 0; row < gradient.Length; row++) sum += gradient[row] * TensorPrimitives.Dot<double>(Covariance.Row(row), gradient);
        return Math.Sqrt(sum);
    }

    private static void Invert(Matrix<double> matrix, Distribution distribution)
    {
        if (!Cholesky.TryFactor<double>(matrix, out int pivot, out double value))
            throw new NumericalException($"The Fisher information at {distribution} is singular: pivot {pivot + 1} of {matrix.Rows} is {value:R}. Some direction cannot be estimated.");
        Cholesky.Invert<double>(matrix);
    }
}
