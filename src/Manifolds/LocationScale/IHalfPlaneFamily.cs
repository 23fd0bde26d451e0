namespace Neuromanifold.Manifolds.LocationScale;

/// <summary>A family whose Fisher metric is that of a half-plane in a location and a scale, which its parameters stand for.</summary>
internal interface IHalfPlaneFamily
{
    /// <summary>The metric in location and scale.</summary>
    HalfPlane Plane { get; }

    /// <summary>The location and the scale of textbook parameters.</summary>
    (double Location, double Scale) ToLocationScale(ReadOnlySpan<double> parameters);

    /// <summary>Writes the textbook parameters of a location and a scale.</summary>
    void FromLocationScale(double location, double scale, Span<double> parameters);
}
