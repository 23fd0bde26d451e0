using System.Numerics.Tensors;
using Neuromanifold.Fisher.Variances.Traces;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Variances;

/// <summary>Extreme eigenvalues of a label distribution's moments about the model's mean. Source: [SoenSun24], App. F.</summary>
internal static class LabelSpectra
{
    /// <summary>Those of E_q[s sᵀ], T×T, s = t(y) − η.</summary>
    /// <param name="scores">Outcomes × T.</param>
    /// <param name="weights">q.</param>
    public static EigenvalueRange SecondMoment(ReadOnlyMatrixView<double> scores, ReadOnlySpan<double> weights)
    {
        Matrix<double> scaled = new(scores.Rows, scores.Columns);
        for (int k = 0; k < scores.Rows; k++) TensorPrimitives.Multiply(scores.Row(k), Math.Sqrt(weights[k]), scaled.Row(k));
        return RangeOfColumns(scaled);
    }

    /// <summary>
    /// Those of Cov_q(s sᵀ) as a matrix over pairs of outputs, which contain all Var_q((s·u)²) for unit vectors u.
    /// </summary>
    /// <param name="scores">Outcomes × T.</param>
    /// <param name="weights">q.</param>
    public static EigenvalueRange ProductCovariance(ReadOnlyMatrixView<double> scores, ReadOnlySpan<double> weights)
    {
        Matrix<double> columns = new(scores.Columns, scores.Rows), squares = new(PairsOfOutputs.Count(scores.Columns), scores.Rows), centred = new(scores.Rows, squares.Rows);
        for (int k = 0; k < scores.Rows; k++)
        {
            for (int a = 0; a < scores.Columns; a++) columns[a, k] = scores.Row(k)[a];
        }

        PairsOfOutputs.Square(columns, squares);
        for (int pair = 0; pair < squares.Rows; pair++)
        {
            double mean = TensorPrimitives.Dot(squares.Row(pair), weights);
            for (int k = 0; k < scores.Rows; k++) centred[k, pair] = Math.Sqrt(weights[k]) * (squares[pair, k] - mean);
        }

        return RangeOfColumns(centred);
    }

    // The extreme eigenvalues of XᵀX, from the smaller of it and X Xᵀ.
    private static EigenvalueRange RangeOfColumns(Matrix<double> x)
    {
        int order = Math.Min(x.Rows, x.Columns);
        Matrix<double> gram = new(order, order);
        double[] eigenvalues = new double[order];
        if (x.Columns <= x.Rows) Products.MultiplyTransposedLeft<double>(x, x, gram);
        else Products.MultiplyTransposedRight<double>(x, x, gram);
        SymmetricEigen.Decompose<double>(gram, eigenvalues);
        return new EigenvalueRange(x.Columns <= x.Rows ? Math.Max(0, eigenvalues[0]) : 0, Math.Max(0, eigenvalues[^1]));
    }
}
