using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Projections;

/// <summary>The nearest member of an exponential family to any distribution of the same outcomes.</summary>
public static class FamilyProjection
{
    private const int MostSteps = 500;

    private const double Converged = 1e-18;

    // Squared steps below this no longer shrink where the rounding of quadratures is all that is left.
    private const double Settled = 1e-12;

    private const double ShortestStep = 1e-10;

    /// <summary>
    /// arg min KL(p ‖ q) over the family: the member with p's expected sufficient statistic, which is maximum likelihood of infinitely
    /// many outcomes of p. Expectations by sums or quadrature, by sampling in more dimensions.
    /// </summary>
    /// <exception cref="NumericalException">An expectation is infinite, or no member has it.</exception>
    public static Distribution Moment(Distribution distribution, ExponentialFamily family, SamplingSettings? sampling = null)
    {
        RequireSameOutcomes(distribution, family);
        if (distribution.Family.Equals(family)) return distribution;
        double[] mean = new double[family.Dimension], statistic = new double[family.Dimension], parameters = new double[family.ParameterLength];
        for (int place = 0; place < mean.Length; place++)
        {
            int component = place;
            mean[place] = Expectation.Of(distribution, Component, sampling).Value;
            if (!double.IsFinite(mean[place])) throw new NumericalException($"E[{family.StatisticNames[place]}] under {distribution} is infinite: no member of the family '{family.Name}' is nearest.");

            double Component(ReadOnlySpan<double> outcome)
            {
                family.SufficientStatistic(outcome, statistic);
                return statistic[component];
            }
        }

        family.FromMean(mean, parameters);
        return family.At(parameters);
    }

    /// <summary>
    /// arg min KL(q ‖ p) over the family, by natural-gradient steps θ ← θ − γ ∇²F⁻¹ Cov_q[t, ln q − ln p] from the m-projection; the
    /// minimum found is a local one, for the family is not m-flat.
    /// </summary>
    /// <exception cref="NumericalException">The divergence is infinite everywhere near, or the steps do not end.</exception>
    public static Distribution Exponential(Distribution distribution, ExponentialFamily family, SamplingSettings? sampling = null)
    {
        RequireSameOutcomes(distribution, family);
        if (distribution.Family.Equals(family)) return distribution;
        Distribution at = Moment(distribution, family, sampling);
        double value = Reverse(at);
        if (!double.IsFinite(value)) throw new NumericalException($"KL(q ‖ {distribution}) is infinite for q = {at}: q gives outcomes that the distribution does not. Project by moments instead.");
        double[] natural = new double[family.Dimension], trial = new double[family.Dimension], parameters = new double[family.ParameterLength];
        double previous = double.PositiveInfinity;
        for (int step = 0; step < MostSteps; step++)
        {
            family.ToNatural(at.Parameters.AsSpan(), natural);
            (double[] direction, double decrement) = Direction(at);
            if (decrement < Converged * (1 + value) || (decrement < Settled && decrement >= previous)) return at;
            previous = decrement;
            double length = 1;
            for (; length > ShortestStep; length /= 2)
            {
                for (int place = 0; place < trial.Length; place++) trial[place] = natural[place] - (length * direction[place]);
                if (!family.ContainsNatural(trial)) continue;
                family.FromNatural(trial, parameters);
                Distribution next = family.At(parameters);
                double reached = Reverse(next);
                if (!(reached <= value)) continue;
                (at, value) = (next, reached);
                break;
            }

            // No shorter step descends: the minimum is found to the accuracy of the quadrature.
            if (length <= ShortestStep) return at;
        }

        throw new NumericalException($"The e-projection of {distribution} onto the family '{family.Name}' did not converge in {MostSteps} steps.");

        double Reverse(Distribution q) => Expectation.Of(q, y => q.LogDensity(y) - distribution.LogDensity(y), sampling).Value;

        (double[] Direction, double Decrement) Direction(Distribution q)
        {
            double[] mean = new double[family.Dimension], statistic = new double[family.Dimension], covariance = new double[family.Dimension];
            family.ToMean(q.Parameters.AsSpan(), mean);
            for (int place = 0; place < mean.Length; place++)
            {
                int component = place;
                covariance[place] = Expectation.Of(q, Product, sampling).Value;

                double Product(ReadOnlySpan<double> outcome)
                {
                    family.SufficientStatistic(outcome, statistic);
                    return (statistic[component] - mean[component]) * (q.LogDensity(outcome) - distribution.LogDensity(outcome));
                }
            }

            double[] direction = [.. covariance];
            Matrix<double> metric = new(mean.Length, mean.Length);
            family.Covariance(natural, metric);
            Cholesky.Factor<double>(metric);
            Cholesky.Solve<double>(metric, new MatrixView<double>(direction, mean.Length, 1));
            return (direction, TensorPrimitives.Dot<double>(direction, covariance));
        }
    }

    private static void RequireSameOutcomes(Distribution distribution, ExponentialFamily family)
    {
        if (distribution.Family.OutcomeWidth != family.OutcomeWidth || distribution.Family.Outcomes is OutcomeSpace.Integers != family.Outcomes is OutcomeSpace.Integers)
            throw new InvalidInputException($"The projection of {distribution}", $"the family '{family.Name}' of {family.Outcomes.Description}", $"a family of {distribution.Family.Outcomes.Description}");
    }
}
