using Neuromanifold.Numerics.DifferentialEquations;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry;

/// <summary>
/// Geodesics of a connection from where they start, γ″ᵏ = −Γᵏ_ij γ′ⁱ γ′ʲ, and parallel transport along them. Errors are measured in
/// the length of the metric, so that no unit of a coordinate matters. Each step takes twelve evaluations of the metric, its
/// derivatives and, for α ≠ 0, of the Amari–Chentsov tensor.
/// </summary>
/// <param name="connection">The connection: that of Levi-Civita gives the geodesics of Fisher and Rao.</param>
/// <param name="options">How exactly.</param>
public sealed class GeodesicFlow(Connection connection, IntegrationOptions? options = null)
{
    private readonly StatisticalManifold _manifold = connection.Manifold;

    /// <summary>The exponential map: γ(time) of the geodesic with γ(0) = point and γ′(0) = velocity.</summary>
    /// <exception cref="InvalidInputException">The point lies outside the chart.</exception>
    /// <exception cref="IncompletePathException">The geodesic leaves the chart before.</exception>
    public GeodesicState Shoot(ReadOnlySpan<double> point, ReadOnlySpan<double> velocity, double time = 1) => Trace(point, velocity, time)[0];

    /// <summary>The geodesic at several times, which rise or fall from zero on.</summary>
    /// <exception cref="InvalidInputException">The point lies outside the chart.</exception>
    /// <exception cref="IncompletePathException">The geodesic leaves the chart before.</exception>
    public IReadOnlyList<GeodesicState> Trace(ReadOnlySpan<double> point, ReadOnlySpan<double> velocity, params ReadOnlySpan<double> times)
    {
        List<GeodesicState> states = [];
        if (times.IsEmpty) return states;
        DormandPrince solution = Begin(point, velocity, default, times[^1]);
        foreach (double time in times)
        {
            Advance(solution, time, point);
            states.Add(StateOf(solution));
        }

        return states;
    }

    /// <summary>Vectors, one a row, carried in parallel along the geodesic, with where it then stands.</summary>
    /// <exception cref="InvalidInputException">The point lies outside the chart.</exception>
    /// <exception cref="IncompletePathException">The geodesic leaves the chart before.</exception>
    public (GeodesicState State, Matrix<double> Vectors) Transport(ReadOnlySpan<double> point, ReadOnlySpan<double> velocity, ReadOnlyMatrixView<double> vectors, double time = 1)
    {
        int d = _manifold.Dimension;
        if (vectors.Columns != d) throw new ArgumentException($"Vectors on a manifold of dimension {d} have {d} columns, found {vectors.Columns}.", nameof(vectors));
        DormandPrince solution = Begin(point, velocity, vectors.AsSpan(), time);
        Advance(solution, time, point);
        return (StateOf(solution), new Matrix<double>(vectors.Rows, d, solution.State[(2 * d)..].ToArray()));
    }

    private DormandPrince Begin(ReadOnlySpan<double> point, ReadOnlySpan<double> velocity, ReadOnlySpan<double> vectors, double time)
    {
        Points.Require(_manifold, point);
        Points.RequireLength(_manifold, velocity, nameof(velocity));
        double length = _manifold.Length(point, velocity) * Math.Abs(time);
        if (!double.IsFinite(length)) throw new InvalidInputException("The velocity", $"a length of {length} at {Points.Describe(_manifold, point)}", "a vector of finite length");
        double unit = length > 0 ? Math.Min(1, length) : 1;
        return new DormandPrince(Field, (state, scale) => Scale(state, scale, unit), 0, [.. point, .. velocity, .. vectors], options);
    }

    private void Advance(DormandPrince solution, double time, ReadOnlySpan<double> start)
    {
        try
        {
            solution.Advance(time);
        }
        catch (IntegrationException early)
        {
            ReadOnlySpan<double> reached = early.State.AsSpan()[..start.Length];
            throw new IncompletePathException(
                $"The geodesic ({connection}) from {Points.Describe(_manifold, start)} ends early, near {Points.Describe(_manifold, reached)}. {early.Message}", early.Time, reached, early);
        }
    }

    private GeodesicState StateOf(DormandPrince solution)
    {
        int d = _manifold.Dimension;
        return new GeodesicState(solution.Time, [.. solution.State[..d]], [.. solution.State.Slice(d, d)], solution.Error);
    }

    private void Field(double time, ReadOnlySpan<double> state, Span<double> rate)
    {
        int d = _manifold.Dimension;
        ReadOnlySpan<double> point = state[..d], velocity = state.Slice(d, d);
        velocity.CopyTo(rate);
        TransportField.Fill(connection, point, velocity, state[d..], rate[d..]);
    }

    private void Scale(ReadOnlySpan<double> state, Span<double> scale, double unit) => TransportField.Scale(_manifold, state, scale, unit);
}
