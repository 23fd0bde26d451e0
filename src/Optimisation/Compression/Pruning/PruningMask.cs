using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Optimisation.Compression.Pruning;

/// <summary>Which parameters are kept and which are zero.</summary>
public sealed class PruningMask
{
    private readonly bool[] _isPruned;

    private PruningMask(bool[] isPruned, int pruned)
    {
        _isPruned = isPruned;
        Pruned = pruned;
    }

    /// <summary>The number of parameters that are zero.</summary>
    public int Pruned { get; }

    /// <summary>Whether each parameter is zero.</summary>
    public ReadOnlySpan<bool> IsPruned => _isPruned;

    /// <summary>Prunes the given share of all weights, those of the least scores; of equal scores the first.</summary>
    /// <param name="scores">A score a parameter; +∞ for what is no weight and stays. See <see cref="PruningScores"/>.</param>
    /// <param name="sparsity">The share, from 0 to 1.</param>
    /// <exception cref="InvalidInputException">The share is no share.</exception>
    /// <exception cref="NumericalException">A score is not a number.</exception>
    public static PruningMask Of(ReadOnlySpan<double> scores, double sparsity)
    {
        if (!(sparsity is >= 0 and <= 1)) throw new InvalidInputException("the sparsity", $"{sparsity}", "a share from 0 to 1");
        double[] all = scores.ToArray();
        if (Array.Exists(all, double.IsNaN)) throw new NumericalException("A pruning score is not a number. Look for values that are not finite in the model or its Fisher information.");
        int[] weights = [.. Enumerable.Range(0, all.Length).Where(i => !double.IsPositiveInfinity(all[i])).OrderBy(i => all[i])];
        int pruned = (int)Math.Round(sparsity * weights.Length);
        bool[] isPruned = new bool[all.Length];
        foreach (int i in weights.AsSpan(0, pruned)) isPruned[i] = true;
        return new PruningMask(isPruned, pruned);
    }

    /// <summary>Sets pruned parameters to zero.</summary>
    public void Apply<T>(Span<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Apply(parameters, 0);

    /// <summary>Sets the pruned ones of a share of the parameters to zero.</summary>
    /// <param name="parameters">The share.</param>
    /// <param name="start">Where it begins.</param>
    public void Apply<T>(Span<T> parameters, int start)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            if (_isPruned[start + i]) parameters[i] = T.Zero;
        }
    }

    /// <summary>The share of weights that are zero, layer by layer, in the network's order.</summary>
    public IReadOnlyList<(string Name, double Sparsity)> ByLayer(Network network) =>
        [.. PruningScores.Weights(network).Select(slot => (slot.Name, _isPruned.AsSpan(slot.Offset, slot.Length).Count(true) / (double)slot.Length))];
}
