using System.Collections.Immutable;
using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Accumulators;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Networks.SecondOrder;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Fisher.Variances;

/// <summary>
/// The Fisher information of every parameter of a network, how far its estimators stray and the bounds on that, as means over a
/// data set. Exact: labels are in expectation, in closed form. Source: [SoenSun24], §3–4.
/// </summary>
/// <remarks>
/// Cost an example: one forward pass, T backward ones, the products of <see cref="SecondDerivatives{T}"/> where a quantity needs
/// them, and 2·P operations a quantity for P parameters. Examples go in chunks that fit the memory allowed; products are summed in
/// T over at most 1,024 examples and added in double.
/// </remarks>
public static class DiagonalAnalysis
{
    private const int GroupSize = 1024;
    private const int LargestChunk = 128;

    /// <summary>Runs the analysis.</summary>
    /// <exception cref="InvalidInputException">There is no input, one is unusable, or the memory allowed is too little.</exception>
    /// <exception cref="NotSupportedException">A layer lacks a second-order rule that a quantity needs.</exception>
    public static DiagonalResult Run<T>(Model<T> model, IExamples examples, DiagonalOptions options, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check<T>(model.Network, examples, options);
        options.LabelsInUse?.Require(model.Likelihood, examples.Count);
        int threads = Math.Clamp(options.Threads, 1, examples.Count);
        int capacity = ChunkFor(model, examples.Count, threads, options);
        DiagonalTotals totals = new(options.Quantities, model.Network.Parameters.Length, options.InputSpread ? options.SpreadOf : null);
        DiagonalPass<T>[] passes = [.. Enumerable.Range(0, threads).Select(_ => new DiagonalPass<T>(model, examples, options, totals, capacity))];
        using ThreadTeam team = new(threads);
        team.Run(member =>
        {
            for (int start = 0; start < examples.Count; start += GroupSize * threads)
            {
                cancellation.ThrowIfCancellationRequested();
                int inRound = Math.Min(GroupSize * threads, examples.Count - start);
                (int first, int count) = member.Share(inRound);
                passes[member.Rank].Run(start + first, count, cancellation);
                member.Barrier();
                Merge(member, passes, totals, start, inRound);
                if (member.Rank == 0) options.Progress?.Report(start + inRound);
                member.Barrier();
            }
        });
        foreach (DiagonalPass<T> pass in passes[1..]) passes[0].Tensors.Merge(pass.Tensors);
        return Conclude(model.Network, examples.Count, options, totals, passes[0].Tensors);
    }

    /// <summary>The bytes an analysis takes with chunks of <paramref name="chunk"/> examples on some threads.</summary>
    public static long EstimateMemory<T>(Model<T> model, DiagonalOptions options, int chunk, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = System.Runtime.CompilerServices.Unsafe.SizeOf<T>(), quantities = options.Quantities.Length;
        long parameters = model.Network.Parameters.Length, labels = model.Likelihood.Dimension;
        long totals = 8 * parameters * (quantities + (options.InputSpread ? 2 : 0));
        long sums = size * parameters * (quantities + (options.InputSpread ? 4 : 0));
        long units = model.Network.Blocks.Sum(block => (long)chunk * ((block.Outputs * ((8L * quantities) + (size * (options.InputSpread ? 3 : 1)))) + (size * (block.Inputs + 1L) * (options.InputSpread ? 4 : 2))));
        long widest = model.Network.Blocks.Max(block => block.Outputs), weights = 0, curvatures = 0;
        if (options.Needs.HasFlag(DiagonalNeeds.SecondDerivatives))
        {
            weights = 3 * size * parameters;
            curvatures = size * (labels + 3) * chunk * model.Network.Nodes.Sum(node => (long)node.Width) * 2;
        }

        long workspace = size * Workspace<T>.Measure(model.Network, FisherPass<T>.WorkspaceFor(model, options.Cotangents, chunk, options.Needs.HasFlag(DiagonalNeeds.SecondDerivatives)));
        long outcomes = options.LabelsInUse?.Outcomes ?? 0;
        long moments = 8 * ((labels * widest * 2) + (outcomes * (widest + (chunk * labels))));
        return totals + (threads * (sums + units + weights + curvatures + workspace + moments));
    }

    private static void Check<T>(Network network, IExamples examples, DiagonalOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (options.Quantities.IsDefaultOrEmpty) throw new ArgumentException("A diagonal analysis needs at least one quantity.", nameof(options));
        if (options.Quantities.Select(quantity => quantity.Name).Distinct(StringComparer.Ordinal).Count() != options.Quantities.Length)
            throw new ArgumentException("A quantity is asked for twice, or both Monte-Carlo estimates in one analysis.", nameof(options));
        if (options.InputSpread && (!options.Quantities.Contains(options.SpreadOf) || options.SpreadOf.Power != 2))
            throw new ArgumentException($"The spread over inputs of '{options.SpreadOf}' needs that quantity too, and one that is quadratic in first derivatives.", nameof(options));
        if (options.Needs.HasFlag(DiagonalNeeds.LabelDistribution) && options.LabelDistribution is null)
            throw new ArgumentException($"A quantity of the data Fisher information needs {nameof(DiagonalOptions.LabelDistribution)}.", nameof(options));
        FisherPass<T>.Require(network, examples);
        if (options.Needs.HasFlag(DiagonalNeeds.SecondDerivatives)) SecondOrderRules.Require(network);
    }

    private static int ChunkFor<T>(Model<T> model, int examples, int threads, DiagonalOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int chunk = Math.Min(LargestChunk, examples);
        while (chunk > 1 && EstimateMemory(model, options, chunk, threads) > options.MemoryBytes) chunk = (chunk + 1) / 2;
        long needed = EstimateMemory(model, options, chunk, threads);
        if (needed <= options.MemoryBytes) return chunk;
        throw new InvalidInputException(
            "--memory",
            $"{options.MemoryBytes:N0} bytes",
            $"at least {needed:N0} bytes for {options.Quantities.Length} quantities of {model.Network.Parameters.Length:N0} parameters on {threads} threads",
            "Allow more, ask for fewer quantities, or use fewer threads.");
    }

    // Every member merges the sums of all, in the order of ranks, for its share of a layer's units.
    private static void Merge<T>(ICommunicator member, DiagonalPass<T>[] passes, DiagonalTotals totals, int start, int inRound)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int rank = 0; rank < passes.Length; rank++)
        {
            (int first, int count) = Partition.Share(inRound, rank, passes.Length);
            if (count == 0) continue;
            foreach (QuantityAccumulator<T> accumulator in passes[rank].Accumulators)
            {
                (int unit, int units) = member.Share(accumulator.Block.Outputs);
                accumulator.MergeInto(totals, unit, units, start + first, count);
            }
        }
    }

    private static DiagonalResult Conclude(Network network, int examples, DiagonalOptions options, DiagonalTotals totals, TensorSpread tensors)
    {
        ImmutableDictionary<string, double[]>.Builder values = ImmutableDictionary.CreateBuilder<string, double[]>(StringComparer.Ordinal);
        for (int q = 0; q < options.Quantities.Length; q++) values[options.Quantities[q].Name] = totals.MeanOf(q, examples);
        double[]? spread = totals.HasSpread ? [.. totals.SquaredDeviations.Select(sum => sum / examples)] : null;
        return new DiagonalResult(network, examples, options, values.ToImmutable(), spread, totals.HasSpread && examples > 1 ? tensors.StandardErrors() : null);
    }
}
