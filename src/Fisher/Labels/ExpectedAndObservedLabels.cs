using System.Numerics.Tensors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Labels;

/// <summary>The columns of a root of Cov and, after them, the observed score: exact and observed information from one pass.</summary>
internal sealed record ExpectedAndObservedLabels : LabelRule
{
    public override bool IsBiased => true;

    public override bool NeedsOutcomes => true;

    public override int BackwardPasses(int outputs) => outputs + 1;

    public override void Write(LabelContext example, MatrixView<double> cotangents)
    {
        int roots = cotangents.Rows - 1;
        Expected.Write(example, cotangents.RowRange(0, roots));
        example.NegativeScore(example.Outcome, -1, cotangents.Row(roots));
    }

    internal override int FirstCurved(int outputs) => outputs;
}
