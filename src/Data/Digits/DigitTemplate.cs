using System.Collections.Immutable;

namespace Neuromanifold.Data.Digits;

/// <summary>
/// One way of writing a digit: points in the unit square (x to the right, y downwards) and the strokes through them, each a list of
/// point numbers. A stroke is smooth; a corner is where one stroke ends and the next begins at the same point; a stroke that returns
/// to its first point is closed smoothly.
/// </summary>
internal sealed record DigitTemplate(ImmutableArray<(float X, float Y)> Points, ImmutableArray<ImmutableArray<int>> Strokes)
{
    public const int MaximumPoints = 16;

    /// <summary>A template whose strokes run through the points in order; a stroke's first point is the last of the one before it.</summary>
    public static DigitTemplate Connected((float X, float Y)[] points, params int[] corners)
    {
        var strokes = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        int start = 0;
        foreach (int end in (int[])[.. corners, points.Length - 1])
        {
            strokes.Add([.. Enumerable.Range(start, end - start + 1)]);
            start = end;
        }

        return new([.. points], strokes.ToImmutable());
    }

    /// <summary>A template whose only stroke returns to its first point.</summary>
    public static DigitTemplate Closed(params (float X, float Y)[] points) => new([.. points], [[.. Enumerable.Range(0, points.Length), 0]]);

    /// <summary>The same template with a further stroke, through points of its own.</summary>
    public DigitTemplate And(params (float X, float Y)[] points) =>
        new(Points.AddRange(points), Strokes.Add([.. Enumerable.Range(Points.Length, points.Length)]));

    /// <summary>The same template with a further stroke, through points it already has.</summary>
    public DigitTemplate Through(params int[] points) => new(Points, Strokes.Add([.. points]));
}
