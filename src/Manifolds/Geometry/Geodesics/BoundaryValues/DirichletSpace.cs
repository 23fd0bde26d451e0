namespace Neuromanifold.Manifolds.Geometry.Geodesics.BoundaryValues;

/// <summary>
/// Dirichlet distributions of n categories by their n parameters, beta distributions for two. There is one geodesic between any two points
/// and it is the shortest, the curvature being negative; it is found by relaxation. [LeBrigant21]
/// </summary>
public sealed class DirichletSpace(int categories) : GeodesicSpace
{
    private readonly BoundaryValueSpace _paths = new(new DirichletPaths(categories), categories);

    /// <inheritdoc/>
    public override int PointLength => categories;

    /// <inheritdoc/>
    public override GeodesicDistance Distance(ReadOnlySpan<double> from, ReadOnlySpan<double> to) => _paths.Distance(from, to);

    /// <inheritdoc/>
    public override GeodesicArc Connect(ReadOnlySpan<double> from, ReadOnlySpan<double> to) => _paths.Connect(from, to);

    /// <inheritdoc/>
    public override void Exponential(ReadOnlySpan<double> from, ReadOnlySpan<double> velocity, Span<double> to) => _paths.Exponential(from, velocity, to);
}
