using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;

namespace Neuromanifold.Optimisation.NaturalGradient.Exact;

/// <summary>
/// Natural gradient with the whole Fisher information and nothing left out of it: dense where parameters are few, else by conjugate
/// gradients on products with the batch's own, preconditioned by K-FAC. Its path through function space does not depend
/// on the parametrisation as γ → 0. Sources: [Amari16], §12.1; [Martens20], §8.
/// </summary>
public sealed class ExactNaturalGradient<T> : NaturalGradientOptimiser<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The most parameters for which the matrix is formed unasked.</summary>
    public const int MostDenseParameters = 3000;

    // Its square in float is 0.6 GB, and there are some five such matrices.
    private const int MostParameters = 12_000;

    private readonly int _parameters;
    private readonly DenseBlock<T>? _dense;
    private readonly ConjugateGradientCurvature<T>? _products;

    /// <summary>The exact natural gradient for a network and a team of <paramref name="members"/>.</summary>
    /// <exception cref="InvalidInputException">A pseudo-inverse is wanted with conjugate gradients, or a dense matrix of more parameters than fit.</exception>
    public ExactNaturalGradient(Network network, ExactOptions options, int members)
        : this(network, options, Metric(network, options, members))
    {
    }

    private ExactNaturalGradient(Network network, ExactOptions options, (DenseBlock<T>? Dense, Curvature<T> Curvature) metric)
        : base(network, metric.Curvature, options)
    {
        _parameters = network.Parameters.Length;
        _dense = metric.Dense;
        _products = metric.Curvature as ConjugateGradientCurvature<T>;
    }

    /// <inheritdoc/>
    public override string Name => "natural";

    /// <inheritdoc/>
    public override string? Remark
    {
        get
        {
            string? dropped = Rank < _parameters ? $"The last pseudo-inverse was of rank {Rank} of {_parameters}." : null;
            return (dropped, base.Remark) switch
            {
                (null, var others) => others,
                (_, null) => dropped,
                (_, var others) => $"{dropped} {others}",
            };
        }
    }

    /// <summary>The rank of the last matrix that was inverted: less than the number of parameters where directions were dropped. Null with conjugate gradients.</summary>
    public int? Rank => _dense?.Rank;

    /// <summary>How the last solve by conjugate gradients ended; null with a dense matrix.</summary>
    public ConjugateGradientResult? LastSolve => _products?.LastSolve;

    /// <summary>Whether the matrix of a network is formed; products with it otherwise.</summary>
    public static bool IsDense(Network network, ExactOptions options) => options.Solver switch
    {
        ExactSolver.Automatic => options.PseudoInverse || (network.Parameters.Length <= MostDenseParameters && !network.Nodes.Any(node => node.Layer is BatchNormalisation)),
        ExactSolver.Dense => true,
        _ => false,
    };

    private static (DenseBlock<T>? Dense, Curvature<T> Curvature) Metric(Network network, ExactOptions options, int members)
    {
        if (!(options.Damping >= 0)) throw new ArgumentException($"The damping is {options.Damping}; expected a number from 0 on.", nameof(options));
        bool isDense = IsDense(network, options);
        if (isDense && network.Parameters.Length > MostParameters)
            throw new InvalidInputException("--solver dense", $"a network of {network.Parameters.Length} parameters", $"at most {MostParameters}", options.PseudoInverse ? "Leave the pseudo-inverse out, and a larger network is solved by conjugate gradients." : "Use --solver cg.");
        if (!isDense && options.PseudoInverse)
            throw new InvalidInputException("--pseudo-inverse yes", "conjugate gradients", "the dense solver", "Use --solver dense.");
        if (isDense)
        {
            DenseBlock<T> block = new(network, members, options.PseudoInverse, options.PseudoInverse || options.Damping + options.WeightDecay == 0);
            return (block, new BlockwiseCurvature<T>(network, options, members, [block]));
        }

        bool isConditioned = options.Preconditioner is not null && options.Damping + options.WeightDecay > 0;
        return (null, new ConjugateGradientCurvature<T>(network, options, members, isConditioned ? KroneckerFactoredNaturalGradient<T>.Metric(network, options.Preconditioner!, members) : null));
    }
}
