using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Labels;

/// <summary>The T columns of a root of Cov: labels in exact expectation, for any label space.</summary>
internal sealed record ExpectedLabels : LabelRule
{
    public override int BackwardPasses(int outputs) => outputs;

    public override void Write(LabelContext example, MatrixView<double> cotangents)
    {
        example.Likelihood.CovarianceRoot(example.Natural, cotangents);
        for (int row = 0; row < cotangents.Rows; row++)
        {
            for (int column = 0; column < row; column++) (cotangents[row, column], cotangents[column, row]) = (cotangents[column, row], cotangents[row, column]);
        }
    }
}
