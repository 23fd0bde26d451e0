using System.Collections.Immutable;
using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Accumulators;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Variances;

/// <summary>One thread's quantities over its examples: after each chunk of the pass, contraction with the family's moments and products with the inputs' powers.</summary>
internal sealed class DiagonalPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly FisherPass<T> _pass;
    private readonly IExamples _examples;
    private readonly DiagonalTotals _totals;
    private readonly OutputGeometry _outputs;
    private readonly UnitMoments _moments;
    private readonly Matrix<double> _outcomes;
    private readonly int _spreadOf;

    public DiagonalPass(Model<T> model, IExamples examples, DiagonalOptions options, DiagonalTotals totals, int capacity)
    {
        int widest = model.Network.Blocks.Max(block => block.Outputs);
        _pass = new FisherPass<T>(model, examples, options.Cotangents, options.Stream, capacity, options.Needs.HasFlag(DiagonalNeeds.SecondDerivatives));
        _examples = examples;
        _totals = totals;
        _outputs = new OutputGeometry(model.Likelihood, options, capacity);
        _moments = new UnitMoments(_outputs, model.Likelihood, widest, options.Labels.BackwardPasses(model.Likelihood.Dimension), options.FromRoots)
        {
            Labels = new LabelMoments(options.LabelsInUse?.Outcomes ?? 0, widest),
        };
        Accumulators = [.. model.Network.Blocks.Select(block => QuantityAccumulator<T>.For(block, totals, capacity))];
        _spreadOf = totals.SpreadOf is { } quantity ? totals.Quantities.IndexOf(quantity) : -1;
        Tensors = new TensorSpread(model.Network.Parameters);
        _outcomes = new Matrix<double>(options.Needs.HasFlag(DiagonalNeeds.Outcomes) ? capacity : 0, model.Likelihood.OutcomeWidth);
    }

    /// <summary>The layers' sums over the last group.</summary>
    public ImmutableArray<QuantityAccumulator<T>> Accumulators { get; }

    /// <summary>The spread of tensors' totals over all inputs so far.</summary>
    public TensorSpread Tensors { get; }

    /// <summary>Sums over a group of examples.</summary>
    public void Run(int first, int count, CancellationToken cancellation)
    {
        foreach (QuantityAccumulator<T> accumulator in Accumulators) accumulator.Clear();
        _pass.Run(first, count, Absorb, cancellation);
    }

    private void Absorb(FisherPass<T> pass)
    {
        MatrixView<double> outcomes = _outcomes.View.RowRange(0, _outcomes.Rows > 0 ? pass.Indices.Length : 0);
        if (_outcomes.Rows > 0) _examples.CopyOutcomes(pass.Indices, outcomes);
        _outputs.Load<T>(pass.Workspace.Output, outcomes, pass.Indices[0]);
        foreach (QuantityAccumulator<T> accumulator in Accumulators) Absorb(pass, accumulator);
        if (_spreadOf < 0) return;
        for (int i = 0; i < pass.Indices.Length; i++)
        {
            foreach (QuantityAccumulator<T> accumulator in Accumulators) accumulator.AddTotals(new BlockView<T>(accumulator.Block, pass.Workspace), _spreadOf, i, Tensors);
            Tensors.Next();
        }
    }

    private void Absorb(FisherPass<T> pass, QuantityAccumulator<T> accumulator)
    {
        ParameterBlock block = accumulator.Block;
        BlockView<T> view = new(block, pass.Workspace);
        ReadOnlyMatrixView<T> curvatures = pass.Second is null || pass.Second.AreZero(block) ? default : pass.Second.Of(block);
        for (int i = 0; i < view.Examples; i++)
        {
            _moments.Load(i, view.Cotangents, curvatures, view.Examples);
            for (int q = 0; q < _totals.Quantities.Length; q++) _totals.Quantities[q].Units(_moments, accumulator.Units(q, view.Examples).Row(i));
        }

        accumulator.Absorb(view);
    }
}
