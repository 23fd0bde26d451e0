using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Labels;

/// <summary>The data's own labels: the empirical Fisher, which is not the Fisher information.</summary>
internal sealed record ObservedLabels : LabelRule
{
    public override bool IsBiased => true;

    public override bool NeedsOutcomes => true;

    public override int BackwardPasses(int outputs) => 1;

    public override void Write(LabelContext example, MatrixView<double> cotangents) => example.NegativeScore(example.Outcome, 1, cotangents.Row(0));
}
