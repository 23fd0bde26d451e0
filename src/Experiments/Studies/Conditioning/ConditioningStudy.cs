using Neuromanifold.Experiments.Configurations;

namespace Neuromanifold.Experiments.Studies.Conditioning;

/// <summary>
/// The steps that the plain and the natural gradient take on statistical manifolds, by the condition number κ of the metric. Sources:
/// [Amari98] for the natural gradient, [Nesterov04] for the plain one.
/// </summary>
/// <param name="full">What is measured.</param>
/// <param name="quick">What is measured in some seconds.</param>
public sealed class ConditioningStudy(ConditioningPlan full, ConditioningPlan quick) : Study
{
    /// <summary>The study and its quick form.</summary>
    public ConditioningStudy()
        : this(ConditioningPlan.Full, ConditioningPlan.Quick)
    {
    }

    /// <inheritdoc/>
    public override string Name => "conditioning";

    /// <inheritdoc/>
    public override string Description => "steps of the plain and the natural gradient on statistical manifolds, by the condition number of the metric";

    /// <inheritdoc/>
    public override string Publication => "Amari, Natural gradient works efficiently in learning, Neural Computation 10, 1998; Nesterov, Introductory lectures on convex optimization, 2004, Theorem 2.1.15";

    /// <inheritdoc/>
    public override bool TakesData => false;

    /// <inheritdoc/>
    public override PreparedStudy Prepare(StudyConfiguration configuration, Action<string> note) =>
        new PreparedConditioning(this, configuration.Quick ? quick : full, configuration, note);
}
