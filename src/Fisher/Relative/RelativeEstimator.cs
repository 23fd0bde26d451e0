using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Relative.Responses;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Relative;

/// <summary>
/// The relative Fisher information of every layer of a network as a subsystem of its own, averaged over data: a block for each
/// neuron, one for a soft-max layer, two parameters a unit for batch normalisation. Source: [SunNielsen17], §6.
/// </summary>
public static class RelativeEstimator
{
    private const int Chunk = 256;

    /// <summary>Makes the matrix, in the order of the network's parameters.</summary>
    /// <param name="model">The network and its family.</param>
    /// <param name="examples">What references are taken from; all of them are kept, n · (inputs + units) values a layer.</param>
    /// <param name="options">What the network does not say of its neurons.</param>
    /// <param name="cancellation">To stop it.</param>
    /// <exception cref="InvalidInputException">An activation has no closed form, or examples are not the network's.</exception>
    public static BlockDiagonalFisher Estimate<T>(Model<T> model, IExamples examples, ResponseOptions options, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ImmutableArray<Subsystem> subsystems = Subsystem.Of(model.Network, model.Likelihood, options);
        SubsystemPass<T> pass = new(model, examples, subsystems, Chunk);
        Matrix<double>[] inputs = [.. subsystems.Select(system => new Matrix<double>(examples.Count, InputsOf(system.Block)))];
        Matrix<double>[] zones = [.. subsystems.Select(system => new Matrix<double>(examples.Count, system.Block.Outputs))];
        Matrix<double>? outputs = null;
        pass.Run(
            first =>
            {
                for (int s = 0; s < subsystems.Length; s++)
                {
                    FillInputs(subsystems[s].Block, pass.Workspace.BlockInputs(subsystems[s].Block), inputs[s].View.RowRange(first, pass.Workspace.Examples));
                    FillZones(subsystems[s], pass, model, zones[s].View.RowRange(first, pass.Workspace.Examples));
                }

                outputs ??= new Matrix<double>(examples.Count, model.Likelihood.Dimension);
                for (int i = 0; i < pass.Workspace.Examples; i++) TensorPrimitives.ConvertTruncating<T, double>(pass.Workspace.Output.Row(i), outputs.Row(first + i));
            },
            cancellation);
        return new BlockDiagonalFisher([.. subsystems.Select((system, s) => Block(system, model, inputs[s], zones[s], outputs!, pass))])
            .With(double.CreateTruncating(T.BitIncrement(T.One) - T.One));
    }

    private static int InputsOf(ParameterBlock block) => block.Kind == BlockKind.Affine ? block.UnitLength : block.Outputs;

    private static FisherBlock Block<T>(Subsystem system, Model<T> model, Matrix<double> inputs, Matrix<double> zones, Matrix<double> outputs, SubsystemPass<T> pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ParameterBlock block = system.Block;
        int[] places = Assemble.RowPlaces(block);
        if (block.Kind != BlockKind.Affine) return new FisherBlock(block.Name, places, ScaleAndShift(block, inputs, zones));
        LayerReferences references = new(inputs);
        if (system.Response is not null) return new FisherBlock(block.Name, places, RelativeFisher.Units(references, zones, block.First.Name));
        if (pass.IsSoftMax && !system.IsNormalised) return new FisherBlock(block.Name, places, new ShiftInvariantFisher(references, Means(model, outputs), block.First.Name));
        return new FisherBlock(block.Name, places, new ReferenceFisher(references, Roots(system, model, outputs, pass), block.First.Name));
    }

    private static void FillInputs<T>(ParameterBlock block, ReadOnlyMatrixView<T> seen, MatrixView<double> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < seen.Rows; i++)
        {
            TensorPrimitives.ConvertTruncating(seen.Row(i), inputs.Row(i));
            if (inputs.Columns > seen.Columns) inputs[i, seen.Columns] = 1;
        }
    }

    // ν_f · (∂t/∂(w·x̃))².
    private static void FillZones<T>(Subsystem system, SubsystemPass<T> pass, Model<T> model, MatrixView<double> zones)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> own = new(zones.Rows, zones.Columns);
        T[] gains = new T[zones.Columns];
        pass.Zones(system, own);
        system.Gains(pass.Workspace, model.Parameters.Span, gains);
        TensorPrimitives.Multiply<T>(gains, gains, gains);
        for (int i = 0; i < zones.Rows; i++)
        {
            TensorPrimitives.Multiply(own.Row(i), gains, own.Row(i));
            TensorPrimitives.ConvertTruncating<T, double>(own.Row(i), zones.Row(i));
        }
    }

    private static Matrix<double> Means<T>(Model<T> model, Matrix<double> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<double> means = new(outputs.Rows, outputs.Columns);
        for (int r = 0; r < outputs.Rows; r++) model.Likelihood.Mean(outputs.Row(r), means.Row(r));
        return means;
    }

    private static Matrix<double> Roots<T>(Subsystem system, Model<T> model, Matrix<double> outputs, SubsystemPass<T> pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = outputs.Rows, dimension = outputs.Columns;
        Matrix<double> roots = new(count * dimension, dimension), root = new(dimension, dimension);
        T[] gains = new T[dimension];
        system.Gains(pass.Workspace, model.Parameters.Span, gains);
        for (int r = 0; r < count; r++)
        {
            model.Likelihood.CovarianceRoot(outputs.Row(r), root);
            for (int k = 0; k < dimension; k++)
            {
                for (int i = 0; i < dimension; i++) roots[(k * count) + r, i] = root[i, k] * double.CreateTruncating(gains[i]);
            }
        }

        return roots;
    }

    // Each unit sees its own (x̂, 1).
    private static BlockDiagonalFisher ScaleAndShift(ParameterBlock block, Matrix<double> inputs, Matrix<double> zones)
    {
        Matrix<double> stacked = new(2 * block.Outputs, 2);
        for (int r = 0; r < inputs.Rows; r++)
        {
            for (int j = 0; j < block.Outputs; j++)
            {
                double zone = zones[r, j] / inputs.Rows, x = inputs[r, j];
                stacked[2 * j, 0] += zone * x * x;
                stacked[2 * j, 1] += zone * x;
                stacked[(2 * j) + 1, 0] += zone * x;
                stacked[(2 * j) + 1, 1] += zone;
            }
        }

        return Assemble.Units(block, stacked);
    }
}
