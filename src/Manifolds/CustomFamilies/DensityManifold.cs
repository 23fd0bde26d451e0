using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.CustomFamilies;

/// <summary>
/// The geometry of a family given by its density: with ℓ_i = ∂_iℓ all tensors are expectations, g_ij = E[ℓ_iℓ_j], C_ijk = E[ℓ_iℓ_jℓ_k],
/// ∂_k g_ij = E[ℓ_ikℓ_j + ℓ_iℓ_jk + ℓ_iℓ_jℓ_k], and so on; third derivatives of ℓ cancel in the curvature. [Amari16], ch. 5. One rule
/// serves all components of a tensor: some thousand evaluations of the density and its derivatives, or the family's samples.
/// <see cref="DensityFamily.MetricEstimate"/> and <see cref="DensityFamily.ConnectionEstimate"/> have errors beside.
/// </summary>
internal sealed class DensityManifold : StatisticalManifold
{
    private readonly DensityFamily _family;

    internal DensityManifold(DensityFamily family)
        : base(family.CoordinateNames) => _family = family;

    private delegate double Component(ScoreDerivatives score, int first, int second, int third, int fourth);

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<double> point) => _family.Contains(point);

    /// <inheritdoc/>
    public override void Metric(ReadOnlySpan<double> point, MatrixView<double> metric)
    {
        double[] values = new double[Dimension * Dimension];
        Fill(point, values, 2, (s, _, _, i, j) => s.First[i] * s.First[j]);
        metric.CopyFrom(new ReadOnlyMatrixView<double>(values, Dimension, Dimension));
    }

    /// <inheritdoc/>
    public override void MetricDerivatives(ReadOnlySpan<double> point, Span<double> derivatives) => Fill(point, derivatives, 3, (s, _, k, i, j) => Bend(s, i, j, k));

    /// <inheritdoc/>
    public override void CubicTensor(ReadOnlySpan<double> point, Span<double> cubic) => Fill(point, cubic, 3, (s, _, i, j, k) => s.First[i] * s.First[j] * s.First[k]);

    /// <inheritdoc/>
    public override void CubicDerivatives(ReadOnlySpan<double> point, Span<double> derivatives) => Fill(point, derivatives, 4, (s, l, i, j, k) =>
        (s.Second[l, i] * s.First[j] * s.First[k]) + (s.First[i] * s.Second[l, j] * s.First[k]) + (s.First[i] * s.First[j] * s.Second[l, k])
        + (s.First[i] * s.First[j] * s.First[k] * s.First[l]));

    /// <inheritdoc/>
    public override void Curvature(ReadOnlySpan<double> point, Span<double> curvature)
    {
        int d = Dimension;
        double[] bent = new double[d * d * d * d], symbols = new double[d * d * d], raised = new double[d];
        Matrix<double> factor = new(d, d);
        FactorMetric(point, factor);
        Fill(point, bent, 4, SecondBend);
        Fill(point, symbols, 3, (s, _, i, j, k) => (s.Second[i, j] + (0.5 * s.First[i] * s.First[j])) * s.First[k]);
        for (int index = 0; index < curvature.Length; index++)
        {
            (int i, int j, int k, int l) = (index / d / d / d, index / d / d % d, index / d % d, index % d);
            double half = Bent(i, l, j, k) + Bent(j, k, i, l) - Bent(j, l, i, k) - Bent(i, k, j, l);
            curvature[index] = (0.5 * half) + Product(j, k, i, l) - Product(i, k, j, l);
        }

        double Bent(int i, int j, int k, int l) => bent[(((((i * d) + j) * d) + k) * d) + l];

        // Γ_ij,m g^mn Γ_kl,n
        double Product(int i, int j, int k, int l)
        {
            symbols.AsSpan(((k * d) + l) * d, d).CopyTo(raised);
            Cholesky.Solve<double>(factor, new MatrixView<double>(raised, d, 1));
            double sum = 0;
            for (int m = 0; m < d; m++) sum += symbols[(((i * d) + j) * d) + m] * raised[m];
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

    // The expectation of each component of a tensor; indices that its rank does not have are zero.
    private void Fill(ReadOnlySpan<double> point, Span<double> tensor, int rank, Component component)
    {
        int d = Dimension;
        double[] at = point.ToArray();
        ScoreDerivatives score = _family.Score(at);
        tensor.Clear();
        foreach ((double[] outcome, double weight) in _family.Nodes(at))
        {
            if (rank == 2) score.EvaluateFirst(outcome);
            else score.EvaluateBoth(outcome);
            for (int index = 0; index < tensor.Length; index++)
                tensor[index] += weight * component(score, index / d / d / d, index / d / d % d, index / d % d, index % d);
        }
    }
}
