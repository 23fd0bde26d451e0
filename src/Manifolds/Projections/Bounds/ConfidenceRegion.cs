using System.Numerics.Tensors;
using MathNet.Numerics.Distributions;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Projections.Bounds;

/// <summary>
/// Where the true coordinates lie with some probability, for many outcomes: (θ − θ̂)ᵀ J (θ − θ̂) ≤ χ²_d, J the expected or the
/// observed information of the sample; and the interval of each coordinate by itself.
/// </summary>
public sealed class ConfidenceRegion
{
    private readonly Matrix<double> _information;
    private readonly Matrix<double> _covariance;

    /// <summary>The region around a point for an information matrix and a level, 0.95 say.</summary>
    /// <exception cref="NumericalException">The information is not positive definite: at a point that is no maximum, say.</exception>
    public ConfidenceRegion(ReadOnlySpan<double> centre, ReadOnlyMatrixView<double> information, double level)
    {
        if (!(level is > 0 and < 1)) throw new InvalidInputException("The level of a confidence region", FormattableString.Invariant($"{level:R}"), "a probability between 0 and 1");
        Centre = centre.ToArray();
        Level = level;
        _information = new(centre.Length, centre.Length);
        _covariance = new(centre.Length, centre.Length);
        _information.View.CopyFrom(information);
        _covariance.View.CopyFrom(information);
        if (!Cholesky.TryFactor<double>(_covariance, out int pivot, out double value))
            throw new NumericalException($"The information of the sample is not positive definite: pivot {pivot + 1} of {centre.Length} is {value:R}. There is no ellipsoid around this point; take the expected information, or the likeliest point.");
        Cholesky.Invert<double>(_covariance);
        SquaredRadius = ChiSquared.InvCDF(centre.Length, level);
    }

    /// <summary>θ̂.</summary>
    public ReadOnlyMemory<double> Centre { get; }

    /// <summary>The probability that the region holds the true point.</summary>
    public double Level { get; }

    /// <summary>The quantile of χ² with d degrees of freedom.</summary>
    public double SquaredRadius { get; }

    /// <summary>Whether a point lies within the ellipsoid.</summary>
    public bool Contains(ReadOnlySpan<double> point)
    {
        double[] offset = new double[point.Length];
        TensorPrimitives.Subtract(point, Centre.Span, offset);
        double form = 0;
        for (int row = 0; row < offset.Length; row++) form += offset[row] * TensorPrimitives.Dot<double>(_information.Row(row), offset);
        return form <= SquaredRadius;
    }

    /// <summary>The interval of one coordinate, whatever the others are.</summary>
    public (double Low, double High) Interval(int coordinate)
    {
        double reach = Normal.InvCDF(0, 1, 0.5 * (1 + Level)) * Math.Sqrt(_covariance[coordinate, coordinate]), centre = Centre.Span[coordinate];
        return (centre - reach, centre + reach);
    }
}
