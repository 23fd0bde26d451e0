namespace Neuromanifold.Manifolds.ExponentialFamilies.Discrete;

/// <summary>Probabilities of all labels from those of all but the last.</summary>
internal static class SimplexCoordinates
{
    /// <summary>Writes the coordinates and what is left to one.</summary>
    public static void Complete(ReadOnlySpan<double> coordinates, Span<double> probabilities)
    {
        coordinates.CopyTo(probabilities);
        probabilities[^1] = 1 - System.Numerics.Tensors.TensorPrimitives.Sum(coordinates);
    }
}
