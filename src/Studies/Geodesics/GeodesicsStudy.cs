using Neuromanifold.Experiments.Configurations;

namespace Neuromanifold.Studies.Geodesics;

/// <summary>The upper half-plane of normal distributions: the shortest path, the e- and the m-geodesic between two of them, and circles.</summary>
public sealed class GeodesicsStudy : Study
{
    /// <inheritdoc/>
    public override string Name => "geodesics";

    /// <inheritdoc/>
    public override string Description => "normal distributions as a half-plane: Fisher–Rao, e- and m-geodesics, circles, and the densities on the way";

    /// <inheritdoc/>
    public override string Publication => "Amari, Information geometry and its applications, 2016, ch. 2–3; Costa, Santos and Strapasson, Fisher information distance: a geometrical reading, 2015";

    /// <inheritdoc/>
    public override bool TakesData => false;

    /// <inheritdoc/>
    public override PreparedStudy Prepare(StudyConfiguration configuration, Action<string> note) => new PreparedGeodesics(this, configuration.Quick ? 41 : 201);
}
