namespace Neuromanifold.Manifolds.Geometry.Geodesics.Spaces;

/// <summary>
/// Probabilities of success p of geometric (r = 1) and negative binomial distributions: the metric r dp²/(p²(1 − p)),
/// d = 2√r |artanh √(1−p) − artanh √(1−p′)|. p = 1 has the finite distance 2√r artanh √(1−p).
/// </summary>
internal sealed class SuccessLine(double successes) : Line
{
    private readonly double _stretch = 2 * Math.Sqrt(successes);

    /// <inheritdoc/>
    protected override double Arc(double from, double to)
    {
        double u = Math.Sqrt(1 - from), v = Math.Sqrt(1 - to);
        if (u + v == 0) return 0;

        // artanh u − artanh v = artanh((u − v)/(1 − uv)), both differences written without cancellation.
        double ratio = (to - from) / (u + v) * (1 + (u * v)) / (from + to - (from * to));
        return _stretch * (Math.Abs(ratio) < 0.5 ? Math.Atanh(ratio) : HalfLog(from, u) - HalfLog(to, v));
    }

    /// <inheritdoc/>
    protected override double Move(double from, double arc)
    {
        // artanh √(1−p) falls along the line, and p = 1/cosh² of it.
        double place = HalfLog(from, Math.Sqrt(1 - from)) - (arc / _stretch);
        if (place < 0) return double.NaN;
        double half = Math.Exp(-place), sum = 1 + (half * half);
        return 4 * half * half / (sum * sum);
    }

    /// <inheritdoc/>
    protected override double Speed(double at) => 0.5 * _stretch / (at * Math.Sqrt(1 - at));

    /// <inheritdoc/>
    protected override bool Contains(double at) => at is > 0 and <= 1;

    // artanh √(1−p) = ln((1 + √(1−p))/√p), by its own series near p = 1
    private static double HalfLog(double p, double root) => root < 0.5 ? Math.Atanh(root) : Math.Log(1 + root) - (0.5 * Math.Log(p));
}
