using Neuromanifold.Fisher.Labels;

namespace Neuromanifold.Optimisation.NaturalGradient.Exact;

/// <summary>Settings of <see cref="ExactNaturalGradient{T}"/>.</summary>
public sealed record ExactOptions : NaturalGradientOptions
{
    /// <summary>The defaults: the metric of the step's own batch, labels in exact expectation, as conjugate gradients have it always.</summary>
    public ExactOptions()
    {
        Decay = 0;
        StatisticsPeriod = 1;
        InversePeriod = 1;
        Labels = LabelRule.Expected;
    }

    /// <summary>Dense or by products.</summary>
    public ExactSolver Solver { get; init; }

    /// <summary>Whether directions without information are dropped instead of damped; dense only. A damping of zero is then allowed. Source: [Thomas14], §3.</summary>
    public bool PseudoInverse { get; init; }

    /// <summary>‖g − (F + λI)v‖ / ‖g‖ at which conjugate gradients stop.</summary>
    public double Tolerance { get; init; } = 0.01;

    /// <summary>The most products with F a step. Few are better than many on small batches: what a batch does not tell stays as the preconditioner has it, whose memory is longer.</summary>
    public int MostProducts { get; init; } = 3;

    /// <summary>The K-FAC that conditions conjugate gradients; null for none, as without damping.</summary>
    public KroneckerFactoredOptions? Preconditioner { get; init; } = new();
}
