using Neuromanifold.Numerics.DifferentialEquations;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry;

/// <summary>A curve on a manifold: its length and energy, and parallel transport along it.</summary>
/// <param name="manifold">The manifold in a chart.</param>
/// <param name="map">γ in that chart.</param>
public sealed class Curve(StatisticalManifold manifold, CurveMap map)
{
    // Points whose greatest speed is the unit of the error of an integral.
    private const int UnitSamples = 8;

    /// <summary>γ(t) and γ′(t).</summary>
    public (double[] Point, double[] Velocity) At(double time)
    {
        int d = manifold.Dimension;
        Jet[] values = new Jet[d];
        map(Jet.Variable(time, 1), values);
        double[] point = new double[d], velocity = new double[d];
        for (int place = 0; place < d; place++) (point[place], velocity[place]) = (values[place].Value, values[place][1]);
        return (point, velocity);
    }

    /// <summary>∫ |γ′| dt, negative where the times fall.</summary>
    /// <exception cref="IncompletePathException">The curve leaves the chart.</exception>
    public double Length(double from, double to, IntegrationOptions? options = null) => Integral(from, to, Math.Sqrt, options);

    /// <summary>½ ∫ |γ′|² dt.</summary>
    /// <exception cref="IncompletePathException">The curve leaves the chart.</exception>
    public double Energy(double from, double to, IntegrationOptions? options = null) => Integral(from, to, square => 0.5 * square, options);

    /// <summary>Vectors at γ(from), one a row, carried in parallel to γ(to).</summary>
    /// <exception cref="IncompletePathException">The curve leaves the chart.</exception>
    public Matrix<double> Transport(Connection connection, ReadOnlyMatrixView<double> vectors, double from, double to, IntegrationOptions? options = null)
    {
        if (connection.Manifold != manifold) throw new ArgumentException("The connection is that of another manifold than the curve's.", nameof(connection));
        int d = manifold.Dimension;
        if (vectors.Columns != d) throw new ArgumentException($"Vectors on a manifold of dimension {d} have {d} columns, found {vectors.Columns}.", nameof(vectors));
        DormandPrince solution = new(Field, (state, scale) => TransportField.Scale(manifold, state, scale, 1), from, [.. At(from).Point, .. vectors.AsSpan()], options);
        Advance(solution, to);
        return new Matrix<double>(vectors.Rows, d, solution.State[d..].ToArray());

        void Field(double time, ReadOnlySpan<double> state, Span<double> rate)
        {
            (double[] point, double[] velocity) = At(time);
            velocity.CopyTo(rate);
            TransportField.Fill(connection, point, velocity, state[d..], rate[d..]);
        }
    }

    private double Integral(double from, double to, Func<double, double> ofSquare, IntegrationOptions? options)
    {
        double unit = 0;
        for (int sample = 0; sample <= UnitSamples; sample++) unit = Math.Max(unit, Rate(from + ((to - from) * sample / UnitSamples)) * Math.Abs(to - from));
        DormandPrince solution = new((time, _, rate) => rate[0] = Rate(time), (_, scale) => scale[0] = unit > 0 ? unit : 1, from, [0], options);
        Advance(solution, to);
        return solution.State[0];

        double Rate(double time)
        {
            (double[] point, double[] velocity) = At(time);
            return manifold.Contains(point) ? ofSquare(manifold.InnerProduct(point, velocity, velocity)) : double.NaN;
        }
    }

    private void Advance(DormandPrince solution, double end)
    {
        try
        {
            solution.Advance(end);
        }
        catch (IntegrationException early)
        {
            double[] reached = At(early.Time).Point;
            throw new IncompletePathException($"The curve leaves the chart near {Points.Describe(manifold, reached)}. {early.Message}", early.Time, reached, early);
        }
    }
}
