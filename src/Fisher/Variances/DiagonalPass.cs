using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Networks.SecondOrder;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Variances;

/// <summary>
/// One thread's pass over its examples, chunk by chunk: forward, back with T cotangents, second derivatives, contraction with
/// the family's moments, products with the inputs' powers.
/// </summary>
internal sealed class DiagonalPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Model<T> _model;
    private readonly IExamples _examples;
    private readonly DiagonalOptions _options;
    private readonly DiagonalTotals _totals;
    private readonly Workspace<T> _workspace;
    private readonly SecondDerivatives<T>? _second;
    private readonly BatchLikelihood<T> _likelihood;
    private readonly OutputGeometry _outputs;
    private readonly UnitMoments _moments;
    private readonly ImmutableArray<BlockAccumulator<T>> _accumulators;
    private readonly int[] _indices;
    private readonly Matrix<double> _outcomes;

    public DiagonalPass(Model<T> model, IExamples examples, DiagonalOptions options, DiagonalTotals totals, int capacity)
    {
        _model = model;
        _examples = examples;
        _options = options;
        _totals = totals;
        Network network = model.Network;
        _workspace = new Workspace<T>(network, WorkspaceFor(model, options, capacity));
        _second = _workspace.KeepsCurvatures ? new SecondDerivatives<T>(_workspace) : null;
        _likelihood = new BatchLikelihood<T>(model.Likelihood);
        _outputs = new OutputGeometry(model.Likelihood, options, capacity);
        _moments = new UnitMoments(_outputs, model.Likelihood, network.Blocks.Max(block => block.Outputs), options.Samples, options.FromRoots)
        {
            Labels = new LabelMoments(options.LabelsInUse?.Outcomes ?? 0, network.Blocks.Max(block => block.Outputs)),
        };
        _accumulators = [.. network.Blocks.Select(block => BlockAccumulator<T>.For(block, totals, capacity))];
        _indices = new int[capacity];
        _outcomes = new Matrix<double>(options.Needs.HasFlag(DiagonalNeeds.Outcomes) ? capacity : 0, model.Likelihood.OutcomeWidth);
    }

    /// <summary>The layers' sums over the last group.</summary>
    public ImmutableArray<BlockAccumulator<T>> Accumulators => _accumulators;

    public static WorkspaceOptions WorkspaceFor(Model<T> model, DiagonalOptions options, int capacity) => new(capacity)
    {
        Cotangents = model.Likelihood.Dimension + (ScoresAfterRoots(options) ? 1 : 0),
        KeepsBlocks = true,
        SecondDerivatives = options.Needs.HasFlag(DiagonalNeeds.SecondDerivatives),
    };

    private static bool ScoresAfterRoots(DiagonalOptions options) => options.FromRoots && options.Needs.HasFlag(DiagonalNeeds.Outcomes);

    /// <summary>Sums over a group of examples.</summary>
    public void Run(int first, int count)
    {
        foreach (BlockAccumulator<T> accumulator in _accumulators) accumulator.Clear();
        for (int done = 0; done < count; done += _workspace.Capacity) RunChunk(first + done, Math.Min(_workspace.Capacity, count - done));
    }

    private void RunChunk(int first, int count)
    {
        Network network = _model.Network;
        ReadOnlySpan<T> parameters = _model.Parameters.Span;
        Span<T> statistics = _model.Statistics.Span;
        Span<int> indices = _indices.AsSpan(0, count);
        for (int i = 0; i < count; i++) indices[i] = first + i;
        _workspace.Examples = count;
        _examples.CopyInputs(indices, _workspace.Input);
        if (_outcomes.Rows > 0) _examples.CopyOutcomes(indices, _outcomes.View.RowRange(0, count));
        network.Forward(_workspace, parameters, statistics, PassContext.Inference);
        _outputs.Load<T>(_workspace.Output, _outcomes.View.RowRange(0, _outcomes.Rows > 0 ? count : 0), _options.Labels, first);
        if (_options.FromRoots) FillRootsAndScores(count);
        else FillIdentities(_workspace.OutputCotangent, count);
        network.Backward(_workspace, parameters, statistics, []);
        _second?.Compute(parameters, statistics, _options.FromRoots ? _model.Likelihood.Dimension : 0);
        foreach (BlockAccumulator<T> accumulator in _accumulators) Accumulate(accumulator, count);
    }

    private void Accumulate(BlockAccumulator<T> accumulator, int count)
    {
        ParameterBlock block = accumulator.Block;
        ReadOnlyMatrixView<T> slopes = _workspace.BlockCotangents(block);
        ReadOnlyMatrixView<T> curvatures = _second is null || _second.AreZero(block) ? default : _second.Of(block);
        for (int i = 0; i < count; i++)
        {
            _moments.Load(i, slopes, curvatures, count);
            for (int q = 0; q < _totals.Quantities.Length; q++) _totals.Quantities[q].Units(_moments, accumulator.Units(q, count).Row(i));
        }

        accumulator.Absorb(_workspace.BlockInputs(block));
    }

    private void FillRootsAndScores(int count)
    {
        int roots = count * _model.Likelihood.Dimension;
        _likelihood.RootCotangents(_workspace.Output, _workspace.OutputCotangent.RowRange(0, roots));
        if (!ScoresAfterRoots(_options)) return;
        for (int i = 0; i < count; i++) TensorPrimitives.ConvertTruncating(_outputs.ObservedScores(i).AsSpan(), _workspace.OutputCotangent.Row(roots + i));
    }

    private static void FillIdentities(MatrixView<T> cotangents, int examples)
    {
        cotangents.AsSpan().Clear();
        for (int row = 0; row < cotangents.Rows; row++) cotangents[row, row / examples] = T.One;
    }
}
