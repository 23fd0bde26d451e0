using System.Numerics.Tensors;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Numerics.Estimation;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Representations;

/// <summary>
/// A neuron's block by its diagonal and its bias row b alone: b bᵀ/b₀ + diag(F_kk − b_k²/b₀), which keeps both, and whose inverse
/// costs n. The bias is what makes it invariant where the diagonal is not. Source: [Ollivier15], §2.3.
/// </summary>
public sealed class QuasiDiagonalFisher : FisherMatrix
{
    private readonly double[] _root;
    private readonly double[] _rest;
    private readonly Lazy<DenseFisher> _dense;
    private readonly string _name;

    /// <summary>A block.</summary>
    /// <param name="diagonal">F_kk, the bias last.</param>
    /// <param name="biasRow">F_0k, the bias itself last.</param>
    /// <param name="name">What it is, for messages.</param>
    public QuasiDiagonalFisher(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> biasRow, string name)
    {
        if (diagonal.Length != biasRow.Length || diagonal.Length == 0) throw new ArgumentException($"A diagonal of {diagonal.Length} and a bias row of {biasRow.Length} entries don't belong to one block.", nameof(biasRow));
        _name = name;
        _root = biasRow.ToArray();
        _rest = diagonal.ToArray();
        double scale = biasRow[^1] > 0 ? 1 / Math.Sqrt(biasRow[^1]) : 0;
        TensorPrimitives.Multiply(_root, scale, _root);
        for (int k = 0; k < _rest.Length; k++) _rest[k] = Math.Max(0, _rest[k] - (_root[k] * _root[k]));
        _rest[^1] = 0;
        _dense = new Lazy<DenseFisher>(() => new DenseFisher(ToDense(), name));
    }

    /// <inheritdoc/>
    public override int Dimension => _root.Length;

    /// <inheritdoc/>
    public override Estimate Trace => Estimate.Exact(TensorPrimitives.Sum<double>(_rest) + TensorPrimitives.Dot<double>(_root, _root));

    /// <inheritdoc/>
    public override double FrobeniusNorm
    {
        get
        {
            double square = TensorPrimitives.Dot<double>(_root, _root), sum = square * square;
            for (int k = 0; k < _rest.Length; k++) sum += _rest[k] * (_rest[k] + (2 * _root[k] * _root[k]));
            return Math.Sqrt(sum);
        }
    }

    /// <inheritdoc/>
    public override void Multiply(ReadOnlySpan<double> x, Span<double> y)
    {
        double along = TensorPrimitives.Dot(_root, x);
        TensorPrimitives.Multiply(_rest, x, y);
        TensorPrimitives.MultiplyAdd(_root, along, y, y);
    }

    /// <inheritdoc/>
    public override void Diagonal(Span<double> diagonal) => TensorPrimitives.MultiplyAdd<double>(_root, _root, _rest, diagonal);

    /// <inheritdoc/>
    public override double[] Eigenvalues() => _dense.Value.Eigenvalues();

    /// <inheritdoc/>
    public override FisherInverse Invert(double damping)
    {
        // diag(rest) vanishes at the bias, so without damping rank-one algebra has nothing to divide by; elimination of the bias has.
        if (damping == 0)
        {
            RequireRegular(damping, Eigenvalues(), _name);
            return new Eliminated(_root, _rest);
        }

        RequireDamping(damping);
        return new DiagonalAndRankOne([.. _rest.Select(value => 1 / (value + damping))], _root, damping);
    }

    /// <inheritdoc/>
    public override FisherInverse PseudoInvert() => _dense.Value.PseudoInvert();

    /// <inheritdoc/>
    public override IReadOnlyList<NamedTensor<double>> ToArrays()
    {
        double[] diagonal = new double[Dimension], row = new double[Dimension];
        Diagonal(diagonal);
        TensorPrimitives.Multiply<double>(_root, _root[^1], row);
        return [new($"{_name}/diagonal", new Shape(Dimension), diagonal), new($"{_name}/bias_row", new Shape(Dimension), row)];
    }

    // (D + r rᵀ)⁻¹ x = D⁻¹x − D⁻¹r (rᵀD⁻¹x)/(1 + rᵀD⁻¹r).
    private sealed record DiagonalAndRankOne(double[] Inverse, double[] Root, double Damping) : FisherInverse(Damping, Root.Length)
    {
        public override void Apply(ReadOnlySpan<double> x, Span<double> y)
        {
            TensorPrimitives.Multiply(Inverse, x, y);
            double along = TensorPrimitives.Dot<double>(Root, y), bend = 0;
            for (int k = 0; k < Root.Length; k++) bend += Root[k] * Root[k] * Inverse[k];
            for (int k = 0; k < Root.Length; k++) y[k] -= Inverse[k] * Root[k] * along / (1 + bend);
        }
    }

    // y_k = (x_k − x_0 b_k/b_0)/(F_kk − b_k²/b_0), y_0 = x_0/b_0 − Σ y_k b_k/b_0.
    private sealed record Eliminated(double[] Root, double[] Rest) : FisherInverse(0, Root.Length)
    {
        public override void Apply(ReadOnlySpan<double> x, Span<double> y)
        {
            double bias = Root[^1], sum = x[^1] / bias / bias;
            for (int k = 0; k < Root.Length - 1; k++)
            {
                y[k] = (x[k] - (x[^1] * Root[k] / bias)) / Rest[k];
                sum -= y[k] * Root[k] / bias;
            }

            y[^1] = sum;
        }
    }
}
