using System.Numerics;
using System.Runtime.CompilerServices;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Data.Digits;

/// <summary>
/// A smooth random warp of the unit square: the displacement of a point is Σᵢⱼ Bᵢ(x) Bⱼ(y) dᵢⱼ with the cubic Bernstein polynomials
/// Bᵢ and sixteen random displacements dᵢⱼ. Source: [Sederberg86], §2.
/// </summary>
internal struct FreeFormDeformation
{
    private Displacements _displacements;

    /// <summary>A warp whose sixteen displacements have the standard deviation <paramref name="strength"/> in each coordinate.</summary>
    public FreeFormDeformation(ref BellSequence chance, float strength)
    {
        for (int i = 0; i < 16; i++) _displacements[i] = new Vector2(chance.NextBell(), chance.NextBell()) * strength;
    }

    /// <summary>Where a point goes.</summary>
    public readonly Vector2 Move(Vector2 point)
    {
        Vector4 column = Bernstein(point.X), row = Bernstein(point.Y);
        Vector2 sum = point;
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 4; j++) sum += _displacements[(4 * i) + j] * (column[i] * row[j]);
        }

        return sum;
    }

    private static Vector4 Bernstein(float t)
    {
        float s = 1 - t;
        return new(s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t);
    }

    [InlineArray(16)]
    private struct Displacements
    {
        private Vector2 _first;
    }
}
