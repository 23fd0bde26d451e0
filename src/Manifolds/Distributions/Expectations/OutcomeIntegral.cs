namespace Neuromanifold.Manifolds.Distributions.Expectations;

/// <summary>
/// ∫ φ(p(y), q(y)) dy over the real line: Gauss–Kronrod rules on intervals cut at quantiles of both distributions and halved where
/// the error is largest; tails and ends in an exponential chart, interval after interval of doubled length, until both densities are
/// zero. What does not fall off there has an infinite integral.
/// </summary>
internal sealed class OutcomeIntegral
{
    private const double Agreement = 1e-14;

    private const double MassAgreement = 1e-9;

    private const double MassTolerance = 1e-6;

    private const int MostPanels = 6_000;

    private const double WideRatio = 4;

    private const double FarthestCoordinate = 1 << 24;

    private const double Falling = 0.9;

    private const double Stretch = 10;

    private const double SmallestFall = 1e-9;

    // A power of the logarithm of the distance grows slower than its fifth.
    private const double LogarithmicGrowth = 5;

    private const double SmallestStep = 1e-6;

    private readonly Distribution _p;
    private readonly Distribution _q;
    private readonly IPairIntegrand _integrand;
    private readonly List<IntegralPanel> _panels = [];
    private double _open;

    private OutcomeIntegral(Distribution p, Distribution q, IPairIntegrand integrand) => (_p, _q, _integrand) = (p, q, integrand);

    /// <summary>The integral for distributions of numbers in intervals, perhaps different ones.</summary>
    public static Estimate Of(Distribution p, Distribution q, IPairIntegrand integrand)
    {
        OutcomeSpace.Interval first = (OutcomeSpace.Interval)p.Family.Outcomes, second = (OutcomeSpace.Interval)q.Family.Outcomes;
        double[] ends = [.. ((double[])[first.Low, first.High, second.Low, second.High]).Distinct().Order()];
        OutcomeIntegral integral = new(p, q, integrand);
        double[] landmarks = Landmarks.Of(p, q);
        for (int piece = 0; piece + 1 < ends.Length; piece++) integral.AddPiece(ends[piece], ends[piece + 1], landmarks);
        return integral.Refined();
    }

    private void AddPiece(double low, double high, double[] landmarks)
    {
        double[] points = [.. landmarks.Where(point => point > low && point < high)];
        if (points.Length < 2) points = [.. Inside(low, high, points)];
        for (int place = 0; place + 1 < points.Length; place++)
        {
            double from = points[place], to = points[place + 1];
            if (to - low > WideRatio * (from - low)) Add(OutcomeChart.Exponential(_p, _q, low, 1), from, to);
            else if (high - from > WideRatio * (high - to)) Add(OutcomeChart.Exponential(_p, _q, high, -1), from, to);
            else Add(OutcomeChart.Linear(_p, _q), from, to);
        }

        AddTail(low, points[0], points[1], points[^1], 1);
        AddTail(high, points[^1], points[^2], points[0], -1);
    }

    private static double[] Inside(double low, double high, double[] point)
    {
        if (double.IsFinite(low) && double.IsFinite(high)) return [low + ((high - low) / 3), high - ((high - low) / 3)];
        double start = point.Length == 1 ? point[0] : double.IsFinite(low) ? low + 1 : double.IsFinite(high) ? high - 1 : 0;
        double step = double.IsFinite(low) ? start - low : double.IsFinite(high) ? high - start : Math.Max(1, Math.Abs(start));
        return double.IsFinite(high) ? [start - step, start] : [start, start + step];
    }

    private void Add(OutcomeChart chart, double from, double to)
    {
        double low = chart.Coordinate(from), high = chart.Coordinate(to);
        if (low == high) return;
        _panels.Add(new(chart, Math.Min(low, high), Math.Max(low, high), _integrand));
    }

    // From the outermost point to an end: towards a finite end u falls, towards an infinite one it rises.
    private void AddTail(double end, double outermost, double next, double opposite, int side)
    {
        bool finite = double.IsFinite(end);
        OutcomeChart chart = finite ? OutcomeChart.Exponential(_p, _q, end, side) : OutcomeChart.Exponential(_p, _q, opposite, -side);
        int direction = finite ? -1 : 1;
        double start = chart.Coordinate(outermost), width = Math.Abs(start - chart.Coordinate(next == opposite && !finite ? outermost + (0.5 * (next - outermost)) : next));
        width = Math.Clamp(width, SmallestStep, 1);
        if (_integrand.UsesOutcome && RisesBeyondOutcomes(chart, finite ? chart.Resolved.Low : chart.Resolved.High, direction))
        {
            _open = double.PositiveInfinity;
            return;
        }

        double previous = double.PositiveInfinity, last = 0;
        for (double u = start; Math.Abs(u) < FarthestCoordinate; width *= 2)
        {
            double to = u + (direction * width);
            IntegralPanel panel = new(chart, Math.Min(u, to), Math.Max(u, to), _integrand);
            _panels.Add(panel);
            chart.At(to, out double logP, out double logQ);
            if (double.IsNegativeInfinity(logP) && double.IsNegativeInfinity(logQ)) return;
            (previous, last) = (last, panel.Magnitude / width);
            u = to;
        }

        // What still falls leaves a geometric series, panels having doubled; what does not has no finite integral.
        if (last > Falling * previous) _open = double.PositiveInfinity;
        else if (last > 0) _open += last * width * last / previous;
    }

    // A power of the distance that outweighs the density where outcomes cease to be told apart: there is no more to see.
    private bool RisesBeyondOutcomes(OutcomeChart chart, double limit, int direction)
    {
        double nearer = limit - (direction * Stretch);
        double outcome = chart.At(limit, out double logP, out double logQ), value = Math.Abs(_integrand.Value([outcome], logP, logQ));
        double before = chart.At(nearer, out double nearerLogP, out double nearerLogQ), nearerValue = Math.Abs(_integrand.Value([before], nearerLogP, nearerLogQ));
        if (!(nearerValue > 0) || double.IsNegativeInfinity(logP)) return false;
        double rise = Math.Log(value / nearerValue), ofFunction = rise - (logP - nearerLogP);
        return rise > -SmallestFall && ofFunction > Stretch * LogarithmicGrowth / Math.Abs(limit);
    }

    private Estimate Refined()
    {
        if (double.IsPositiveInfinity(_open) || _panels.Exists(panel => double.IsPositiveInfinity(panel.Value))) return new(double.PositiveInfinity, EstimateMethod.Quadrature, 0);
        PriorityQueue<IntegralPanel, double> worst = new();
        List<IntegralPanel> settled = [];
        double magnitude = 0, error = 0, rounding = 0, massError = 0;
        foreach (IntegralPanel panel in _panels) Count(panel, 1);
        foreach (IntegralPanel panel in _panels) worst.Enqueue(panel, -Badness(panel));
        int panels = _panels.Count;
        while (panels < MostPanels && worst.Count > 0 && (error > Math.Max(Agreement * magnitude, rounding) || massError > MassAgreement))
        {
            IntegralPanel panel = worst.Dequeue();
            if (!panel.CanSplit)
            {
                settled.Add(panel);
                continue;
            }

            Count(panel, -1);
            (IntegralPanel lower, IntegralPanel upper) = panel.Split(_integrand);
            foreach (IntegralPanel half in (IntegralPanel[])[lower, upper])
            {
                if (double.IsPositiveInfinity(half.Value)) return new(double.PositiveInfinity, EstimateMethod.Quadrature, 0);
                Count(half, 1);
                worst.Enqueue(half, -Badness(half));
            }

            panels++;
        }

        return Sum([.. settled, .. worst.UnorderedItems.Select(item => item.Element)]);

        double Badness(IntegralPanel panel) => panel.Error + (magnitude * 1e-5 * panel.MassError);

        void Count(IntegralPanel panel, int sign)
        {
            magnitude += sign * panel.Magnitude;
            error += sign * panel.Error;
            rounding += sign * panel.Rounding;
            massError += sign * panel.MassError;
        }
    }

    private Estimate Sum(IntegralPanel[] panels)
    {
        // From the smallest on, so that what is small is not lost one by one, and in the same order every time.
        Array.Sort(panels, (a, b) => a.Magnitude != b.Magnitude ? a.Magnitude.CompareTo(b.Magnitude) : a.Low.CompareTo(b.Low));
        double value = 0, error = _open, magnitude = 0, mass = 0, other = 0;
        foreach (IntegralPanel panel in panels)
        {
            value += panel.Value;
            magnitude += panel.Magnitude;
            error += panel.Error + panel.Rounding + panel.Guessed;
            mass += panel.Mass;
            other += panel.OtherMass;
        }

        // A density that was not seen whole: by its narrowness beside its place, or because outcomes lie beyond all doubles.
        double missing = Math.Max(Math.Abs(1 - mass), Math.Abs(1 - other));
        if (missing > MassTolerance) error += missing * magnitude;
        return new(value, EstimateMethod.Quadrature, error);
    }
}
