namespace Neuromanifold.Manifolds.Distributions.Expectations;

/// <summary>
/// Σ φ(p(y), q(y)) over integers: over all of few; else over all between the least and the largest of some samples and on from there
/// on both sides until what is left, bounded by a geometric series, is below rounding. Far outposts tell whether terms rise again.
/// </summary>
internal sealed class OutcomeSum(Distribution p, Distribution q, IPairIntegrand integrand)
{
    private const double MostTerms = 2e7;

    private const double FewTerms = 1e5;

    private const double Negligible = 1e-18;

    private const int Outposts = 30;

    private double _sum;
    private double _compensation;
    private double _magnitude;
    private double _error;
    private double _terms;

    /// <summary>The sum, or null where it has too many terms.</summary>
    public Estimate? Of()
    {
        OutcomeSpace.Integers first = (OutcomeSpace.Integers)p.Family.Outcomes, second = (OutcomeSpace.Integers)q.Family.Outcomes;
        double low = Math.Min(first.First, second.First), high = Math.Max(first.Last ?? double.PositiveInfinity, second.Last ?? double.PositiveInfinity);
        bool few = high - low < FewTerms;
        (double from, double to) = few ? (low, high) : Seen(low, high);
        if (to - from > MostTerms) return null;
        for (double y = from; y <= to; y++) Add(y);
        if (!few)
        {
            AddTail(from - 1, low, -1);
            AddTail(to + 1, high, 1);
        }

        if (double.IsPositiveInfinity(_sum)) return new(_sum, few ? EstimateMethod.ClosedForm : EstimateMethod.Quadrature, 0);
        return new(_sum + _compensation, few ? EstimateMethod.ClosedForm : EstimateMethod.Quadrature, few ? 0 : _error);
    }

    private (double From, double To) Seen(double low, double high)
    {
        (double least, double largest) = Landmarks.Range(p);
        (double otherLeast, double otherLargest) = Landmarks.Range(q);
        return (Math.Max(low, Math.Min(least, otherLeast)), Math.Min(high, Math.Max(largest, otherLargest)));
    }

    // Neumaier's summation: a million terms of equal size would lose three digits.
    private double Add(double y)
    {
        double value = Term(y, out double rounding), sum = _sum + value;
        if (double.IsFinite(sum)) _compensation += Math.Abs(_sum) >= Math.Abs(value) ? _sum - sum + value : value - sum + _sum;
        _sum = sum;
        _magnitude += Math.Abs(value);
        _error += rounding;
        _terms++;
        return Math.Abs(value);
    }

    private double Term(double y, out double rounding)
    {
        double logP = p.LogDensity(y), logQ = q.LogDensity(y), value = integrand.Value([y], logP, logQ);
        rounding = integrand.Rounding(value, logP, logQ);
        return value;
    }

    private void AddTail(double start, double end, int direction)
    {
        double previous = double.PositiveInfinity, y = start;
        for (; direction * (end - y) >= 0; y += direction)
        {
            double term = Add(y), mass = Math.Exp(p.LogDensity(y)) + Math.Exp(q.LogDensity(y));
            if (double.IsPositiveInfinity(_sum)) return;
            double ratio = term / previous, left = ratio < 1 ? term * ratio / (1 - ratio) : term == 0 ? 0 : double.PositiveInfinity;
            if (mass < Negligible && left <= Negligible * _magnitude)
            {
                _error += left;
                break;
            }

            previous = term;
            if (_terms < MostTerms) continue;
            _error += double.IsFinite(left) ? left : _magnitude;
            break;
        }

        // Terms of a ratio to a power may fall first and rise without end later.
        double reach = 1 + Math.Abs(y - start);
        for (int outpost = 0; outpost < Outposts; outpost++, reach *= 2)
        {
            double far = y + (direction * Math.Ceiling(reach));
            if (direction * (end - far) < 0) return;
            if (Math.Abs(Term(far, out _)) > Math.Max(_magnitude, 1)) _sum = double.PositiveInfinity;
        }
    }
}
