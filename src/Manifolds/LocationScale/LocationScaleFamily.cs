using System.Numerics;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Manifolds.Geometry.Charts;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.LocationScale;

/// <summary>
/// The densities f((y − m)/s)/s of one standard density f on the line, by location m and scale s. All geometry is constant but for
/// powers of s: with ψ = (ln f)′ at z = (y − m)/s the score is −(ψ, 1 + zψ)/s, so g = E[(ψ, 1 + zψ)(ψ, 1 + zψ)ᵀ]/s².
/// </summary>
public abstract class LocationScaleFamily : DistributionFamily, IHalfPlaneFamily
{
    /// <summary>A family by its constants.</summary>
    protected LocationScaleFamily(string name, HalfPlane plane, CubicForm cubic)
        : base(name, [new("location", ParameterDomain.Real), new("scale", ParameterDomain.Positive)], ["location", "scale"])
    {
        Plane = plane;
        Cubic = cubic;
        UsualManifold = new FieldManifold(CoordinateNames, point => double.IsFinite(point.Span[0]) && point.Span[1] > 0 && double.IsFinite(point.Span[1]), MetricField, CubicField);
    }

    /// <inheritdoc/>
    public HalfPlane Plane { get; }

    /// <summary>The Amari–Chentsov tensor at scale one.</summary>
    public CubicForm Cubic { get; }

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes => OutcomeSpace.Interval.Line;

    /// <inheritdoc/>
    public override StatisticalManifold UsualManifold { get; }

    /// <summary>−E[ln f].</summary>
    protected abstract double StandardEntropy { get; }

    /// <inheritdoc/>
    public (double Location, double Scale) ToLocationScale(ReadOnlySpan<double> parameters) => (parameters[0], parameters[1]);

    /// <inheritdoc/>
    public void FromLocationScale(double location, double scale, Span<double> parameters)
    {
        parameters[0] = location;
        parameters[1] = scale;
    }

    /// <inheritdoc/>
    public sealed override double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome) =>
        Outcomes.Contains(outcome) ? StandardLogDensity((outcome[0] - parameters[0]) / parameters[1]) - Math.Log(parameters[1]) : double.NegativeInfinity;

    /// <inheritdoc/>
    public sealed override void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric)
    {
        double scale = parameters[1];
        metric[0, 0] = Plane.Location / scale / scale;
        metric[0, 1] = metric[1, 0] = Plane.Mixed / scale / scale;
        metric[1, 1] = Plane.Scale / scale / scale;
    }

    /// <inheritdoc/>
    public sealed override double Entropy(ReadOnlySpan<double> parameters) => StandardEntropy + Math.Log(parameters[1]);

    /// <inheritdoc/>
    public sealed override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome) =>
        outcome[0] = parameters[0] + (parameters[1] * StandardSample(ref random));

    /// <summary>By Newton's method, or Fisher scoring where the likelihood is not concave, from the median and the quartiles.</summary>
    public override double[] MaximumLikelihood(ReadOnlyMatrixView<double> outcomes) => LocationScaleLikelihood.Maximise(this, outcomes);

    /// <summary>ln f(z).</summary>
    protected internal abstract double StandardLogDensity(double z);

    /// <summary>ψ = (ln f)′ and ψ′ at z.</summary>
    protected internal abstract (double First, double Second) StandardScore(double z);

    /// <summary>Draws from f.</summary>
    protected abstract double StandardSample(ref RandomSequence random);

    private void MetricField(ReadOnlySpan<Jet> coordinates, Span<Jet> metric)
    {
        Jet inverse = 1 / (coordinates[1] * coordinates[1]);
        metric[0] = Plane.Location * inverse;
        metric[1] = metric[2] = Plane.Mixed * inverse;
        metric[3] = Plane.Scale * inverse;
    }

    private void CubicField(ReadOnlySpan<Jet> coordinates, Span<Jet> cubic)
    {
        Jet inverse = 1 / (coordinates[1] * coordinates[1] * coordinates[1]);
        for (int place = 0; place < cubic.Length; place++) cubic[place] = Cubic[BitOperations.PopCount((uint)place)] * inverse;
    }
}
