using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Fisher.Variances;

/// <summary>How a Monte-Carlo estimate of the Fisher information over a data set draws both inputs and labels.</summary>
/// <param name="Inputs">Inputs drawn, n_x.</param>
/// <param name="Labels">Labels drawn for each of them, n_y.</param>
public sealed record JointSampling(int Inputs, int Labels)
{
    /// <summary>Whether an input may be drawn again; else at most all are drawn, each once.</summary>
    public bool WithReplacement { get; init; } = true;

    // What remains of the variance over inputs: 1/n_x, and (n − n_x)/(n − 1) of it for draws without replacement.
    internal double InputShare(int population)
    {
        if (Inputs < 1 || Labels < 1) throw new ArgumentException($"A joint estimate draws at least one input and one label, found {Inputs} and {Labels}.", nameof(population));
        if (WithReplacement) return 1.0 / Inputs;
        if (Inputs > population)
            throw new InvalidInputException("the sampling", $"{Inputs} inputs without replacement", $"at most the {population} there are", "Draw fewer, or with replacement.");
        return population == 1 ? 0 : (double)(population - Inputs) / (population - 1) / Inputs;
    }
}
