using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Numerics.SpecialFunctions;

namespace Neuromanifold.Manifolds.Divergences;

/// <summary>ln ∫ pˢ q^(1 − s): not positive for s between 0 and 1, elsewhere not negative and perhaps infinite.</summary>
internal static class LogOverlap
{
    // Below this the integral is one less a little, which is integrated alone.
    private const double MostMissing = 0.5;

    private const double Underflow = 1e-200;

    /// <summary>
    /// Within an exponential family F(sθ + (1 − s)θ′) − sF(θ) − (1 − s)F(θ′), written as divergences from or to the mixture, all of one
    /// sign: near pairs keep their digits. +∞ where the mixture leaves the natural parameters' domain; null without a family [Nielsen13].
    /// </summary>
    public static double? Closed(Distribution p, Distribution q, double s)
    {
        if (p.Family is not ExponentialFamily family || !family.Equals(q.Family)) return null;
        if (s is 0 or 1) return 0;
        if (family is LabelTrials trials) return trials.Trials * OfLabels(trials, p, q, s);
        if (!TryMix(family, p, q, s, out double[] mixture)) return null;
        if (mixture.Length == 0) return double.PositiveInfinity;
        ReadOnlySpan<double> first = p.Parameters.AsSpan(), second = q.Parameters.AsSpan();
        double? value = s switch
        {
            < 0 => family.KullbackLeibler(second, mixture) - (s * family.KullbackLeibler(second, first)),
            > 1 => family.KullbackLeibler(first, mixture) + ((s - 1) * family.KullbackLeibler(first, second)),
            _ => -((s * family.KullbackLeibler(mixture, first)) + ((1 - s) * family.KullbackLeibler(mixture, second))),
        };
        return value is { } finite && double.IsNaN(finite) ? null : value;
    }

    /// <summary>The same by integration.</summary>
    public static Estimate Integrated(Distribution p, Distribution q, double s, SamplingSettings? settings)
    {
        double product = s * (1 - s);
        Estimate power = PairIntegral.Of(p, q, new LogRatioIntegrand((logP, logQ) => Integrands.Power(s, logP, logQ)), settings);
        double missing = product * power.Value, error = Math.Abs(product) * power.ErrorEstimate;
        if (double.IsInfinity(missing)) return power with { Value = double.PositiveInfinity, ErrorEstimate = 0 };
        if (missing <= MostMissing) return power with { Value = ElementaryFunctions.LogOnePlus(-missing), ErrorEstimate = error / (1 - missing) };
        Estimate overlap = PairIntegral.Of(p, q, new LogRatioIntegrand((logP, logQ) => Integrands.Overlap(s, 0, logP, logQ)), settings);
        if (overlap.Value > Underflow || overlap.Method == EstimateMethod.MonteCarlo) return Logarithm(overlap, 0);

        // Densities so far apart that their product underflows: relative to its largest value seen it does not.
        double largest = double.NegativeInfinity;
        PairIntegral.Of(p, q, new LogRatioIntegrand(Look), settings);
        if (double.IsNegativeInfinity(largest)) return overlap with { Value = largest, ErrorEstimate = 0 };
        return Logarithm(PairIntegral.Of(p, q, new LogRatioIntegrand((logP, logQ) => Integrands.Overlap(s, largest, logP, logQ)), settings), largest);

        double Look(double logP, double logQ)
        {
            largest = Math.Max(largest, Integrands.OverlapExponent(s, logP, logQ));
            return 0;
        }

        static Estimate Logarithm(Estimate integral, double offset) => integral with
        {
            Value = Math.Log(integral.Value) + offset,
            ErrorEstimate = integral.Value > 0 ? integral.ErrorEstimate / integral.Value : 0,
        };
    }

    /// <summary>Parameters of the mixture sθ + (1 − s)θ′, empty where it leaves the domain; false where it has no finite coordinates.</summary>
    public static bool TryMix(ExponentialFamily family, Distribution p, Distribution q, double s, out double[] mixture)
    {
        double[] first = new double[family.Dimension], second = new double[family.Dimension];
        mixture = [];
        family.ToNatural(p.Parameters.AsSpan(), first);
        family.ToNatural(q.Parameters.AsSpan(), second);
        for (int place = 0; place < first.Length; place++) first[place] = (s * first[place]) + ((1 - s) * second[place]);
        if (!TensorPrimitives.IsFiniteAll<double>(first)) return false;
        if (!family.ContainsNatural(first)) return true;
        mixture = new double[family.ParameterLength];
        family.FromNatural(first, mixture);
        return TensorPrimitives.IsFiniteAll<double>(mixture);
    }

    // ln Σ pˢ q^(1 − s) of one trial, exact where probabilities are zero.
    private static double OfLabels(LabelTrials trials, Distribution p, Distribution q, double s)
    {
        double[] first = new double[trials.LabelCount], second = new double[trials.LabelCount];
        trials.Probabilities(p.Parameters.AsSpan(), first);
        trials.Probabilities(q.Parameters.AsSpan(), second);
        double power = 0, largest = double.NegativeInfinity, sum = 0;
        for (int label = 0; label < first.Length; label++)
        {
            double logP = Math.Log(first[label]), logQ = Math.Log(second[label]);
            if (double.IsNegativeInfinity(logP) && double.IsNegativeInfinity(logQ)) continue;

            // A ratio of near probabilities, rather than a difference of their logarithms.
            power += Integrands.Power(s, first[label] > 0 && second[label] > 0 ? logQ + ElementaryFunctions.LogQuotient(first[label], second[label]) : logP, logQ);
            largest = Math.Max(largest, Integrands.OverlapExponent(s, logP, logQ));
        }

        double missing = s * (1 - s) * power;
        if (double.IsInfinity(missing)) return double.PositiveInfinity;
        if (missing <= MostMissing) return ElementaryFunctions.LogOnePlus(-missing);
        if (double.IsNegativeInfinity(largest)) return largest;
        for (int label = 0; label < first.Length; label++) sum += Integrands.Overlap(s, largest, Math.Log(first[label]), Math.Log(second[label]));
        return largest + Math.Log(sum);
    }
}
