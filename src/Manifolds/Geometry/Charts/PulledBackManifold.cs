using System.Collections.Immutable;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry.Charts;

/// <summary>
/// A manifold of dimension d seen through a map x(u) into another of dimension n ≥ d: another chart of it where n = d, a submanifold,
/// as a curved exponential family, where n > d. With J = ∂x/∂u and H = ∂²x/∂u², the metric is JᵀgJ, C is pulled back by J in every
/// index, and the curvature too, plus what Gauss' equation adds for a submanifold.
/// </summary>
public abstract class PulledBackManifold : StatisticalManifold
{
    /// <summary>A manifold within, or beside, another.</summary>
    protected PulledBackManifold(StatisticalManifold ambient, ImmutableArray<string> coordinates)
        : base(coordinates) => Ambient = ambient;

    /// <summary>The manifold that the map leads into.</summary>
    public StatisticalManifold Ambient { get; }

    /// <inheritdoc/>
    public override bool IsDuallyFlat => Ambient.IsDuallyFlat && Dimension == Ambient.Dimension;

    /// <summary>x(u), n values.</summary>
    public abstract void ToAmbient(ReadOnlySpan<double> point, Span<double> image);

    /// <summary>J at [i, a] = ∂xⁱ/∂uᵃ, n×d.</summary>
    public abstract void Jacobian(ReadOnlySpan<double> point, MatrixView<double> jacobian);

    /// <summary>H at [i, a, b] = ∂²xⁱ/∂uᵃ∂uᵇ, n×d×d.</summary>
    public abstract void SecondDerivatives(ReadOnlySpan<double> point, Span<double> second);

    /// <inheritdoc/>
    public override void Metric(ReadOnlySpan<double> point, MatrixView<double> metric)
    {
        int n = Ambient.Dimension, d = Dimension;
        double[] image = new double[n];
        Matrix<double> ambient = new(n, n), jacobian = new(n, d), product = new(n, d);
        ToAmbient(point, image);
        Jacobian(point, jacobian);
        Ambient.Metric(image, ambient);
        Products.Multiply<double>(ambient, jacobian, product);
        Products.MultiplyTransposedLeft<double>(jacobian, product, metric);
    }

    /// <summary>∂_c g_ab = J J J ∂g + g_ij (Hⁱ_ac Jʲ_b + Jⁱ_a Hʲ_bc).</summary>
    public override void MetricDerivatives(ReadOnlySpan<double> point, Span<double> derivatives)
    {
        int n = Ambient.Dimension, d = Dimension;
        Frame frame = At(point);
        double[] ambient = new double[n * n * n];
        Ambient.MetricDerivatives(frame.Image, ambient);
        Contraction.PullBack(ambient, 3, frame.Jacobian).CopyTo(derivatives);

        // S_abc = g_ij Hⁱ_ab Jʲ_c
        double[] bent = frame.Bent();
        for (int c = 0; c < d; c++)
        {
            for (int a = 0; a < d; a++)
            {
                for (int b = 0; b < d; b++) derivatives[(((c * d) + a) * d) + b] += bent[(((a * d) + c) * d) + b] + bent[(((b * d) + c) * d) + a];
            }
        }
    }

    /// <inheritdoc/>
    public override void CubicTensor(ReadOnlySpan<double> point, Span<double> cubic)
    {
        int n = Ambient.Dimension;
        double[] image = new double[n], ambient = new double[n * n * n];
        Matrix<double> jacobian = new(n, Dimension);
        ToAmbient(point, image);
        Jacobian(point, jacobian);
        Ambient.CubicTensor(image, ambient);
        Contraction.PullBack(ambient, 3, jacobian).CopyTo(cubic);
    }

    /// <summary>∂_e C_abc = J J J J ∂C + C_ijk (Hⁱ_ae Jʲ_b Jᵏ_c + Jⁱ_a Hʲ_be Jᵏ_c + Jⁱ_a Jʲ_b Hᵏ_ce).</summary>
    public override void CubicDerivatives(ReadOnlySpan<double> point, Span<double> derivatives)
    {
        int n = Ambient.Dimension, d = Dimension;
        Frame frame = At(point);
        double[] ambient = new double[n * n * n * n], cubic = new double[n * n * n];
        Ambient.CubicDerivatives(frame.Image, ambient);
        Ambient.CubicTensor(frame.Image, cubic);
        Contraction.PullBack(ambient, 4, frame.Jacobian).CopyTo(derivatives);

        // T_bcae = C_jki Jʲ_b Jᵏ_c Hⁱ_ae
        double[] pulled = Contraction.First(Contraction.First(Contraction.First(cubic, frame.Jacobian), frame.Jacobian), new ReadOnlyMatrixView<double>(frame.Second, n, d * d));
        for (int e = 0; e < d; e++)
        {
            for (int a = 0; a < d; a++)
            {
                for (int b = 0; b < d; b++)
                {
                    for (int c = 0; c < d; c++) derivatives[(((((e * d) + a) * d) + b) * d) + c] += Turned(b, c, a, e) + Turned(a, c, b, e) + Turned(a, b, c, e);
                }
            }
        }

        double Turned(int first, int second, int third, int along) => pulled[(((((first * d) + second) * d) + third) * d) + along];
    }

    /// <inheritdoc/>
    public override void Curvature(ReadOnlySpan<double> point, Span<double> curvature)
    {
        int n = Ambient.Dimension, d = Dimension;
        Frame frame = At(point);
        double[] ambient = new double[n * n * n * n];
        Ambient.Curvature(frame.Image, ambient);
        Contraction.PullBack(ambient, 4, frame.Jacobian).CopyTo(curvature);
        if (n > d) AddBending(point, frame, curvature);
    }

    // Gauss: R_abcd + ⟨II_ac, II_bd⟩ − ⟨II_ad, II_bc⟩, II the part of Hⁱ_ab + Γⁱ_jk Jʲ_a Jᵏ_b at right angles to the submanifold.
    private void AddBending(ReadOnlySpan<double> point, Frame frame, Span<double> curvature)
    {
        int n = Ambient.Dimension, d = Dimension, pairs = d * d;
        double[] symbols = new double[n * n * n];
        Ambient.Connection(0).FirstKind(frame.Image, symbols);

        // acceleration, index below: g_ik Hᵏ_ab + Γ_jk,i Jʲ_a Jᵏ_b, at [a, b, i]
        Matrix<double> below = new(pairs, n);
        Products.MultiplyTransposedLeft<double>(new ReadOnlyMatrixView<double>(frame.Second, n, pairs), frame.Metric, below);
        double[] turned = Contraction.First(Contraction.First(symbols, frame.Jacobian), frame.Jacobian);
        for (int i = 0; i < n; i++)
        {
            for (int pair = 0; pair < pairs; pair++) below[pair, i] += turned[(i * pairs) + pair];
        }

        Matrix<double> tangent = new(pairs, d), own = new(d, d), inverse = new(n, n), raised = new(pairs, n), inner = new(pairs, pairs), lifted = new(pairs, d);
        Products.Multiply<double>(below, frame.Jacobian, tangent);
        Metric(point, own);
        FactorMetric(point, own);
        tangent.AsSpan().CopyTo(lifted.AsSpan());
        Cholesky.SolveRows<double>(own, lifted);
        Ambient.InverseMetric(frame.Image, inverse);
        Products.Multiply<double>(below, inverse, raised);

        // ⟨II, II⟩ = ⟨A, A⟩ − ⟨tangent part, tangent part⟩
        Products.MultiplyTransposedRight<double>(below, raised, inner);
        Products.MultiplyTransposedRight<double>(tangent, lifted, inner, -1, 1);
        for (int a = 0; a < d; a++)
        {
            for (int b = 0; b < d; b++)
            {
                for (int c = 0; c < d; c++)
                {
                    for (int e = 0; e < d; e++)
                        curvature[(((((a * d) + b) * d) + c) * d) + e] += inner[(a * d) + c, (b * d) + e] - inner[(a * d) + e, (b * d) + c];
                }
            }
        }
    }

    private Frame At(ReadOnlySpan<double> point)
    {
        int n = Ambient.Dimension, d = Dimension;
        Frame frame = new(new double[n], new Matrix<double>(n, n), new Matrix<double>(n, d), new double[n * d * d]);
        ToAmbient(point, frame.Image);
        Ambient.Metric(frame.Image, frame.Metric);
        Jacobian(point, frame.Jacobian);
        SecondDerivatives(point, frame.Second);
        return frame;
    }

    private sealed record Frame(double[] Image, Matrix<double> Metric, Matrix<double> Jacobian, double[] Second)
    {
        // g_ij Hⁱ_ab Jʲ_c at [a, b, c]
        public double[] Bent()
        {
            Matrix<double> product = new(Jacobian.Rows, Jacobian.Columns);
            Products.Multiply<double>(Metric, Jacobian, product);
            return Contraction.First(Second, product);
        }
    }
}
