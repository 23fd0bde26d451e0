namespace Neuromanifold.Studies.Geodesics;

/// <summary>What stands in JSON.</summary>
internal static class GeodesicsDocuments
{
    /// <summary>All points in full precision.</summary>
    internal sealed record GeodesicsDocument(string From, string To, IReadOnlyList<PathDocument> Paths, IReadOnlyList<CircleDocument> Circles);

    /// <summary>A path.</summary>
    internal sealed record PathDocument(string Name, double Length, IReadOnlyList<NormalDocument> Points);

    /// <summary>Normal distributions at one distance.</summary>
    internal sealed record CircleDocument(double Radius, IReadOnlyList<NormalDocument> Points);

    /// <summary>A normal distribution.</summary>
    internal sealed record NormalDocument(double Mean, double Sd);
}
