using System.Diagnostics;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Claims.Measurements;

/// <summary>
/// The matrix products of a training step of a chain of dense layers and nothing else, each member of a team doing those of
/// its rows: forward, gradients of weights, and cotangents of inputs but the first layer's.
/// </summary>
internal sealed class StepProducts
{
    private readonly ThreadTeam _team;
    private readonly Matrix<float>[] _weights;
    private readonly MemberMatrices[] _members;

    public StepProducts(IReadOnlyList<int> widths, int batch, ThreadTeam team)
    {
        _team = team;
        RandomSequence random = RandomStream.FromSeed(0).From();
        _weights = [.. Enumerable.Range(0, widths.Count - 1).Select(layer => Draw(widths[layer + 1], widths[layer], 1 / MathF.Sqrt(widths[layer]), ref random))];
        _members = new MemberMatrices[team.Size];
        for (int rank = 0; rank < team.Size; rank++)
        {
            int rows = Partition.Share(batch, rank, team.Size).Count;
            Matrix<float>[] activations = [.. widths.Select(width => new Matrix<float>(rows, width))], cotangents = [.. widths.Select(width => new Matrix<float>(rows, width))];
            activations[0] = Draw(rows, widths[0], 1, ref random);
            cotangents[^1] = Draw(rows, widths[^1], 1f / batch, ref random);
            _members[rank] = new(activations, cotangents, [.. _weights.Select(weight => new Matrix<float>(weight.Rows, weight.Columns))]);
        }
    }

    /// <summary>Multiplications and additions a sample.</summary>
    public static double Operations(IReadOnlyList<int> widths) => Enumerable.Range(0, widths.Count - 1)
        .Sum(layer => (layer == 0 ? 4.0 : 6.0) * widths[layer] * widths[layer + 1]);

    /// <summary>Seconds that the products of a step take, the mean over as many steps as fill the time.</summary>
    public double Measure(TimeSpan least)
    {
        const int Steps = 50;
        void Repeat(ICommunicator member)
        {
            for (int step = 0; step < Steps; step++) Multiply(_members[member.Rank]);
        }

        Action<ICommunicator> program = Repeat;
        _team.Run(program);
        long start = Stopwatch.GetTimestamp();
        int runs = 0;
        for (; Stopwatch.GetElapsedTime(start) < least; runs++) _team.Run(program);
        return Stopwatch.GetElapsedTime(start).TotalSeconds / ((double)runs * Steps);
    }

    private static Matrix<float> Draw(int rows, int columns, float scale, ref RandomSequence random)
    {
        Matrix<float> matrix = new(rows, columns);
        random.FillNormal(matrix.AsSpan());
        foreach (ref float value in matrix.AsSpan()) value *= scale;
        return matrix;
    }

    private void Multiply(MemberMatrices member)
    {
        for (int layer = 0; layer < _weights.Length; layer++)
            Products.MultiplyTransposedRight(member.Activations[layer].View, _weights[layer].View, member.Activations[layer + 1].View);
        for (int layer = _weights.Length - 1; layer >= 0; layer--)
        {
            Products.MultiplyTransposedLeft(member.Cotangents[layer + 1].View, member.Activations[layer].View, member.Gradients[layer].View);
            if (layer > 0) Products.Multiply(member.Cotangents[layer + 1].View, _weights[layer].View, member.Cotangents[layer].View);
        }
    }

    private sealed record MemberMatrices(Matrix<float>[] Activations, Matrix<float>[] Cotangents, Matrix<float>[] Gradients);
}
