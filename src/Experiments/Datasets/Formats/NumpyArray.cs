using System.Collections.Immutable;

namespace Neuromanifold.Experiments.Datasets.Formats;

/// <summary>
/// An array read from a NumPy file: rows along the first extent. The values are a byte[] (from u1), a float[] (from f4 and the integers
/// and truth values it holds exactly) or a double[].
/// </summary>
internal sealed record NumpyArray(string Path, string Shape, ImmutableArray<int> Extents, Array Values)
{
    /// <summary>Where an element lies, as in [12, 3].</summary>
    public string PositionOf(int element)
    {
        int[] position = new int[Extents.Length];
        for (int i = Extents.Length - 1; i >= 0; i--) (element, position[i]) = Math.DivRem(element, Extents[i]);
        return $"[{string.Join(", ", position)}]";
    }
}
