using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Numerics.Differentiation;

namespace Neuromanifold.Manifolds.NaturalGradient;

/// <summary>A function of the coordinates written in the operations of <see cref="Jet"/>, which give its gradient.</summary>
/// <param name="manifold">The manifold in a chart.</param>
/// <param name="field">The function.</param>
internal sealed class FieldObjective(StatisticalManifold manifold, ScalarField field) : Objective(manifold)
{
    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> point) => ForwardMode.Value(field, point);

    /// <inheritdoc/>
    public override void Gradient(ReadOnlySpan<double> point, Span<double> gradient) => ForwardMode.Gradient(field, point, gradient);
}
