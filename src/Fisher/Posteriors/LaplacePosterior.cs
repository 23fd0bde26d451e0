using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Accumulators;
using Neuromanifold.Fisher.Estimators;
using Neuromanifold.Fisher.Labels;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Posteriors;

/// <summary>
/// Laplace's approximation of the posterior over a trained network's parameters, N(θ*, (nF + δI)⁻¹): F the Fisher matrix, which for natural
/// parameters is the generalised Gauss–Newton matrix, n the examples, δ the precision of a normal prior. θ* is taken for its mode.
/// Exact for a linear network with squared error at its mode. Sources: [MacKay92]; [Daxberger21].
/// </summary>
public sealed class LaplacePosterior<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Chunk = 128, Halvings = 200;
    private const double Decades = 30;
    private const long RowBytes = 1 << 26;

    private readonly Model<T> _model;
    private readonly LaplaceCurvature<T> _curvature;
    private readonly double _squaredNorm;

    private LaplacePosterior(Model<T> model, LaplaceCurvature<T> curvature, LaplaceStructure structure, int examples, double logLikelihood, double precision)
    {
        _model = model;
        _curvature = curvature;
        _squaredNorm = curvature.SquaredNorm(model.Parameters.Span);
        Structure = structure;
        Examples = examples;
        LogLikelihood = logLikelihood;
        PriorPrecision = precision;
    }

    /// <summary>How much of the Fisher matrix is kept.</summary>
    public LaplaceStructure Structure { get; }

    /// <summary>n.</summary>
    public int Examples { get; }

    /// <summary>δ.</summary>
    public double PriorPrecision { get; }

    /// <summary>Σ ln p(y|x, θ*) over the examples, in nats.</summary>
    public double LogLikelihood { get; }

    /// <summary>The parameters that are uncertain: all, or the last layer's.</summary>
    public int Parameters => _curvature.Eigenvalues.Length;

    /// <summary>γ = Σ nλ/(nλ + δ): so many parameters the data have determined. Source: [MacKay92].</summary>
    public double EffectiveParameters => EffectiveAt(PriorPrecision);

    /// <summary>
    /// ln p(D) ≈ ln p(D|θ*) − ½δ‖θ*‖² + ½P ln δ − ½ ln det(nF + δI), in nats: how well the model with this prior predicts the data it was trained on.
    /// Source: [MacKay92].
    /// </summary>
    public double LogMarginalLikelihood
    {
        get
        {
            double sum = LogLikelihood - (0.5 * PriorPrecision * _squaredNorm);
            foreach (double eigenvalue in _curvature.Eigenvalues) sum -= 0.5 * double.LogP1(Examples * eigenvalue / PriorPrecision);
            return sum;
        }
    }

    /// <summary>Makes the posterior around a model's parameters as they are.</summary>
    /// <param name="model">The model; it is kept, and must not move.</param>
    /// <param name="examples">The data it was trained on.</param>
    /// <param name="options">Structure and prior.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidInputException">The prior's precision is not positive, or the matrix takes more memory than allowed.</exception>
    public static LaplacePosterior<T> Fit(Model<T> model, IExamples examples, LaplaceOptions options, CancellationToken cancellation = default)
    {
        RequirePrecision(options.PriorPrecision);
        EstimationOptions estimation = new() { MemoryBytes = options.MemoryBytes, Threads = options.Threads };
        FisherMatrix Estimate(RepresentationKind kind) => RepresentationEstimator.Estimate(model, examples, kind, estimation, cancellation);
        Network network = model.Network;
        LaplaceCurvature<T> curvature = options.Structure switch
        {
            LaplaceStructure.Diagonal => FactoredCurvature<T>.OfDiagonal(network, Estimate(RepresentationKind.Diagonal)),
            LaplaceStructure.Kronecker => FactoredCurvature<T>.OfKronecker(network, (BlockDiagonalFisher)Estimate(RepresentationKind.Kronecker)),
            LaplaceStructure.LastLayer => Dense(model, examples, [network.Blocks[^1]], network.Blocks[^1].First.Offset, Assemble.Size(network.Blocks[^1]), options, cancellation),
            _ => Dense(model, examples, network.Blocks, 0, network.Parameters.Length, options, cancellation),
        };
        return new LaplacePosterior<T>(model, curvature, options.Structure, examples.Count, LogLikelihoodOf(model, examples, cancellation), options.PriorPrecision);
    }

    /// <summary>The same with another prior; nothing is computed anew.</summary>
    /// <exception cref="InvalidInputException">The precision is not positive.</exception>
    public LaplacePosterior<T> WithPrecision(double precision)
    {
        RequirePrecision(precision);
        return new LaplacePosterior<T>(_model, _curvature, Structure, Examples, LogLikelihood, precision);
    }

    /// <summary>
    /// The same with the prior of the greatest marginal likelihood. By the logarithm of δ it rises at ½(γ − δ‖θ*‖²), which falls, so there is one: where
    /// δ‖θ*‖² = γ. Source: [MacKay92].
    /// </summary>
    /// <exception cref="NumericalException">The data determine no parameter, or all parameters are zero: no prior is the best.</exception>
    public LaplacePosterior<T> WithBestPrecision()
    {
        double low = Math.Exp(-Decades), high = Math.Exp(Decades);
        double Slope(double precision) => EffectiveAt(precision) - (precision * _squaredNorm);
        if (!(Slope(low) > 0 && Slope(high) < 0))
            throw new NumericalException($"No prior precision from {low:g1} to {high:g1} has the greatest marginal likelihood: with γ {EffectiveAt(1):g3} at precision 1 and ‖θ‖² {_squaredNorm:g3}, it lies at an end. Name a precision.");
        for (int i = 0; i < Halvings && high > low * (1 + 1e-14); i++)
        {
            double middle = Math.Sqrt(low * high);
            if (Slope(middle) > 0) low = middle;
            else high = middle;
        }

        return WithPrecision(low);
    }

    /// <summary>The outputs and how uncertain the parameters leave them, J (nF + δI)⁻¹ Jᵀ. Memory: T² + T numbers an example.</summary>
    public LaplacePrediction Predict(IExamples examples, CancellationToken cancellation = default)
    {
        int dimension = _model.Likelihood.Dimension;
        double[] variances = [.. _curvature.Eigenvalues.Select(eigenvalue => 1 / ((Examples * eigenvalue) + PriorPrecision))];
        Matrix<double> means = new(examples.Count, dimension);
        double[] covariances = new double[checked(examples.Count * dimension * dimension)];
        int chunk = ChunkOfRows(_curvature is DenseCurvature<T> ? Parameters : 1, dimension);
        Workspace<T> workspace = new(_model.Network, new WorkspaceOptions(chunk) { Cotangents = dimension, KeepsBlocks = true });
        for (int first = 0; first < examples.Count; first += chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(chunk, examples.Count - first);
            workspace.Examples = count;
            examples.CopyInputs([.. Enumerable.Range(first, count)], workspace.Input);
            _model.Network.Forward(workspace, _model.Parameters.Span, _model.Statistics.Span, PassContext.Inference);
            TensorPrimitives.ConvertTruncating<T, double>(workspace.Output.AsSpan(), means.View.RowRange(first, count).AsSpan());
            MatrixView<T> units = workspace.OutputCotangent;
            units.AsSpan().Clear();
            for (int row = 0; row < units.Rows; row++) units[row, row / count] = T.One;
            _model.Network.Backward(workspace, _model.Parameters.Span, _model.Statistics.Span, []);
            _curvature.AddCovariances(workspace, variances, covariances.AsSpan(first * dimension * dimension, count * dimension * dimension));
        }

        return new LaplacePrediction(means, covariances);
    }

    private static DenseCurvature<T> Dense(Model<T> model, IExamples examples, ImmutableArray<ParameterBlock> blocks, int start, int size, LaplaceOptions options, CancellationToken cancellation)
    {
        // The sum, a chunk's part of it and the eigenvectors.
        long needed = 24L * size * size;
        if (needed > options.MemoryBytes)
            throw new InvalidInputException("the posterior", $"{size:n0} parameters with all their covariances, {needed:n0} bytes", $"no more than {options.MemoryBytes:n0} bytes", "Take the Kronecker or the diagonal structure.");
        Matrix<double>[] means = FisherPass<T>.Means(
            model, examples, LabelRule.Expected, default, Chunk, threads: 1, () => [new GradientProducts<T>(blocks, start, size)], cancellation);
        return new DenseCurvature<T>(blocks, start, means[0]);
    }

    private static int ChunkOfRows(int size, int cotangents) => (int)Math.Clamp(RowBytes / (8L * size * cotangents), 1, Chunk);

    private static double LogLikelihoodOf(Model<T> model, IExamples examples, CancellationToken cancellation)
    {
        double sum = 0;
        Workspace<T> workspace = new(model.Network, new WorkspaceOptions(Chunk));
        BatchLikelihood<T> head = new(model.Likelihood);
        Matrix<T> outcomes = new(Chunk, model.Likelihood.OutcomeWidth);
        for (int first = 0; first < examples.Count; first += Chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(Chunk, examples.Count - first);
            int[] indices = [.. Enumerable.Range(first, count)];
            workspace.Examples = count;
            examples.CopyInputs(indices, workspace.Input);
            examples.CopyOutcomes(indices, outcomes.View.RowRange(0, count));
            model.Network.Forward(workspace, model.Parameters.Span, model.Statistics.Span, PassContext.Inference);
            sum -= head.Evaluate(workspace.Output, outcomes.View.RowRange(0, count)).NegativeLogLikelihood;
        }

        return sum;
    }

    private static void RequirePrecision(double precision)
    {
        if (!(precision > 0 && precision < double.PositiveInfinity)) throw new InvalidInputException("the precision of the prior", $"{precision}", "a positive, finite number");
    }

    private double EffectiveAt(double precision)
    {
        double sum = 0;
        foreach (double eigenvalue in _curvature.Eigenvalues) sum += Examples * eigenvalue / ((Examples * eigenvalue) + precision);
        return sum;
    }
}
