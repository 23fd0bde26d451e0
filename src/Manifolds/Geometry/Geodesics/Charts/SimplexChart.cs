using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Manifolds.Geometry.Geodesics.Spaces;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Charts;

/// <summary>Trials with several labels by the probabilities of all of them, of which the usual coordinates are all but the last.</summary>
internal sealed class SimplexChart(LabelTrials family) : GeodesicChart(new ProbabilitySphere(family.LabelCount, family.Trials))
{
    /// <inheritdoc/>
    public override void ToSpace(ReadOnlySpan<double> parameters, Span<double> point) => family.Probabilities(parameters, point);

    /// <inheritdoc/>
    public override void FromSpace(ReadOnlySpan<double> point, Span<double> parameters) => point[..parameters.Length].CopyTo(parameters);

    /// <inheritdoc/>
    public override void ToSpaceVelocity(DistributionFamily family, ReadOnlySpan<double> point, ReadOnlySpan<double> coordinates, Span<double> velocity)
    {
        double sum = 0;
        foreach (double coordinate in coordinates) sum += coordinate;
        coordinates.CopyTo(velocity);
        velocity[^1] = -sum;
    }

    /// <inheritdoc/>
    public override void FromSpaceVelocity(DistributionFamily family, ReadOnlySpan<double> point, ReadOnlySpan<double> velocity, Span<double> coordinates)
    {
        // The square roots have a velocity there, but the probabilities none that would tell it.
        if (point.Contains(0.0)) coordinates.Fill(double.NaN);
        else velocity[..coordinates.Length].CopyTo(coordinates);
    }
}
