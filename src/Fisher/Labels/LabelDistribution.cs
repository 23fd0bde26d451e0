using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Labels;

/// <summary>
/// A distribution q(y|x) of outcomes at every input of a data set, on a list of outcomes: labels as observed, soft labels, those
/// of another model. Source: [SoenSun24], §6.
/// </summary>
public sealed record LabelDistribution : LabelRule
{
    private const double Slack = 1e-6;

    private readonly Matrix<double> _weights;
    private readonly Matrix<double>? _outcomes;

    /// <summary>Probabilities of the labels that the family lists.</summary>
    /// <param name="probabilities">Examples × labels, each row adding up to 1.</param>
    /// <exception cref="InvalidInputException">A row is no distribution.</exception>
    public LabelDistribution(Matrix<double> probabilities)
        : this(probabilities, null)
    {
    }

    /// <summary>Probabilities of outcomes that are listed for each example.</summary>
    /// <param name="probabilities">Examples × outcomes, each row adding up to 1.</param>
    /// <param name="outcomes">(Examples · outcomes) × outcome width, row i·outcomes + k being outcome k of example i; null for the labels that the family lists.</param>
    /// <exception cref="ArgumentException">There are other than one outcome a probability.</exception>
    /// <exception cref="InvalidInputException">A row is no distribution.</exception>
    public LabelDistribution(Matrix<double> probabilities, Matrix<double>? outcomes)
    {
        if (probabilities.Columns == 0) throw new ArgumentException("A distribution needs at least one outcome.", nameof(probabilities));
        if (outcomes is not null && outcomes.Rows != probabilities.Rows * probabilities.Columns)
            throw new ArgumentException($"Found {outcomes.Rows} outcomes for {probabilities.Rows}×{probabilities.Columns} probabilities.", nameof(outcomes));
        for (int i = 0; i < probabilities.Rows; i++)
        {
            double sum = 0, least = 0;
            foreach (double probability in probabilities.Row(i)) (sum, least) = (sum + probability, Math.Min(least, probability));
            if (!(Math.Abs(sum - 1) <= Slack && least >= 0))
                throw new InvalidInputException($"the label distribution of example {i}", $"probabilities that add up to {sum:g6}, the least {least:g6}", "none below 0 and a sum of 1");
        }

        _weights = probabilities;
        _outcomes = outcomes;
    }

    /// <summary>The number of inputs it speaks of.</summary>
    public int Examples => _weights.Rows;

    /// <summary>Outcomes listed for each.</summary>
    public int Outcomes => _weights.Columns;

    /// <summary>All weight on the outcome observed: the data Fisher information is then the empirical one.</summary>
    public static LabelDistribution AtOutcomesOf(IExamples examples)
    {
        Matrix<double> certain = new(examples.Count, 1), outcomes = new(examples.Count, examples.OutcomeWidth);
        certain.AsSpan().Fill(1);
        examples.CopyOutcomes<double>([.. Enumerable.Range(0, examples.Count)], outcomes);
        return new LabelDistribution(certain, outcomes);
    }

    /// <summary>1 − <paramref name="smoothing"/> at the label observed and the rest spread evenly over all labels.</summary>
    /// <exception cref="InvalidInputException">The family's labels cannot be listed.</exception>
    public static LabelDistribution Smoothed(IExamples examples, Likelihood likelihood, double smoothing)
    {
        if (likelihood.LabelCount is not { } count)
            throw new InvalidInputException("label smoothing", $"the family '{likelihood.Name}'", "a family whose labels can be listed", "Take the labels as they are.");
        Matrix<double> probabilities = new(examples.Count, count), observed = new(examples.Count, examples.OutcomeWidth);
        examples.CopyOutcomes<double>([.. Enumerable.Range(0, examples.Count)], observed);
        probabilities.AsSpan().Fill(smoothing / count);
        double[] outcome = new double[likelihood.OutcomeWidth];
        for (int label = 0; label < count; label++)
        {
            likelihood.Outcome(label, outcome);
            for (int i = 0; i < observed.Rows; i++)
            {
                if (observed.Row(i).SequenceEqual(outcome)) probabilities[i, label] += 1 - smoothing;
            }
        }

        return new LabelDistribution(probabilities);
    }

    /// <inheritdoc/>
    public override bool IsBiased => true;

    /// <inheritdoc/>
    public override int BackwardPasses(int outputs) => Outcomes;

    /// <inheritdoc/>
    public override void Write(LabelContext example, MatrixView<double> cotangents)
    {
        for (int k = 0; k < Outcomes; k++)
        {
            Outcome(example.Likelihood, example.Example, k, example.OutcomeScratch);
            example.NegativeScore(example.OutcomeScratch, Math.Sqrt(_weights[example.Example, k]), cotangents.Row(k));
        }
    }

    internal ReadOnlySpan<double> Weights(int example) => _weights.Row(example);

    internal void Outcome(Likelihood likelihood, int example, int number, Span<double> outcome)
    {
        if (_outcomes is null) likelihood.Outcome(number, outcome);
        else _outcomes.Row((example * Outcomes) + number).CopyTo(outcome);
    }

    internal void Require(Likelihood likelihood, int examples)
    {
        if (Examples != examples) throw new InvalidInputException("the label distribution", $"{Examples} rows", $"{examples}, one for each input");
        if (_outcomes is null)
        {
            if (Outcomes != likelihood.LabelCount)
                throw new InvalidInputException("the label distribution", $"{Outcomes} labels", likelihood.LabelCount is { } count ? $"the {count} of the family '{likelihood.Name}'" : $"outcomes beside the probabilities, as the family '{likelihood.Name}' has none to list");
            return;
        }

        for (int row = 0; row < _outcomes.Rows; row++)
        {
            if (!likelihood.IsInSupport(_outcomes.Row(row)))
                throw new InvalidInputException($"outcome {row % Outcomes} of example {row / Outcomes} in the label distribution", "a value that the family cannot give", likelihood.Support);
        }
    }
}
