using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Distributions.Expectations;

/// <summary>∫ φ(p, q) over the outcomes of two distributions, the best way that their outcomes allow.</summary>
internal static class PairIntegral
{
    /// <summary>The integral.</summary>
    /// <exception cref="InvalidInputException">Outcomes of different kinds.</exception>
    /// <exception cref="NumericalException">The integrand is no number somewhere.</exception>
    public static Estimate Of(Distribution p, Distribution q, IPairIntegrand integrand, SamplingSettings? settings = null)
    {
        RequireSameOutcomes(p, q);
        Estimate? estimate = p.Family.Outcomes switch
        {
            OutcomeSpace.Interval => OutcomeIntegral.Of(p, q, integrand),
            OutcomeSpace.Integers => new OutcomeSum(p, q, integrand).Of(),
            OutcomeSpace.Counts => CountEnumeration.Of(p, q, integrand),
            _ => null,
        };
        estimate ??= OutcomeSample.Of(p, q, integrand, settings ?? SamplingSettings.Default);
        if (double.IsNaN(estimate.Value)) throw new NumericalException($"An integral over the outcomes of {p} and {q} is not a number: a density or the function integrated is none somewhere.");
        return estimate;
    }

    /// <summary>Refuses distributions whose outcomes are of different kinds: no density of one is a density of the other.</summary>
    public static void RequireSameOutcomes(Distribution p, Distribution q)
    {
        bool same = (p.Family.Outcomes, q.Family.Outcomes) switch
        {
            (OutcomeSpace.Interval, OutcomeSpace.Interval) => true,
            (OutcomeSpace.Integers, OutcomeSpace.Integers) => true,
            (OutcomeSpace.Counts first, OutcomeSpace.Counts second) => first == second,
            (OutcomeSpace.Region first, OutcomeSpace.Region second) => first.Width == second.Width && first.Text == second.Text,
            _ => false,
        };
        if (!same)
            throw new InvalidInputException(
                $"Distributions of '{p.Family}' and '{q.Family}'",
                $"outcomes that are {p.Family.Outcomes.Description}, and {q.Family.Outcomes.Description}",
                "outcomes of one kind",
                "Neither has a density with respect to the other; compare distributions over the same outcomes.");
    }
}
