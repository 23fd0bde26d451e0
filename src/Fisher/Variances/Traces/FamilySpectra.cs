using System.Numerics.Tensors;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Variances.Traces;

/// <summary>The family's second and fourth moments at one output as matrices and spectra, against which Gram matrices are held.</summary>
internal sealed class FamilySpectra(Likelihood likelihood)
{
    private readonly Spectrum _covariance = new(likelihood.Dimension);
    private readonly double[] _products = new double[PairsOfOutputs.Count(likelihood.Dimension)];
    private readonly Spectrum _gram = new(likelihood.Dimension);
    private readonly Spectrum _squares = new(PairsOfOutputs.Count(likelihood.Dimension));
    private EigenvalueRange _productRange;

    /// <summary>Turns to the natural parameters of one output.</summary>
    public void Load(ReadOnlySpan<double> natural)
    {
        likelihood.Covariance(natural, _covariance.Matrix);
        _covariance.Decompose();

        // Antisymmetric matrices of outputs have eigenvalue 0 and come last; no u uᵀ has a part in them.
        IReadOnlyList<double> descending = FullProductVarianceSpectrum.Of(likelihood, natural).ProductVariance;
        for (int k = 0; k < _products.Length; k++) _products[^(k + 1)] = Math.Max(0, descending[k]);
        _productRange = likelihood.ProductVarianceRange(natural);
    }

    /// <summary>Sums over the parameters behind the Gram matrices, and their bounds.</summary>
    public TraceMoments Bound(GramMatrices gram) => new((string?)null)
    {
        Fisher = BoundForm(gram.Slopes),
        FirstVariance = BoundProducts(gram),
        SecondVariance = BoundForm(gram.Curvatures),
    };

    // tr(G Cov) ≤ min(tr G λ_max(Cov), λ_max(G) tr Cov), and from below likewise.
    private TraceBounds BoundForm(Matrix<double> gram)
    {
        _gram.Matrix.View.CopyFrom(gram);
        _gram.Decompose();
        ReadOnlySpan<double> left = _gram.Eigenvalues, right = _covariance.Eigenvalues;
        double trace = TensorPrimitives.Sum(left), covariance = TensorPrimitives.Sum(right);
        return new TraceBounds(
            Math.Max(0, TensorPrimitives.Dot<double>(gram.AsSpan(), _covariance.Matrix.AsSpan())),
            Math.Max(trace * right[0], left[0] * covariance),
            Math.Min(trace * right[^1], left[^1] * covariance),
            TraceBounds.Pair(left, right, reversed: true),
            TraceBounds.Pair(left, right, reversed: false));
    }

    private TraceBounds BoundProducts(GramMatrices gram)
    {
        _squares.Matrix.View.CopyFrom(gram.Squares);
        _squares.Decompose();
        return new TraceBounds(
            gram.ProductVariance,
            gram.QuarticNorm * _productRange.Least,
            gram.QuarticNorm * _productRange.Greatest,
            TraceBounds.Pair(_squares.Eigenvalues, _products, reversed: true),
            TraceBounds.Pair(_squares.Eigenvalues, _products, reversed: false));
    }

    // A positive semidefinite matrix and its eigenvalues, ascending.
    private sealed class Spectrum(int order)
    {
        private readonly Matrix<double> _vectors = new(order, order);
        private readonly double[] _eigenvalues = new double[order];

        public Matrix<double> Matrix { get; } = new(order, order);

        public ReadOnlySpan<double> Eigenvalues => _eigenvalues;

        public void Decompose()
        {
            _vectors.View.CopyFrom(Matrix);
            SymmetricEigen.Decompose<double>(_vectors, _eigenvalues);
            TensorPrimitives.Max(_eigenvalues, 0, _eigenvalues);
        }
    }
}
