using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;

namespace Neuromanifold.Studies.Conditioning;

/// <summary>
/// The steps that the plain and natural gradients take, by a condition number κ: of the metric on statistical manifolds, of the inputs
/// in a network. Sources: [Amari98] and [MartensGrosse15] for natural gradients, [Nesterov04] for the plain one.
/// </summary>
/// <param name="full">What is measured.</param>
/// <param name="quick">What is measured in under a minute.</param>
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
    public override string Description => "steps of the plain and natural gradients, by a condition number: of the inputs in a network, of the metric on manifolds";

    /// <inheritdoc/>
    public override string Publication => "Amari, Natural gradient works efficiently in learning, Neural Computation 10, 1998; Martens and Grosse, Optimizing neural networks with Kronecker-factored approximate curvature, ICML 2015; Nesterov, Introductory lectures on convex optimization, 2004, Theorem 2.1.15";

    /// <inheritdoc/>
    public override DataConfiguration DefaultData(Action<string> note) => new("digits");

    /// <inheritdoc/>
    public override PreparedStudy Prepare(StudyConfiguration configuration, Action<string> note)
    {
        Dataset dataset = configuration.Data.Load(OutcomeKind.Labels);
        foreach (string word in dataset.Notes) note(word);
        return new PreparedConditioning(this, configuration.Quick ? quick : full, configuration, dataset, note);
    }
}
