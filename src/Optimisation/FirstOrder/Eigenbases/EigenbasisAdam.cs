using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Collectives;
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
    private readonly (int Matrix, int Piece)[][] _pieces;

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
        _pieces = ShareOut(members);
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
            foreach ((int matrix, int piece) in _pieces[team.Rank]) _matrices[matrix].Start(piece, FirstIterations);
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
        foreach ((int matrix, int piece) in _pieces[team.Rank]) _matrices[matrix].Refresh(piece);
        team.Barrier();
        foreach (MatrixMoments<T> matrix in _matrices) matrix.BeginTurn(team);
        team.Barrier();
        foreach (MatrixMoments<T> matrix in _matrices) matrix.EndTurn(team);
    }

    // Largest first, each to the member with the least to do.
    private (int Matrix, int Piece)[][] ShareOut(int members)
    {
        List<(int Matrix, int Piece)>[] shares = [.. Enumerable.Range(0, members).Select(_ => new List<(int, int)>())];
        double[] load = new double[members];
        foreach ((int matrix, int piece) in Enumerable.Range(0, _matrices.Length)
            .SelectMany(matrix => Enumerable.Range(0, _matrices[matrix].RefreshCosts.Count).Select(piece => (matrix, piece)))
            .OrderByDescending(item => _matrices[item.matrix].RefreshCosts[item.piece]))
        {
            int owner = Array.IndexOf(load, load.Min());
            shares[owner].Add((matrix, piece));
            load[owner] += _matrices[matrix].RefreshCosts[piece];
        }

        return [.. shares.Select(share => share.ToArray())];
    }
}
