using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.Geometry.Charts;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry;

/// <summary>
/// The e-geodesics of an exponential family, straight in θ, or its m-geodesics, straight in η, in closed form: exponential and
/// logarithm map and parallel transport, which does not depend on the path. Vectors have the coordinates of the usual chart. [Amari16], 2.4 and 6.
/// </summary>
/// <param name="family">The family.</param>
/// <param name="connection">Which of the two.</param>
internal sealed class FlatGeodesics(ExponentialFamily family, FlatConnection connection)
{
    private readonly UsualManifold _usual = (UsualManifold)family.UsualManifold;

    /// <summary>The point at fraction t of the geodesic between two distributions, beyond them where t lies outside 0 to 1.</summary>
    /// <exception cref="InvalidInputException">A distribution is of another family.</exception>
    /// <exception cref="NumericalException">The geodesic has left the family by then.</exception>
    public Distribution Between(Distribution start, Distribution end, double t)
    {
        double[] from = Affine(start), to = Affine(end);
        TensorPrimitives.Subtract(to, from, to);
        return Straight(from, to, t);
    }

    /// <summary>The exponential map: where the geodesic with this velocity in the usual chart is at a time.</summary>
    /// <exception cref="InvalidInputException">The distribution is of another family.</exception>
    /// <exception cref="NumericalException">The geodesic has left the family by then.</exception>
    public Distribution Exponential(Distribution start, ReadOnlySpan<double> velocity, double time = 1) => Straight(Affine(start), ToAffine(start, velocity), time);

    /// <summary>The logarithm map: the velocity, in the usual chart, of the geodesic that is at the end at time one.</summary>
    /// <exception cref="InvalidInputException">A distribution is of another family.</exception>
    public double[] Logarithm(Distribution start, Distribution end)
    {
        double[] from = Affine(start), to = Affine(end);
        TensorPrimitives.Subtract(to, from, to);
        return FromAffine(start, to);
    }

    /// <summary>A vector at the start carried in parallel to the end, both in the usual chart.</summary>
    /// <exception cref="InvalidInputException">A distribution is of another family.</exception>
    public double[] Transport(Distribution start, Distribution end, ReadOnlySpan<double> vector)
    {
        Require(end);
        return FromAffine(end, ToAffine(start, vector));
    }

    private Distribution Straight(double[] from, double[] step, double time)
    {
        double[] point = new double[from.Length], parameters = new double[family.ParameterLength];
        TensorPrimitives.MultiplyAdd(step, time, from, point);
        string ends = $"The {(connection == FlatConnection.Exponential ? "e" : "m")}-geodesic in {family} has left the family at t = {time:R}";
        if (connection == FlatConnection.Exponential)
        {
            if (!family.ContainsNatural(point)) throw new NumericalException($"{ends}: the log-partition is not finite at θ = ({string.Join(", ", point)}).");
            family.FromNatural(point, parameters);
        }
        else
        {
            try
            {
                family.FromMean(point, parameters);
            }
            catch (NumericalException none)
            {
                throw new NumericalException($"{ends}. {none.Message}", none);
            }
        }

        return family.At(parameters);
    }

    // θ or η
    private double[] Affine(Distribution distribution)
    {
        Require(distribution);
        double[] point = new double[family.Dimension];
        if (connection == FlatConnection.Exponential) family.ToNatural(distribution.Parameters.AsSpan(), point);
        else family.ToMean(distribution.Parameters.AsSpan(), point);
        return point;
    }

    // J v, the coordinates in θ of those in the usual chart; in η, g J v.
    private double[] ToAffine(Distribution at, ReadOnlySpan<double> vector)
    {
        int d = family.Dimension;
        if (vector.Length != d) throw new ArgumentException($"A vector of {family} has {d} values, found {vector.Length}.", nameof(vector));
        Matrix<double> jacobian = new(d, d);
        _usual.Jacobian(at.Coordinates(), jacobian);
        double[] natural = new double[d];
        Contraction.Apply(jacobian, vector, natural);
        return connection == FlatConnection.Exponential ? natural : Lowered(at, natural);
    }

    // J⁻¹ u = (JᵀgJ)⁻¹ Jᵀ g u for coordinates u in θ, and g u are those in η.
    private double[] FromAffine(Distribution at, double[] vector)
    {
        int d = family.Dimension;
        double[] lowered = connection == FlatConnection.Exponential ? Lowered(at, vector) : vector, usual = new double[d], coordinates = at.Coordinates();
        Matrix<double> jacobian = new(d, d), factor = new(d, d);
        _usual.Jacobian(coordinates, jacobian);
        MatrixView<double> column = new(usual, d, 1);
        Products.MultiplyTransposedLeft<double>(jacobian, new ReadOnlyMatrixView<double>(lowered, d, 1), column);
        _usual.FactorMetric(coordinates, factor);
        Cholesky.Solve<double>(factor, column);
        return usual;
    }

    private double[] Lowered(Distribution at, double[] natural)
    {
        int d = family.Dimension;
        double[] point = new double[d], lowered = new double[d];
        Matrix<double> covariance = new(d, d);
        family.ToNatural(at.Parameters.AsSpan(), point);
        family.Covariance(point, covariance);
        Contraction.Apply(covariance, natural, lowered);
        return lowered;
    }

    private void Require(Distribution distribution)
    {
        if (!family.Equals(distribution.Family)) throw new InvalidInputException("The distribution", distribution.ToString(), $"one of the family {family}");
    }
}
