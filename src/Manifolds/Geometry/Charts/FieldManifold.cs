using System.Collections.Immutable;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry.Charts;

/// <summary>A manifold whose metric and Amari–Chentsov tensor are formulas in the coordinates, from which all derivatives follow.</summary>
public sealed class FieldManifold : StatisticalManifold
{
    private readonly Func<ReadOnlyMemory<double>, bool> _contains;
    private readonly ChartMap _metric, _cubic;

    /// <summary>A manifold given by its tensors.</summary>
    /// <param name="coordinates">The names of the d coordinates.</param>
    /// <param name="contains">Whether a point lies in the chart.</param>
    /// <param name="metric">Writes g_ij, d×d, both triangles.</param>
    /// <param name="cubic">Writes C_ijk, d×d×d, all permutations.</param>
    public FieldManifold(ImmutableArray<string> coordinates, Func<ReadOnlyMemory<double>, bool> contains, ChartMap metric, ChartMap cubic)
        : base(coordinates)
    {
        _contains = contains;
        _metric = metric;
        _cubic = cubic;
    }

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<double> point) => _contains(point.ToArray());

    /// <inheritdoc/>
    public override void Metric(ReadOnlySpan<double> point, MatrixView<double> metric)
    {
        Jet[] values = Evaluate(_metric, 2, point);
        for (int i = 0; i < Dimension; i++)
        {
            for (int j = 0; j < Dimension; j++) metric[i, j] = values[(i * Dimension) + j].Value;
        }
    }

    /// <inheritdoc/>
    public override void MetricDerivatives(ReadOnlySpan<double> point, Span<double> derivatives) => Derivatives(_metric, 2, point, derivatives);

    /// <inheritdoc/>
    public override void CubicTensor(ReadOnlySpan<double> point, Span<double> cubic)
    {
        Jet[] values = Evaluate(_cubic, 3, point);
        for (int place = 0; place < values.Length; place++) cubic[place] = values[place].Value;
    }

    /// <inheritdoc/>
    public override void CubicDerivatives(ReadOnlySpan<double> point, Span<double> derivatives) => Derivatives(_cubic, 3, point, derivatives);

    /// <summary>½(∂_j∂_k g_il + ∂_i∂_l g_jk − ∂_i∂_k g_jl − ∂_j∂_l g_ik) + gᵐⁿ(Γ_jk,m Γ_il,n − Γ_ik,m Γ_jl,n). Cost: d(d+1)/2 evaluations of the metric.</summary>
    public override void Curvature(ReadOnlySpan<double> point, Span<double> curvature)
    {
        int d = Dimension, pairs = d * d;
        double[] symbols = new double[pairs * d], raised = new double[pairs * d], product = new double[pairs * pairs], second = new double[pairs * pairs];
        for (int a = 0; a < d; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                Jet[] values = Evaluate(_metric, 2, point, a, b);
                for (int pair = 0; pair < pairs; pair++) second[(((a * d) + b) * pairs) + pair] = second[(((b * d) + a) * pairs) + pair] = values[pair][3];
            }
        }

        Matrix<double> inverse = new(d, d);
        InverseMetric(point, inverse);
        Connection(0).FirstKind(point, symbols);
        ReadOnlyMatrixView<double> rows = new(symbols, pairs, d);
        Products.Multiply(rows, inverse, new MatrixView<double>(raised, pairs, d));
        Products.MultiplyTransposedRight(rows, new ReadOnlyMatrixView<double>(raised, pairs, d), new MatrixView<double>(product, pairs, pairs));
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
            {
                for (int k = 0; k < d; k++)
                {
                    for (int l = 0; l < d; l++)
                    {
                        double bent = At(second, j, k, i, l) + At(second, i, l, j, k) - At(second, i, k, j, l) - At(second, j, l, i, k);
                        curvature[(((((i * d) + j) * d) + k) * d) + l] = (0.5 * bent) + At(product, j, k, i, l) - At(product, i, k, j, l);
                    }
                }
            }
        }

        double At(double[] tensor, int first, int then, int third, int last) => tensor[(((first * d) + then) * pairs) + (third * d) + last];
    }

    private void Derivatives(ChartMap field, int order, ReadOnlySpan<double> point, Span<double> derivatives)
    {
        for (int along = 0; along < Dimension; along++)
        {
            Jet[] values = Evaluate(field, order, point, along);
            for (int place = 0; place < values.Length; place++) derivatives[(along * values.Length) + place] = values[place][1];
        }
    }

    private Jet[] Evaluate(ChartMap field, int order, ReadOnlySpan<double> point, params ReadOnlySpan<int> along)
    {
        Jet[] values = new Jet[order == 2 ? Dimension * Dimension : Dimension * Dimension * Dimension];
        field(JetPoint.Along(point, along), values);
        return values;
    }
}
