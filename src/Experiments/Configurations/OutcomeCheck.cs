using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Experiments.Configurations;

/// <summary>Whether a family can give the outcomes of a data set.</summary>
public static class OutcomeCheck
{
    private const int MostShown = 8;

    /// <summary>Refuses outcomes outside of the family's support, or of another width.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="likelihood">The family.</param>
    /// <param name="name">What its user calls it.</param>
    /// <param name="subject">What the examples are, for the message.</param>
    /// <param name="nextStep">What the user can do.</param>
    /// <exception cref="InvalidInputException">An outcome does not suit.</exception>
    public static void Require(IExamples examples, Likelihood likelihood, string name, string subject, string nextStep)
    {
        string head = $"for {likelihood.Dimension} outputs and a {name} likelihood";
        if (examples.OutcomeWidth != likelihood.OutcomeWidth)
            throw new InvalidInputException(subject, $"{Count(examples.OutcomeWidth)} an outcome", $"{Count(likelihood.OutcomeWidth)} {head}", nextStep);
        double[] outcome = new double[likelihood.OutcomeWidth];
        MatrixView<double> view = new(outcome, 1, outcome.Length);
        for (int i = 0; i < examples.Count; i++)
        {
            examples.CopyOutcomes([i], view);
            if (!likelihood.IsInSupport(outcome))
                throw new InvalidInputException(subject, $"the outcome {string.Join(", ", outcome.Take(MostShown))} of example {i}", $"{likelihood.Support} {head}", nextStep);
        }
    }

    private static string Count(int values) => values == 1 ? "1 value" : $"{values} values";
}
