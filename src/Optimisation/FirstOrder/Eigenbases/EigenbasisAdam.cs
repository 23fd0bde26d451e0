using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Optimisation.NaturalGradient;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.FirstOrder.Eigenbases;

/// <summary>
/// SOAP: for every matrix of weights W with gradient G, Adam in the eigenbasis of Shampoo's factors, W ← (1 − γλ) W − γ U_Lᵀ N U_R, N
/// Adam's direction for U_L G U_Rᵀ; vectors have plain Adam. Source: [Vyas24], algorithm 3. Its factors are running means of G Gᵀ and
/// GᵀG of the batch's mean gradient, so it is a relative of the natural gradients, not a member. Cost of a step for an m×n matrix:
/// 6mn(m + n), and some 7(m³ + n³) for every refresh of the bases.
/// </summary>
/// <remarks>The first gradient only sets up the bases, as in the authors' program: the direction it defines would be scaled by nothing but rounding.</remarks>
public sealed class EigenbasisAdam<T> : Optimiser<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // From the identity; later bases begin where the last one was.
    private const int FirstIterations = 4;

    private readonly EigenbasisAdamOptions _options;
    private readonly MatrixMoments<T>[] _matrices;
    private readonly VectorMoments<T>[] _vectors;
    private readonly int[][] _owners;

    /// <summary>SOAP for a network and a team of <paramref name="members"/>.</summary>
    /// <exception cref="ArgumentException">The period is not positive.</exception>
    public EigenbasisAdam(Network network, EigenbasisAdamOptions options, int members)
    {
        if (options.BasisPeriod < 1) throw new ArgumentException($"The period of the bases is {options.BasisPeriod}; expected at least 1.", nameof(options));
        _options = options;
        _matrices = [.. network.Blocks.Where(block => block.Kind == BlockKind.Affine).Select(block => new MatrixMoments<T>(block.First))];
        _vectors =
        [
            .. network.Blocks.Where(block => block.Kind != BlockKind.Affine).Select(block => new VectorMoments<T>(block.First)),
            .. network.Blocks.Where(block => block.HasBias).Select(block => new VectorMoments<T>(block.Second!)),
        ];
        _owners = WorkShares.ShareOut([.. _matrices.Select(matrix => matrix.RefreshCosts)], members);
        State = [.. _matrices.SelectMany(matrix => matrix.State), .. _vectors.SelectMany(vector => vector.State)];
    }

    /// <inheritdoc/>
    public override string Name => "soap";

    /// <inheritdoc/>
    public override IReadOnlyList<OptimiserState<T>> State { get; }

    /// <inheritdoc/>
    public override void Update(TrainingStep<T> step)
    {
        ICommunicator team = step.Team;
        team.Barrier();
        foreach (MatrixMoments<T> matrix in _matrices) matrix.Observe(step, _options.SecondDecay);
        if (step.Index == 0)
        {
            team.Barrier();
            for (int i = 0; i < FirstIterations; i++) IterateBases(team, isFirst: true);
            return;
        }

        AdamScaling<T> scaling = new(_options, step.Index);
        T kept = T.CreateTruncating(1 - (step.LearningRate * _options.WeightDecay));
        foreach (VectorMoments<T> vector in _vectors) vector.Move(step, scaling, kept);
        foreach (MatrixMoments<T> matrix in _matrices) matrix.Scale(step, scaling);
        team.Barrier();
        foreach (MatrixMoments<T> matrix in _matrices) matrix.Move(step, kept);
        if (step.Index % _options.BasisPeriod != 0) return;
        team.Barrier();
        IterateBases(team, isFirst: false);
        team.Barrier();
        foreach (MatrixMoments<T> matrix in _matrices) matrix.BeginTurn(team);
        team.Barrier();
        foreach (MatrixMoments<T> matrix in _matrices) matrix.EndTurn(team);
    }

    private void IterateBases(ICommunicator team, bool isFirst)
    {
        for (int matrix = 0; matrix < _owners.Length; matrix++)
        {
            for (int piece = 0; piece < _owners[matrix].Length; piece++)
            {
                if (_owners[matrix][piece] != team.Rank) continue;
                if (isFirst) _matrices[matrix].Start(piece);
                else _matrices[matrix].Refresh(piece);
            }
        }
    }
}
