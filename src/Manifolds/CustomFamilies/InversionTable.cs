using MathNet.Numerics.Integration;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.CustomFamilies;

/// <summary>
/// Draws from a density on an interval or on integers, given up to a factor, by inverting its distribution function. On an interval
/// the function is integrated panel by panel in a chart in which every scale is near, from the local maxima outwards, so that no peak
/// is missed that the logarithm of the density climbs to. Cost: some 10⁴ evaluations to build, a hundred a draw.
/// </summary>
internal sealed class InversionTable
{
    private const double Agreement = 1e-10;

    // e^−DeepestDrop is nothing beside the mode.
    private const double DeepestDrop = 60;

    private const int MostOutcomes = 20_000_000;

    private const int MostPanels = 100_000;

    private static readonly GaussLegendreRule _few = new(0, 1, 10), _many = new(0, 1, 16);

    private readonly Func<double, double> _logDensity;
    private readonly OutcomeSpace.Interval? _interval;
    private readonly List<double> _starts = [], _ends = [], _sums = [];
    private readonly double _peak;
    private readonly int _first;

    /// <summary>A table of a density.</summary>
    /// <param name="outcomes">An interval, or integers.</param>
    /// <param name="logDensity">ln p up to a constant.</param>
    /// <exception cref="NumericalException">The density cannot be integrated.</exception>
    public InversionTable(OutcomeSpace outcomes, Func<double, double> logDensity)
    {
        _logDensity = logDensity;
        if (outcomes is OutcomeSpace.Integers integers)
        {
            _first = integers.First;
            _peak = Enumerate(integers);
            return;
        }

        _interval = outcomes as OutcomeSpace.Interval ?? throw new NotSupportedException($"Outcomes that are {outcomes.Description} are not drawn by inversion: give a sampler.");
        List<double> cuts = Cuts(out _peak);
        for (int cut = 0; cut + 1 < cuts.Count; cut++) Integrate(cuts[cut], cuts[cut + 1]);
        if (_sums.Count == 0 || !(_sums[^1] > 0) || !double.IsFinite(_sums[^1])) throw new NumericalException("A density could not be integrated: its integral is not a positive number.");
    }

    /// <summary>A draw.</summary>
    public double Draw(ref RandomSequence random)
    {
        double target = random.NextUniform() * _sums[^1];
        int place = _sums.BinarySearch(target);
        if (place < 0) place = Math.Min(~place, _sums.Count - 1);
        if (_interval is null) return _first + place;

        double start = _starts[place], end = _ends[place], below = place == 0 ? 0 : _sums[place - 1], low = start, high = end;
        double share = (target - below) / (_sums[place] - below), at = start + (share * (end - start));
        for (int step = 0; step < 60; step++)
        {
            double excess = below + Rule(_many, start, at) - target, slope = Slope(at);
            if (excess > 0) high = at;
            else low = at;
            double next = at - (excess / slope);
            if (!(next > low && next < high)) next = 0.5 * (low + high);
            if (Math.Abs(next - at) <= 1e-13 * (end - start)) break;
            at = next;
        }

        double outcome = Outcome(at);
        return Math.Clamp(outcome, Math.BitIncrement(_interval.Low), Math.BitDecrement(_interval.High));
    }

    private double Enumerate(OutcomeSpace.Integers integers)
    {
        double peak = double.NegativeInfinity, sum = 0;
        List<double> logs = [];
        for (int k = 0; k < MostOutcomes && !(integers.First + k > integers.Last); k++)
        {
            double log = _logDensity(integers.First + k);
            if (double.IsNaN(log)) throw new NumericalException(FormattableString.Invariant($"A density is not a number at {integers.First + k}."));
            logs.Add(log);
            peak = Math.Max(peak, log);
            if (log < peak - DeepestDrop && log < logs[Math.Max(0, k - 1)]) break;
        }

        foreach (double log in logs) _sums.Add(sum += Math.Exp(log - peak));
        if (!(sum > 0)) throw new NumericalException("A density is zero at all outcomes that were tried.");
        return peak;
    }

    // Charts in which u runs over the line: y = sinh u, y = a ± eᵘ, and the logistic function between two ends.
    private double Outcome(double u)
    {
        (double low, double high) = (_interval!.Low, _interval.High);
        if (double.IsFinite(low) && double.IsFinite(high)) return u < 0 ? low + ((high - low) / (1 + Math.Exp(-u))) : high - ((high - low) / (1 + Math.Exp(u)));
        if (double.IsFinite(low)) return low + Math.Exp(u);
        return double.IsFinite(high) ? high - Math.Exp(-u) : Math.Sinh(u);
    }

    // ln p + ln |dy/du|, up to the peak.
    private double Log(double u)
    {
        double y = Outcome(u);
        (double low, double high) = (_interval!.Low, _interval.High);
        if (!(y > low && y < high) || !double.IsFinite(y)) return double.NegativeInfinity;
        double slope = (double.IsFinite(low), double.IsFinite(high)) switch
        {
            (true, true) => -Math.Abs(u) - (2 * Math.Log(1 + Math.Exp(-Math.Abs(u)))) + Math.Log(high - low),
            (true, false) => u,
            (false, true) => -u,
            _ => Math.Abs(u) + Math.Log(0.5 * (1 + Math.Exp(-2 * Math.Abs(u)))),
        };
        double log = _logDensity(y) + slope;
        return double.IsNaN(log) ? double.NegativeInfinity : log;
    }

    private double Slope(double u) => Math.Exp(Log(u) - _peak);

    // The local maxima of a coarse scan, climbed, and around each steps that double from where the density has fallen by a factor.
    private List<double> Cuts(out double peak)
    {
        const double reach = 700, step = 0.25;
        List<(double At, double Value)> modes = [];
        double before = double.NegativeInfinity, here = Log(-reach);
        for (double u = -reach; u <= reach; u += step)
        {
            double after = Log(u + step);
            if (here > before && here >= after && double.IsFinite(here)) modes.Add(Climb(u - step, u + step));
            (before, here) = (here, after);
        }

        if (modes.Count == 0) throw new NumericalException("A density is zero, or not a number, at all outcomes that were tried.");
        double highest = peak = modes.Max(mode => mode.Value);
        SortedSet<double> cuts = [];
        foreach ((double at, double value) in modes.Where(mode => mode.Value > highest - DeepestDrop))
        {
            cuts.Add(at);
            foreach (double sign in (double[])[-1, 1])
            {
                double width = step;
                while (width > 1e-12 * (1 + Math.Abs(at)) && !(Log(at + (sign * width)) > value - 1)) width /= 2;
                for (; width < 2 * reach; width *= 2)
                {
                    cuts.Add(at + (sign * width));
                    if (!(Log(at + (sign * width)) > highest - DeepestDrop) && !(Log(at + (sign * 2 * width)) > highest - DeepestDrop)) break;
                }
            }
        }

        return [.. cuts];
    }

    // Golden section.
    private (double At, double Value) Climb(double low, double high)
    {
        double golden = 0.5 * (Math.Sqrt(5) - 1), left = high - (golden * (high - low)), right = low + (golden * (high - low)), atLeft = Log(left), atRight = Log(right);
        for (int step = 0; step < 60; step++)
        {
            if (atLeft > atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                atLeft = Log(left = high - (golden * (high - low)));
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                atRight = Log(right = low + (golden * (high - low)));
            }
        }

        return (left, atLeft);
    }

    private void Integrate(double start, double end)
    {
        double many = Rule(_many, start, end), so = _sums.Count == 0 ? 0 : _sums[^1];
        if (Math.Abs(many - Rule(_few, start, end)) <= Agreement * Math.Max(many, so) || end - start <= 1e-12 * (1 + Math.Abs(start)) || _sums.Count > MostPanels)
        {
            if (!(many > 0)) return;
            _starts.Add(start);
            _ends.Add(end);
            _sums.Add(so + many);
            return;
        }

        double middle = 0.5 * (start + end);
        Integrate(start, middle);
        Integrate(middle, end);
    }

    private double Rule(GaussLegendreRule rule, double start, double end)
    {
        double sum = 0;
        for (int point = 0; point < rule.Order; point++) sum += rule.GetWeight(point) * Slope(start + ((end - start) * rule.GetAbscissa(point)));
        return sum * (end - start);
    }
}
