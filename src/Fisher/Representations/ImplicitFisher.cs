using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Estimators;
using Neuromanifold.Fisher.Labels;
using Neuromanifold.Fisher.Spectra;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.SecondOrder;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Estimation;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Fisher.Representations;

/// <summary>
/// The exact Fisher matrix as a product with vectors, Jᵀ Cov J v averaged over the data, never formed: a few passes over the data a
/// product, and no memory. Solves by conjugate gradients; trace, diagonal and norm are estimates from random vectors.
/// </summary>
public sealed class ImplicitFisher<T> : FisherMatrix
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Chunk = 256;

    private readonly IExamples _examples;
    private readonly EstimationOptions _options;
    private readonly CurvatureProducts<T> _products;
    private readonly int[] _indices;
    private readonly T[] _vector;
    private readonly T[] _product;
    private readonly Lazy<Probing> _probing;

    /// <summary>The matrix of a model over examples, which are read again at every product.</summary>
    public ImplicitFisher(Model<T> model, IExamples examples, EstimationOptions options)
    {
        if (options.Labels != LabelRule.Expected) throw new ArgumentException("An implicit Fisher matrix takes labels in exact expectation.", nameof(options));
        _examples = examples;
        _options = options;
        int capacity = Math.Min(Chunk, examples.Count);
        _products = new CurvatureProducts<T>(model, capacity);
        _indices = new int[capacity];
        Dimension = model.Network.Parameters.Length;
        _vector = new T[Dimension];
        _product = new T[Dimension];
        _probing = new Lazy<Probing>(Probe);
    }

    /// <inheritdoc/>
    public override int Dimension { get; }

    /// <summary>The mean of zᵀFz over random signs z. Source: [Hutchinson90].</summary>
    public override Estimate Trace => _probing.Value.Trace;

    /// <summary>The root of the mean of ‖Fz‖² over random signs z.</summary>
    public override double FrobeniusNorm => Math.Sqrt(SquaredNormEstimate.Value);

    /// <summary>‖F‖² with its error.</summary>
    public Estimate SquaredNormEstimate => _probing.Value.SquaredNorm;

    /// <inheritdoc/>
    public override void Multiply(ReadOnlySpan<double> x, Span<double> y)
    {
        TensorPrimitives.ConvertTruncating(x, _vector);
        y.Clear();
        for (int first = 0; first < _examples.Count; first += _indices.Length)
        {
            int count = Math.Min(_indices.Length, _examples.Count - first);
            for (int i = 0; i < count; i++) _indices[i] = first + i;
            _products.Examples = count;
            _examples.CopyInputs(_indices.AsSpan(0, count), _products.Input);
            _products.Forward();
            _products.MultiplyFisher(_vector, _product);
            double share = (double)count / _examples.Count;
            for (int i = 0; i < y.Length; i++) y[i] += share * double.CreateTruncating(_product[i]);
        }
    }

    /// <summary>The mean of z ∘ Fz over random signs z: unbiased, with an error of every entry.</summary>
    public override void Diagonal(Span<double> diagonal) => _probing.Value.Diagonal.CopyTo(diagonal);

    /// <summary>Refused: stochastic Lanczos quadrature has the density of eigenvalues, <see cref="LanczosQuadrature"/>.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override double[] Eigenvalues() =>
        throw new NotSupportedException("An implicit Fisher matrix has too many eigenvalues to list; stochastic Lanczos quadrature estimates their density, and the Gram form finds those of few examples.");

    /// <summary>The mean over random signs z of zᵀ log(F + λI) z, by stochastic Lanczos quadrature.</summary>
    public override double LogDeterminant(double damping) => LanczosQuadrature.Run(this, new QuadratureOptions { Probes = _options.Probes, Seed = _options.Seed }).LogDeterminant(damping).Value;

    /// <inheritdoc/>
    public override FisherInverse Invert(double damping)
    {
        RequireDamping(damping);
        if (damping == 0) throw new NumericalException($"The implicit Fisher matrix ({Dimension}×{Dimension}) cannot be shown to be regular. Solve it with a damping above zero, or use the pseudo-inverse of its Gram form.");
        return new ByConjugateGradients(this, damping);
    }

    /// <summary>Refused: the Gram form has one.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override FisherInverse PseudoInvert() => throw new NotSupportedException("An implicit Fisher matrix has no pseudo-inverse; its Gram form has.");

    /// <summary>Refused: the matrix is the model and its data.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override IReadOnlyList<NamedTensor<double>> ToArrays() => throw new NotSupportedException("An implicit Fisher matrix is its model and its data; store those.");

    private Probing Probe()
    {
        RandomStream stream = RandomStream.FromSeed(_options.Seed).Split("probes");
        double[] sign = new double[Dimension], product = new double[Dimension], diagonal = new double[Dimension];
        double[] traces = new double[_options.Probes], norms = new double[_options.Probes];
        for (int k = 0; k < _options.Probes; k++)
        {
            RandomSequence random = stream.Split(k).From();
            foreach (ref double entry in sign.AsSpan()) entry = random.NextUniform() < 0.5 ? -1 : 1;
            Multiply(sign, product);
            traces[k] = TensorPrimitives.Dot<double>(sign, product);
            norms[k] = TensorPrimitives.Dot<double>(product, product);
            for (int i = 0; i < diagonal.Length; i++) diagonal[i] += sign[i] * product[i] / _options.Probes;
        }

        return new Probing(Estimate.Of(traces, _options.Seed), Estimate.Of(norms, _options.Seed), diagonal);
    }

    private sealed record Probing(Estimate Trace, Estimate SquaredNorm, double[] Diagonal);

    private sealed record ByConjugateGradients(ImplicitFisher<T> Owner, double Damping) : FisherInverse(Damping, Owner.Dimension)
    {
        public override void Apply(ReadOnlySpan<double> x, Span<double> y)
        {
            ConjugateGradientResult result = ConjugateGradients.Solve(Owner, Damping, x, y, Owner._options.Tolerance, Owner._options.MostProducts);
            if (!result.HasConverged)
                throw new NumericalException($"Conjugate gradients on the implicit Fisher matrix reached a relative residual of {result.RelativeResidual:g3} after {result.Products} products; {Owner._options.Tolerance:g3} was wanted. Raise the damping (now {Damping:g3}), the tolerance or the number of products.");
        }
    }
}
