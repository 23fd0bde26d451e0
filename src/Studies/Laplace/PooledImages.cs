using System.Numerics;

namespace Neuromanifold.Studies.Laplace;

/// <summary>Images, each pixel the mean of a square of others: 28×28 becomes 7×7.</summary>
internal sealed class PooledImages(IExamples images) : IExamples
{
    /// <summary>The side of a square.</summary>
    public const int Side = 4;

    private const int Chunk = 256;

    private int Width => images.InputShape.Extents[^1];

    private int Height => images.InputShape.Extents[^2];

    public int Count => images.Count;

    public Shape InputShape => new(Height / Side, Width / Side);

    public int OutcomeWidth => images.OutcomeWidth;

    public void CopyInputs<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> whole = new(Chunk, images.InputShape.ElementCount);
        for (int first = 0; first < indices.Length; first += Chunk)
        {
            int count = Math.Min(Chunk, indices.Length - first);
            images.CopyInputs(indices.Slice(first, count), whole.View.RowRange(0, count));
            for (int i = 0; i < count; i++) Pool<T>(whole.Row(i), destination.Row(first + i));
        }
    }

    public void CopyOutcomes<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => images.CopyOutcomes(indices, destination);

    private void Pool<T>(ReadOnlySpan<T> image, Span<T> pooled)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        pooled.Clear();
        T part = T.One / T.CreateTruncating(Side * Side);
        for (int row = 0; row < Height; row++)
        {
            for (int column = 0; column < Width; column++) pooled[((row / Side) * (Width / Side)) + (column / Side)] += image[(row * Width) + column] * part;
        }
    }
}
