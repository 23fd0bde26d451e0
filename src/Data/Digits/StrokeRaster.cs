using System.Numerics;

namespace Neuromanifold.Data.Digits;

/// <summary>
/// Ink on a 28×28 image. For each pixel it keeps how far the nearest stroke reaches past the pixel's centre, and turns that into grey
/// at the end, so that strokes that cross do not darken one another. Only +, −, ×, ÷, √ and comparisons are used, each rounded
/// as IEEE 754 says, so every machine and vector width gives the same bytes.
/// </summary>
internal readonly ref struct StrokeRaster
{
    public const int Side = 28;

    // Rows are padded to a width that every vector length divides.
    private const int Stride = 32;
    public const int BufferLength = Side * Stride;
    private static readonly float[] s_centres = [.. Enumerable.Range(0, Stride).Select(column => column + 0.5f)];
    private readonly Span<float> _reach;

    /// <summary>An empty image in <paramref name="buffer"/>, of <see cref="BufferLength"/>.</summary>
    public StrokeRaster(Span<float> buffer)
    {
        _reach = buffer;
        buffer.Fill(float.MinValue);
    }

    /// <summary>Draws a segment with round ends; pixels further away than <paramref name="radius"/> + <paramref name="edge"/> are left alone.</summary>
    public void Draw(Vector2 from, Vector2 to, float radius, float edge)
    {
        float margin = radius + edge;
        int firstRow = Math.Max(0, (int)(Math.Min(from.Y, to.Y) - margin)), lastRow = Math.Min(Side - 1, (int)(Math.Max(from.Y, to.Y) + margin));
        int firstColumn = Math.Max(0, (int)(Math.Min(from.X, to.X) - margin)), lastColumn = Math.Min(Side - 1, (int)(Math.Max(from.X, to.X) + margin));
        firstColumn -= firstColumn % Vector<float>.Count;

        Vector2 along = to - from;
        float lengthSquared = (along.X * along.X) + (along.Y * along.Y);
        Vector<float> perLength = new(lengthSquared > 1e-6f ? 1 / lengthSquared : 0), alongX = new(along.X), alongY = new(along.Y);
        Vector<float> originX = new(from.X), reachable = new(radius);
        for (int row = firstRow; row <= lastRow; row++)
        {
            Vector<float> y = new(row + 0.5f - from.Y), projectedY = y * alongY;
            Span<float> line = _reach.Slice(row * Stride, Stride);
            for (int column = firstColumn; column <= lastColumn; column += Vector<float>.Count)
            {
                // The nearest point of the segment is at the fraction t of it: the projection of the pixel's centre, held to [0, 1].
                Vector<float> x = new Vector<float>(s_centres, column) - originX;
                Vector<float> t = Vector.Min(Vector.Max(((x * alongX) + projectedY) * perLength, Vector<float>.Zero), Vector<float>.One);
                Vector<float> dx = x - (t * alongX), dy = y - (t * alongY);
                Span<float> pixels = line.Slice(column, Vector<float>.Count);
                Vector.Max(new Vector<float>(pixels), reachable - Vector.SquareRoot((dx * dx) + (dy * dy))).CopyTo(pixels);
            }
        }
    }

    /// <summary>
    /// The grey values: full <paramref name="ink"/> where a stroke reaches past a pixel's centre by half an <paramref name="edge"/> or more,
    /// none where it falls short by as much, linear between.
    /// </summary>
    public void Develop(float ink, float edge, Span<byte> image)
    {
        Vector<float> steepness = new(ink / edge), offset = new(ink / 2), maximum = new(ink), half = new(0.5f);
        Span<int> grey = stackalloc int[Stride];
        for (int row = 0; row < Side; row++)
        {
            Span<float> line = _reach.Slice(row * Stride, Stride);
            for (int column = 0; column < Stride; column += Vector<float>.Count)
            {
                Vector<float> value = (Vector.Max(new Vector<float>(line[column..]), -maximum) * steepness) + offset;
                Vector.ConvertToInt32(Vector.Min(Vector.Max(value, Vector<float>.Zero), maximum) + half).CopyTo(grey[column..]);
            }

            Span<byte> pixels = image.Slice(row * Side, Side);
            for (int column = 0; column < Side; column++) pixels[column] = (byte)grey[column];
        }
    }
}
