using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.Damping;
using Neuromanifold.Optimisation.NaturalGradient;
using Neuromanifold.Optimisation.Training;
using Neuromanifold.References.Optimisers;

namespace Neuromanifold.Optimisation.Tests.NaturalGradient;

/// <summary>K-FAC's steps by dense matrices, from the inputs and cotangents its members leave behind.</summary>
internal sealed class BlockwiseTwin(Network network, KroneckerFactoredOptions options)
{
    private readonly double[,]?[] _a = new double[network.Blocks.Length][,], _b = new double[network.Blocks.Length][,];
    private readonly double[,]?[] _agedA = new double[network.Blocks.Length][,], _agedB = new double[network.Blocks.Length][,];
    private readonly double[] _momentum = new double[network.Parameters.Length];
    private readonly RefreshSchedule _inverses = new(options.InversePeriod);

    public double[] Advance(DataParallelSteps<double> steps, double[] before, double[] gradient, double rate, int step)
    {
        double[] g = [.. gradient.Zip(before, (value, θ) => value + (options.WeightDecay * θ))], direction = new double[g.Length];
        double damping = options.Damping + options.WeightDecay, keep = Math.Min(step / (step + 1.0), options.Decay);
        for (int index = 0; index < network.Blocks.Length; index++)
        {
            ParameterBlock block = network.Blocks[index];
            (List<double[]> inputs, List<double[]> cotangents) = Rows(steps, block);
            bool affine = block.Kind == BlockKind.Affine;
            int examples = steps.Members[0].TotalExamples;
            if (!affine)
            {
                // A scale sees x̂ and a shift 1: the diagonal of unit matrices of order two, one a unit.
                int perExample = cotangents.Count / inputs.Count;
                List<double[]> squares = [.. cotangents.Select((c, row) => c.Select((δ, j) => δ * inputs[row / perExample][j]).Concat(c).ToArray())];
                _a[index] = KroneckerTwin.Average(_a[index], KroneckerTwin.Factor(squares, 2 * block.Outputs, examples), keep);
            }
            else
            {
                if (block.HasBias) inputs = [.. inputs.Select(row => (double[])[.. row, 1])];
                _a[index] = KroneckerTwin.Average(_a[index], KroneckerTwin.Factor(inputs, inputs[0].Length, examples), keep);
                _b[index] = KroneckerTwin.Average(_b[index], KroneckerTwin.Factor(cotangents, block.Outputs, examples), keep);
            }

            if (_inverses.IsDue(step)) (_agedA[index], _agedB[index]) = (_a[index], _b[index]);
            if (affine) Precondition(block, KroneckerTwin.Step(_agedB[index]!, _agedA[index]!, Gather(block, g), damping), direction);
            else Precondition(block, _agedA[index]!, g, damping, direction);
        }

        for (int i = 0; i < g.Length; i++) _momentum[i] = (options.Momentum * _momentum[i]) + direction[i];
        return [.. before.Zip(_momentum, (θ, m) => θ - (rate * m))];
    }

    // Cotangents of one example stand together: all of the first example, then all of the second.
    private static (List<double[]> Inputs, List<double[]> Cotangents) Rows(DataParallelSteps<double> steps, ParameterBlock block)
    {
        List<double[]> inputs = [], cotangents = [];
        foreach (TrainingStep<double> member in steps.Members)
        {
            ReadOnlyMatrixView<double> x = member.Workspace.BlockInputs(block), δ = member.Workspace.BlockCotangents(block);
            for (int i = 0; i < x.Rows; i++)
            {
                inputs.Add(x.Row(i).ToArray());
                for (int k = 0; k < δ.Rows / x.Rows; k++) cotangents.Add(δ.Row((k * x.Rows) + i).ToArray());
            }
        }

        return (inputs, cotangents);
    }

    private static double[,] Gather(ParameterBlock block, double[] vector)
    {
        double[,] matrix = new double[block.Outputs, block.Inputs + (block.HasBias ? 1 : 0)];
        for (int j = 0; j < block.Outputs; j++)
        {
            for (int k = 0; k < block.Inputs; k++) matrix[j, k] = vector[block.First.Offset + (j * block.Inputs) + k];
            if (block.Second is { } bias) matrix[j, block.Inputs] = vector[bias.Offset + j];
        }

        return matrix;
    }

    private static void Precondition(ParameterBlock block, double[,] step, double[] direction)
    {
        for (int j = 0; j < block.Outputs; j++)
        {
            for (int k = 0; k < block.Inputs; k++) direction[block.First.Offset + (j * block.Inputs) + k] = step[j, k];
            if (block.Second is { } bias) direction[bias.Offset + j] = step[j, block.Inputs];
        }
    }

    private static void Precondition(ParameterBlock block, double[,] curvature, double[] gradient, double damping, double[] direction)
    {
        for (int j = 0; j < block.Outputs; j++)
        {
            int scale = block.First.Offset + j, shift = block.Second!.Offset + j;
            direction[scale] = gradient[scale] / (curvature[j, j] + damping);
            direction[shift] = gradient[shift] / (curvature[block.Outputs + j, block.Outputs + j] + damping);
        }
    }
}
