using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Spaces;

/// <summary>
/// Vectors with a constant metric Σ⁻¹, such as the means of normal distributions with one known covariance: d is Mahalanobis's distance,
/// √(δᵀΣ⁻¹δ), and straight lines are shortest. Cost: n² after the factor of Σ.
/// </summary>
internal sealed class EuclideanSpace : GeodesicSpace
{
    private const double Rounding = 2e-16;

    private readonly Matrix<double>? _factor;

    /// <summary>ℝⁿ with the metric of the identity.</summary>
    public EuclideanSpace(int dimension) => PointLength = dimension;

    /// <summary>ℝⁿ with the metric Σ⁻¹.</summary>
    /// <exception cref="NotPositiveDefiniteException">Σ is not positive definite.</exception>
    public EuclideanSpace(ReadOnlyMatrixView<double> covariance)
    {
        PointLength = covariance.Rows;
        _factor = new(covariance.Rows, covariance.Columns);
        for (int row = 0; row < covariance.Rows; row++) covariance.Row(row).CopyTo(_factor.Row(row));
        Cholesky.Factor<double>(_factor);
    }

    /// <inheritdoc/>
    public override int PointLength { get; }

    /// <inheritdoc/>
    public override GeodesicDistance Distance(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        double largest = 0, condition = 1;
        double[] difference = new double[PointLength];
        for (int place = 0; place < PointLength; place++) difference[place] = to[place] - from[place];
        if (_factor is not null)
        {
            double least = double.PositiveInfinity, most = 0;
            for (int row = 0; row < PointLength; row++)
            {
                for (int column = 0; column < row; column++) difference[row] -= _factor[row, column] * difference[column];
                difference[row] /= _factor[row, row];
                (least, most) = (Math.Min(least, _factor[row, row]), Math.Max(most, _factor[row, row]));
            }

            condition = most / least;
        }

        foreach (double entry in difference) largest = Math.Max(largest, Math.Abs(entry));
        double square = 0;
        if (largest > 0)
        {
            foreach (double entry in difference) square += entry / largest * (entry / largest);
        }

        double value = largest * Math.Sqrt(square);
        return new(value, EstimateMethod.ClosedForm, Rounding * condition * PointLength * value);
    }

    /// <inheritdoc/>
    public override GeodesicArc Connect(ReadOnlySpan<double> from, ReadOnlySpan<double> to) => new Segment(Distance(from, to), from.ToArray(), to.ToArray());

    /// <inheritdoc/>
    public override void Exponential(ReadOnlySpan<double> from, ReadOnlySpan<double> velocity, Span<double> to)
    {
        for (int place = 0; place < PointLength; place++) to[place] = from[place] + velocity[place];
    }

    private sealed class Segment(GeodesicDistance distance, double[] from, double[] to) : GeodesicArc
    {
        public override GeodesicDistance Distance => distance;

        public override void Point(double time, Span<double> point)
        {
            for (int place = 0; place < from.Length; place++) point[place] = ((1 - time) * from[place]) + (time * to[place]);
        }

        public override void Velocity(double time, Span<double> velocity)
        {
            for (int place = 0; place < from.Length; place++) velocity[place] = to[place] - from[place];
        }
    }
}
