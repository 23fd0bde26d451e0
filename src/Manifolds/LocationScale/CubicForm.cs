namespace Neuromanifold.Manifolds.LocationScale;

/// <summary>The Amari–Chentsov tensor s³ C_ijk of a location-scale family, by how many of its indices stand for the scale.</summary>
/// <param name="Location">C_mmm s³.</param>
/// <param name="LocationLocationScale">C_mms s³.</param>
/// <param name="LocationScaleScale">C_mss s³.</param>
/// <param name="Scale">C_sss s³.</param>
public sealed record CubicForm(double Location, double LocationLocationScale, double LocationScaleScale, double Scale)
{
    /// <summary>The component with so many indices that stand for the scale.</summary>
    public double this[int scales] => scales switch { 0 => Location, 1 => LocationLocationScale, 2 => LocationScaleScale, _ => Scale };
}
