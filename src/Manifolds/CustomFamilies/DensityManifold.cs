using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.CustomFamilies;

/// <summary>
/// The geometry of a family given by its density: with ℓ_i = ∂_iℓ all tensors are expectations, g_ij = E[ℓ_iℓ_j], C_ijk = E[ℓ_iℓ_jℓ_k],
/// ∂_k g_ij = E[ℓ_ikℓ_j + ℓ_iℓ_jk + ℓ_iℓ_jℓ_k], and so on; third derivatives of ℓ cancel in the curvature. [Amari16], ch. 5. Cost: an
/// integral for each component, d⁴ of them for the curvature.
/// </summary>
public sealed class DensityManifold : StatisticalManifold
{
    private readonly DensityFamily _family;

    internal DensityManifold(DensityFamily family)
        : base(family.CoordinateNames) => _family = family;

    private delegate double Component(ScoreDerivatives score);

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<double> point) => _family.Contains(point);

    /// <inheritdoc/>
    public override void Metric(ReadOnlySpan<double> point, MatrixView<double> metric) => _family.Metric(point, metric);

    /// <inheritdoc/>
    public override void MetricDerivatives(ReadOnlySpan<double> point, Span<double> derivatives)
    {
        double[] at = point.ToArray();
        int d = Dimension;
        for (int k = 0; k < d; k++)
        {
            for (int i = 0; i < d; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    (int a, int b, int c) = (i, j, k);
                    derivatives[(((k * d) + i) * d) + j] = derivatives[(((k * d) + j) * d) + i] = Mean(at, s => Bend(s, a, b, c));
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void CubicTensor(ReadOnlySpan<double> point, Span<double> cubic)
    {
        double[] at = point.ToArray();
        int d = Dimension;
        for (int index = 0; index < cubic.Length; index++)
        {
            (int i, int j, int k) = (index / d / d, index / d % d, index % d);
            if (i < j || j < k) continue;
            double value = Mean(at, s => s.First[i] * s.First[j] * s.First[k]);
            foreach ((int a, int b, int c) in ((int, int, int)[])[(i, j, k), (i, k, j), (j, i, k), (j, k, i), (k, i, j), (k, j, i)]) cubic[(((a * d) + b) * d) + c] = value;
        }
    }

    /// <inheritdoc/>
    public override void CubicDerivatives(ReadOnlySpan<double> point, Span<double> derivatives)
    {
        double[] at = point.ToArray();
        int d = Dimension;
        for (int index = 0; index < derivatives.Length; index++)
        {
            (int l, int i, int j, int k) = (index / d / d / d, index / d / d % d, index / d % d, index % d);
            derivatives[index] = Mean(at, s =>
                (s.Second[l, i] * s.First[j] * s.First[k]) + (s.First[i] * s.Second[l, j] * s.First[k]) + (s.First[i] * s.First[j] * s.Second[l, k])
                + (s.First[i] * s.First[j] * s.First[k] * s.First[l]));
        }
    }

    /// <inheritdoc/>
    public override void Curvature(ReadOnlySpan<double> point, Span<double> curvature)
    {
        double[] at = point.ToArray();
        int d = Dimension;
        double[,,,] bent = new double[d, d, d, d];
        double[,,] symbols = new double[d, d, d];
        Matrix<double> factor = new(d, d), raised = new(d, 1);
        Metric(at, factor);
        Cholesky.Factor<double>(factor);
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                for (int k = 0; k < d; k++)
                {
                    (int a, int b, int c) = (i, j, k);
                    symbols[i, j, k] = symbols[j, i, k] = Mean(at, s => (s.Second[a, b] + (0.5 * s.First[a] * s.First[b])) * s.First[c]);
                    for (int l = 0; l <= k; l++)
                    {
                        int e = l;
                        double value = Mean(at, s => SecondBend(s, a, b, c, e));
                        bent[i, j, k, l] = bent[j, i, k, l] = bent[i, j, l, k] = bent[j, i, l, k] = value;
                    }
                }
            }
        }

        for (int index = 0; index < curvature.Length; index++)
        {
            (int i, int j, int k, int l) = (index / d / d / d, index / d / d % d, index / d % d, index % d);
            double half = bent[i, l, j, k] + bent[j, k, i, l] - bent[j, l, i, k] - bent[i, k, j, l];
            curvature[index] = (0.5 * half) + Product(j, k, i, l) - Product(i, k, j, l);
        }

        // Γ_ij,m g^mn Γ_kl,n
        double Product(int i, int j, int k, int l)
        {
            for (int n = 0; n < d; n++) raised[n, 0] = symbols[k, l, n];
            Cholesky.Solve<double>(factor, raised);
            double sum = 0;
            for (int m = 0; m < d; m++) sum += symbols[i, j, m] * raised[m, 0];
            return sum;
        }
    }

    // ∂_k g_ij under the expectation.
    private static double Bend(ScoreDerivatives s, int i, int j, int k) =>
        (s.Second[i, k] * s.First[j]) + (s.First[i] * s.Second[j, k]) + (s.First[i] * s.First[j] * s.First[k]);

    // ∂_k ∂_l g_ij under the expectation, without third derivatives.
    private static double SecondBend(ScoreDerivatives s, int i, int j, int k, int l) =>
        (s.Second[i, k] * s.Second[j, l]) + (s.Second[i, l] * s.Second[j, k])
        + (s.Second[i, l] * s.First[j] * s.First[k]) + (s.First[i] * s.Second[j, l] * s.First[k]) + (s.First[i] * s.First[j] * s.Second[k, l])
        + (Bend(s, i, j, k) * s.First[l]);

    private double Mean(double[] point, Component component)
    {
        ScoreDerivatives score = _family.Score(point);
        return _family.Mean(point, outcome =>
        {
            score.EvaluateBoth(outcome);
            return component(score);
        }).Value;
    }
}
