using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;

namespace Neuromanifold.Manifolds.Divergences;

/// <summary>
/// max over s of −ln ∫ pˢ q^(1 − s), a concave function: its derivative is KL(M ‖ Q) − KL(M ‖ P) with its sign turned, M ∝ pˢ q^(1 − s),
/// so that at the maximum M is as far from P as from Q [Nielsen13].
/// </summary>
internal sealed class ChernoffInformation() : Divergence("chernoff")
{
    private const double Margin = 1e-9;

    private const double Accuracy = 1e-13;

    // The value's error is of the exponent's squared.
    private const double IntegralAccuracy = 1e-7;

    private const int MostSteps = 120;

    private const double Large = 1e300;

    private protected override Estimate Vanishing() => new ChernoffEstimate(0, EstimateMethod.ClosedForm, 0, 0.5);

    private protected override Estimate Compute(Distribution p, Distribution q, SamplingSettings? settings)
    {
        if (p.Family is ExponentialFamily family and not LabelTrials && family.Equals(q.Family) && Closed(family, p, q) is { } closed) return closed;
        bool labels = LogOverlap.Closed(p, q, 0.5) is not null;
        double exponent = Root(Slope, labels ? Accuracy : IntegralAccuracy);
        Estimate log = labels ? Estimate.Exact(LogOverlap.Closed(p, q, exponent)!.Value) : LogOverlap.Integrated(p, q, exponent, settings);
        return new ChernoffEstimate(Math.Max(0, -log.Value), log.Method, log.ErrorEstimate, exponent) { Samples = log.Samples, Seed = log.Seed };

        // ∫ pˢ q^(1 − s) ln(p/q), where both are positive; its sign is what matters.
        double Slope(double s)
        {
            if (p.Family is LabelTrials trials && trials.Equals(q.Family)) return OfLabels(trials, p, q, s);
            return PairIntegral.Of(p, q, new LogRatioIntegrand((logP, logQ) => Weighted(s, logP, logQ)), settings).Value;
        }
    }

    private static ChernoffEstimate? Closed(ExponentialFamily family, Distribution p, Distribution q)
    {
        bool known = true;
        double exponent = Root(Slope, Accuracy);
        double? log = LogOverlap.Closed(p, q, exponent);
        return known && log is { } value && !double.IsNaN(value) ? new(Math.Max(0, -value), EstimateMethod.ClosedForm, 0, exponent) : null;

        double Slope(double s)
        {
            if (!LogOverlap.TryMix(family, p, q, s, out double[] mixture) || mixture.Length == 0)
            {
                known = false;
                return 0;
            }

            double gap = family.KullbackLeibler(mixture, q.Parameters.AsSpan()) - family.KullbackLeibler(mixture, p.Parameters.AsSpan()) ?? double.NaN;
            known &= !double.IsNaN(gap);
            return known ? gap : 0;
        }
    }

    private static double OfLabels(LabelTrials trials, Distribution p, Distribution q, double s)
    {
        double[] first = new double[trials.LabelCount], second = new double[trials.LabelCount];
        trials.Probabilities(p.Parameters.AsSpan(), first);
        trials.Probabilities(q.Parameters.AsSpan(), second);
        double sum = 0;
        for (int label = 0; label < first.Length; label++) sum += Weighted(s, Math.Log(first[label]), Math.Log(second[label]));
        return sum;
    }

    private static double Weighted(double s, double logP, double logQ)
    {
        double weight = Integrands.Overlap(s, 0, logP, logQ);
        return weight == 0 ? 0 : weight * (logP - logQ);
    }

    // The slope rises with s. Where one support is smaller it may keep one sign: then the best exponent lies at an end.
    private static double Root(Func<double, double> slope, double accuracy)
    {
        double low = Clamped(Margin), high = Clamped(1 - Margin);
        if (low == 0 && high == 0) return 0.5;
        if (low >= 0) return Margin;
        if (high <= 0) return 1 - Margin;
        (double from, double to) = (Margin, 1 - Margin);
        for (int step = 0; step < MostSteps && to - from > accuracy; step++)
        {
            // Of three steps two follow the chord and one halves: infinite slopes at an end do not hold it up.
            double width = to - from, chord = from + (width * low / (low - high)), nearest = 1e-3 * width;
            double at = step % 3 == 2 || double.IsNaN(chord) ? from + (0.5 * width) : Math.Clamp(chord, from + nearest, to - nearest), value = Clamped(at);
            if (value == 0) return at;
            if (value < 0) (from, low) = (at, value);
            else (to, high) = (at, value);
        }

        return 0.5 * (from + to);

        double Clamped(double s) => Math.Clamp(slope(s), -Large, Large);
    }
}
