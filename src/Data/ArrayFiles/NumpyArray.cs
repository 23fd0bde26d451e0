using System.Collections.Immutable;

namespace Neuromanifold.Data.ArrayFiles;

/// <summary>
/// An array read from a NumPy file. The values are a byte[] (from u1), a float[] (from f4 and the integers and truth values it holds
/// exactly) or a double[].
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Shape">The extents as NumPy writes them, as in (60000, 28, 28).</param>
/// <param name="Extents">The extents, outermost first.</param>
/// <param name="Values">The values, row-major.</param>
public sealed record NumpyArray(string Path, string Shape, ImmutableArray<int> Extents, Array Values)
{
    /// <summary>Where an element lies, as in [12, 3].</summary>
    public string PositionOf(int element)
    {
        int[] position = new int[Extents.Length];
        for (int i = Extents.Length - 1; i >= 0; i--) (element, position[i]) = Math.DivRem(element, Extents[i]);
        return $"[{string.Join(", ", position)}]";
    }
}
