using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Labels;

/// <summary>The columns of the identity: what comes back is the outputs' Jacobian, from which labels are taken in closed form afterwards.</summary>
internal sealed record JacobianColumns : LabelRule
{
    public override bool IsBiased => true;

    internal override bool IsNatural => false;

    public override int BackwardPasses(int outputs) => outputs;

    public override void Write(LabelContext example, MatrixView<double> cotangents)
    {
        cotangents.AsSpan().Clear();
        for (int a = 0; a < cotangents.Rows; a++) cotangents[a, a] = 1;
    }
}
