using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry.Charts;

/// <summary>
/// An exponential family in its natural chart θ: g = ∇²F, C = ∇³F = ∂g, and R_ijkl = ¼ gᵐⁿ(C_ilm C_jkn − C_ikm C_jln), for the second
/// derivatives of a Hessian metric cancel. [Amari16], ch. 2; [Shima07], 3.1.
/// </summary>
internal sealed class NaturalManifold : StatisticalManifold
{
    internal NaturalManifold(ExponentialFamily family)
        : base([.. family.StatisticNames.Select((_, place) => Invariant($"θ{place + 1}"))]) => Family = family;

    /// <summary>The family.</summary>
    public ExponentialFamily Family { get; }

    /// <inheritdoc/>
    public override bool IsDuallyFlat => true;

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<double> point) => Family.ContainsNatural(point);

    /// <inheritdoc/>
    public override void Metric(ReadOnlySpan<double> point, MatrixView<double> metric) => Family.Covariance(point, metric);

    /// <inheritdoc/>
    public override void MetricDerivatives(ReadOnlySpan<double> point, Span<double> derivatives) => Family.ThirdCumulant(point, derivatives);

    /// <inheritdoc/>
    public override void CubicTensor(ReadOnlySpan<double> point, Span<double> cubic) => Family.ThirdCumulant(point, cubic);

    /// <summary>∇⁴F. Cost: one evaluation of F for each of its (d+3 over 4) values.</summary>
    public override void CubicDerivatives(ReadOnlySpan<double> point, Span<double> derivatives)
    {
        int d = Dimension;
        double[][] axes = new double[d][];
        for (int axis = 0; axis < d; axis++) (axes[axis] = new double[d])[axis] = 1;
        Span<int> place = stackalloc int[4];
        for (int index = 0; index < derivatives.Length; index++)
        {
            int rest = index;
            for (int at = 3; at >= 0; at--, rest /= d) place[at] = rest % d;
            place.Sort();
            int first = (((((place[0] * d) + place[1]) * d) + place[2]) * d) + place[3];
            derivatives[index] = first == index ? Family.FourthCumulant(point, axes[place[0]], axes[place[1]], axes[place[2]], axes[place[3]]) : derivatives[first];
        }
    }

    /// <inheritdoc/>
    public override void Curvature(ReadOnlySpan<double> point, Span<double> curvature)
    {
        int d = Dimension, pairs = d * d;
        double[] cubic = new double[pairs * d], raised = new double[pairs * d], product = new double[pairs * pairs];
        Matrix<double> inverse = new(d, d);
        Family.ThirdCumulant(point, cubic);
        InverseMetric(point, inverse);
        ReadOnlyMatrixView<double> rows = new(cubic, pairs, d);
        Products.Multiply(rows, inverse, new MatrixView<double>(raised, pairs, d));
        Products.MultiplyTransposedRight(rows, new ReadOnlyMatrixView<double>(raised, pairs, d), new MatrixView<double>(product, pairs, pairs));
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
            {
                for (int k = 0; k < d; k++)
                {
                    for (int l = 0; l < d; l++)
                        curvature[(((((i * d) + j) * d) + k) * d) + l] = 0.25 * (product[(((i * d) + l) * pairs) + (j * d) + k] - product[(((i * d) + k) * pairs) + (j * d) + l]);
                }
            }
        }
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
