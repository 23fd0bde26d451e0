using System.Numerics;

namespace Neuromanifold.Data.Digits;

/// <summary>
/// One hand at one moment: it shakes at every point of a template, warps the whole, leans, turns and shifts it, and holds a pen of
/// some width and darkness.
/// </summary>
internal static class Handwriting
{
    private const int StepsPerSpan = 4;

    /// <summary>Writes <paramref name="template"/> into <paramref name="image"/>, of 28×28 pixels; <paramref name="buffer"/> is scratch.</summary>
    public static void Write(DigitTemplate template, ref BellSequence chance, Span<float> buffer, Span<byte> image)
    {
        Span<Vector2> points = stackalloc Vector2[DigitTemplate.MaximumPoints];
        points = points[..template.Points.Length];
        Place(template, ref chance, points);

        float radius = Math.Max(0.5f, 1.0f + (0.3f * chance.NextBell()));
        float edge = chance.NextBetween(0.9f, 1.7f), ink = chance.NextBetween(170, 255);
        StrokeRaster raster = new(buffer);
        foreach (var stroke in template.Strokes)
        {
            Draw(stroke.AsSpan(), points, in raster, radius, edge);
        }

        raster.Develop(ink, edge, image);
    }

    // From the unit square to pixels.
    private static void Place(DigitTemplate template, ref BellSequence chance, Span<Vector2> points)
    {
        FreeFormDeformation warp = new(ref chance, strength: 0.11f);
        float height = 18.2f + (1.6f * chance.NextBell()), width = height * (0.78f + (0.14f * chance.NextBell()));
        float lean = 0.20f * chance.NextBell();

        // With t the tangent of half the angle, the cosine and the sine are rational: no library function, the same bits everywhere.
        float t = 0.08f * chance.NextBell(), cosine = (1 - (t * t)) / (1 + (t * t)), sine = 2 * t / (1 + (t * t));
        Vector2 centre = new(14 + (1.08f * chance.NextBell()), 14 + (1.08f * chance.NextBell()));
        for (int i = 0; i < points.Length; i++)
        {
            Vector2 shaken = new(template.Points[i].X + (0.030f * chance.NextBell()), template.Points[i].Y + (0.030f * chance.NextBell()));
            Vector2 point = warp.Move(shaken) - new Vector2(0.5f, 0.5f);
            float y = point.Y * height, x = (point.X * width) - (lean * y);
            points[i] = centre + new Vector2((cosine * x) - (sine * y), (sine * x) + (cosine * y));
        }
    }

    // A Catmull–Rom spline through the stroke's points [Catmull74]; the ends are continued by reflection, or by the other end where it is closed.
    private static void Draw(ReadOnlySpan<int> stroke, ReadOnlySpan<Vector2> points, in StrokeRaster raster, float radius, float edge)
    {
        int last = stroke.Length - 1;
        bool closed = stroke[0] == stroke[last];
        for (int span = 0; span < last; span++)
        {
            Vector2 b = points[stroke[span]], c = points[stroke[span + 1]];
            Vector2 a = span > 0 ? points[stroke[span - 1]] : closed ? points[stroke[last - 1]] : (2 * b) - c;
            Vector2 d = span + 1 < last ? points[stroke[span + 2]] : closed ? points[stroke[1]] : (2 * c) - b;
            Vector2 from = b;
            for (int step = 1; step <= StepsPerSpan; step++)
            {
                float t = step / (float)StepsPerSpan;
                Vector2 to = 0.5f * ((2 * b) + (t * ((c - a) + (t * (((2 * a) - (5 * b) + (4 * c) - d) + (t * ((3 * (b - c)) + d - a)))))));
                raster.Draw(from, to, radius, edge);
                from = to;
            }
        }
    }
}
