using System.Numerics.Tensors;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Estimation;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Relative;

/// <summary>
/// The relative Fisher information of a soft-max layer, the mean over references of (diag η − ηηᵀ) ⊗ x̃x̃ᵀ. Adding one row to all
/// rows of W changes no probability: those n + 1 null directions are split off by a reflection and are zero to the last bit.
/// Source: [SunNielsen17], §5.
/// </summary>
public sealed class ShiftInvariantFisher : FisherMatrix
{
    private readonly LayerReferences _references;
    private readonly Matrix<double> _means;
    private readonly ReferenceFisher _rest;
    private readonly string _name;

    /// <summary>The matrix of a soft-max layer.</summary>
    /// <param name="references">x̃, R × (n + 1).</param>
    /// <param name="means">η, the probabilities at each reference, R × m with m at least 2; kept.</param>
    /// <param name="name">What it is, for messages and files.</param>
    public ShiftInvariantFisher(LayerReferences references, Matrix<double> means, string name)
    {
        if (means.Rows != references.Count || means.Columns < 2)
            throw new ArgumentException($"Probabilities are {means.Rows}×{means.Columns}; expected one row for each of {references.Count} references and at least 2 classes.", nameof(means));
        _references = references;
        _means = means;
        _name = name;
        _rest = new ReferenceFisher(references, Roots(means), name);
    }

    /// <inheritdoc/>
    public override int Dimension => Classes * _references.Width;

    /// <summary>Null directions: parameters of one unit.</summary>
    public int NullDirections => _references.Width;

    /// <inheritdoc/>
    public override Estimate Trace => _rest.Trace;

    /// <inheritdoc/>
    public override double FrobeniusNorm => _rest.FrobeniusNorm;

    private int Classes => _means.Columns;

    /// <inheritdoc/>
    public override void Multiply(ReadOnlySpan<double> x, Span<double> y) => Apply(x, y, 0, _rest.Multiply);

    /// <summary>Entry (i, k) is the mean of (η_i − η_i²) x̃_k².</summary>
    public override void Diagonal(Span<double> diagonal)
    {
        Matrix<double> variances = new(_means.Rows, Classes), squares = new(_references.Count, _references.Width);
        for (int r = 0; r < _means.Rows; r++)
        {
            for (int i = 0; i < Classes; i++) variances[r, i] = _means[r, i] * (1 - _means[r, i]);
        }

        TensorPrimitives.Multiply<double>(_references.Inputs.AsSpan(), _references.Inputs.AsSpan(), squares.AsSpan());
        Products.MultiplyTransposedLeft<double>(variances, squares, new MatrixView<double>(diagonal, Classes, _references.Width), 1.0 / _references.Count, 0);
    }

    /// <inheritdoc/>
    public override double[] Eigenvalues() => [.. _rest.Eigenvalues().Select(value => Math.Max(0, value)), .. new double[NullDirections]];

    /// <summary>On the null directions exactly 1/λ; a λ of zero is refused, always.</summary>
    public override FisherInverse Invert(double damping)
    {
        RequireDamping(damping);
        if (damping > 0) return new Split(this, _rest.Invert(damping), 1 / damping, damping, Dimension);
        FisherInverse pseudo = _rest.PseudoInvert();
        throw new SingularFisherException(_name, Dimension, pseudo.Rank, 0);
    }

    /// <summary>On the null directions exactly 0.</summary>
    public override FisherInverse PseudoInvert()
    {
        FisherInverse pseudo = _rest.PseudoInvert();
        return new Split(this, pseudo, 0, 0, pseudo.Rank);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NamedTensor<double>> ToArrays() =>
    [
        new($"{_name}/{FisherArrays.Inputs}", new Shape(_references.Count, _references.Width), _references.Inputs.AsMemory()),
        new($"{_name}/means", new Shape(_means.Rows, Classes), _means.AsMemory()),
    ];

    private static Matrix<double> Roots(Matrix<double> means)
    {
        int rest = means.Columns - 1, count = means.Rows;
        Matrix<double> roots = new(rest * count, rest), own = new(rest, rest);
        SoftMaxRoot root = new(means.Columns);
        for (int r = 0; r < count; r++)
        {
            root.Fill(means.Row(r), own);
            for (int k = 0; k < rest; k++) own.Row(k).CopyTo(roots.Row((k * count) + r));
        }

        return roots;
    }

    private void Apply(ReadOnlySpan<double> x, Span<double> y, double onNull, FisherBlock.Map map)
    {
        double[] reflected = x.ToArray();
        double[] sum = new double[_references.Width];
        SoftMaxRoot.Reflect<double>(reflected, sum);
        int rest = _rest.Dimension;
        map(reflected.AsSpan(0, rest), y[..rest]);
        TensorPrimitives.Multiply(reflected.AsSpan(rest), onNull, y[rest..]);
        SoftMaxRoot.Reflect(y, sum);
    }

    private sealed record Split(ShiftInvariantFisher Owner, FisherInverse Rest, double OnNull, double Damping, int Rank) : FisherInverse(Damping, Rank)
    {
        public override void Apply(ReadOnlySpan<double> x, Span<double> y) => Owner.Apply(x, y, OnNull, Rest.Apply);
    }
}
