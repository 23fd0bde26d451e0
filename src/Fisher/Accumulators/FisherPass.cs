using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Labels;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.SecondOrder;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Accumulators;

/// <summary>
/// One thread's way over examples, chunk by chunk: forward, the label rule's cotangents back, second derivatives where they are
/// asked for. After each chunk every block's inputs and cotangents lie in the workspace, for accumulators to take what they need.
/// </summary>
internal sealed class FisherPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const long LargestOwnSums = 1 << 28;

    private readonly Model<T> _model;
    private readonly IExamples _examples;
    private readonly LabelRule _labels;
    private readonly RandomStream _stream;
    private readonly LabelCotangents<T> _cotangents;
    private readonly Matrix<T> _outcomes;
    private readonly int[] _indices;

    public FisherPass(Model<T> model, IExamples examples, LabelRule labels, RandomStream stream, int capacity, bool secondDerivatives = false)
    {
        _model = model;
        _examples = examples;
        _labels = labels;
        _stream = stream;
        _cotangents = new LabelCotangents<T>(model.Likelihood, labels);
        _outcomes = new Matrix<T>(labels.NeedsOutcomes ? capacity : 0, model.Likelihood.OutcomeWidth);
        _indices = new int[capacity];
        Workspace = new Workspace<T>(model.Network, WorkspaceFor(model, labels, capacity, secondDerivatives));
        if (secondDerivatives) Second = new SecondDerivatives<T>(Workspace);
    }

    /// <summary>Everything about the last chunk.</summary>
    public Workspace<T> Workspace { get; }

    /// <summary>Second derivatives at the last chunk, where they were asked for.</summary>
    public SecondDerivatives<T>? Second { get; }

    /// <summary>The positions in the data of the last chunk's examples.</summary>
    public ReadOnlySpan<int> Indices => _indices.AsSpan(0, Workspace.Examples);

    /// <summary>What the pass holds, to measure it.</summary>
    public static WorkspaceOptions WorkspaceFor(Model<T> model, LabelRule labels, int capacity, bool secondDerivatives) => new(capacity)
    {
        Cotangents = labels.BackwardPasses(model.Likelihood.Dimension),
        KeepsBlocks = true,
        SecondDerivatives = secondDerivatives,
    };

    /// <summary>Refuses examples that are not the network's.</summary>
    /// <exception cref="InvalidInputException">There are none, or of another shape, or the network has no parameters.</exception>
    public static void Require(Network network, IExamples examples)
    {
        if (examples.Count == 0) throw new InvalidInputException("the inputs", "none", "at least one");
        if (examples.InputShape.ElementCount != network.InputWidth)
            throw new InvalidInputException("the inputs", $"{examples.InputShape.ElementCount} values each", $"{network.InputWidth}, as the network reads");
        if (network.Blocks.IsEmpty) throw new InvalidInputException("the network", "no parameters", "at least one layer that has some");
    }

    /// <summary>
    /// Means over all examples. Threads share the examples, each with its own sums, which are added in the order of ranks; where sums
    /// are large, one thread has the library's threads for itself.
    /// </summary>
    public static Matrix<double>[] Means(
        Model<T> model, IExamples examples, LabelRule labels, RandomStream stream, int chunk, int threads, Func<IEnumerable<Accumulator<T>>> create, CancellationToken cancellation)
    {
        ExampleMean<T>[] Create() => [.. create().Select(accumulator => new ExampleMean<T>(accumulator))];
        ExampleMean<T>[] means = Create();
        int members = means.Sum(mean => mean.Bytes) > LargestOwnSums ? 1 : Math.Clamp(threads, 1, Math.Max(1, examples.Count / chunk));
        ExampleMean<T>[][] shares = [means, .. Enumerable.Range(1, members - 1).Select(_ => Create())];
        using ThreadTeam team = new(members);
        team.Run(member =>
        {
            FisherPass<T> pass = new(model, examples, labels, stream, Math.Min(chunk, examples.Count));
            (int first, int count) = member.Share(examples.Count);
            pass.Run(first, count, done => Array.ForEach(shares[member.Rank], mean => mean.Absorb(done.Workspace)), cancellation);
        });
        foreach (ExampleMean<T>[] share in shares[1..])
        {
            for (int k = 0; k < means.Length; k++) means[k].Merge(share[k]);
        }

        return [.. means.Select(mean => mean.Over(examples.Count))];
    }

    /// <summary>Goes over some examples, calling back after each chunk.</summary>
    /// <exception cref="InvalidInputException">An output is not finite.</exception>
    public void Run(int start, int count, Action<FisherPass<T>> absorb, CancellationToken cancellation)
    {
        for (int first = start; first < start + count; first += Workspace.Capacity)
        {
            cancellation.ThrowIfCancellationRequested();
            Advance(first, Math.Min(Workspace.Capacity, start + count - first));
            absorb(this);
        }
    }

    private void Advance(int first, int count)
    {
        ReadOnlySpan<T> parameters = _model.Parameters.Span;
        Span<T> statistics = _model.Statistics.Span;
        Workspace.Examples = count;
        for (int i = 0; i < count; i++) _indices[i] = first + i;
        _examples.CopyInputs(Indices, Workspace.Input);
        if (_labels.NeedsOutcomes) _examples.CopyOutcomes(Indices, _outcomes.View.RowRange(0, count));
        _model.Network.Forward(Workspace, parameters, statistics, PassContext.Inference);
        for (int i = 0; i < count; i++)
        {
            if (!TensorPrimitives.IsFiniteAll<T>(Workspace.Output.Row(i)))
                throw new InvalidInputException($"example {first + i}", "an output of the network that is NaN or infinite", "finite natural parameters", "Check the model's weights and the scale of its inputs.");
        }

        _cotangents.Write(Workspace.Output, _outcomes.View.RowRange(0, _labels.NeedsOutcomes ? count : 0), _stream, first, Workspace.OutputCotangent);
        _model.Network.Backward(Workspace, parameters, statistics, []);
        Second?.Compute(parameters, statistics, _labels.FirstCurved(_model.Likelihood.Dimension));
    }
}
