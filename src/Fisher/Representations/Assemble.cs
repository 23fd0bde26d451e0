using System.Collections.Immutable;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Representations;

/// <summary>Puts a network's blocks together, and says where their parameters lie.</summary>
internal static class Assemble
{
    /// <summary>Parameters of a layer.</summary>
    public static int Size(ParameterBlock block) => checked(block.Outputs * block.UnitLength);

    /// <summary>Where a neuron's parameters lie, its bias last.</summary>
    public static int[] UnitPlaces(ParameterBlock block, int unit)
    {
        int width = block.UnitLength, inputs = block.Kind == BlockKind.Affine ? block.Inputs : 1;
        int[] places = new int[width];
        for (int k = 0; k < inputs; k++) places[k] = block.First.Offset + (unit * inputs) + k;
        if (width > inputs) places[inputs] = block.Second!.Offset + unit;
        return places;
    }

    /// <summary>Where a layer's parameters lie, neuron by neuron.</summary>
    public static int[] RowPlaces(ParameterBlock block) => [.. Enumerable.Range(0, block.Outputs).SelectMany(unit => UnitPlaces(block, unit))];

    /// <summary>Where a layer's parameters lie, in the order of the network's vector.</summary>
    public static int[] OwnPlaces(ParameterBlock block) =>
    [
        .. Enumerable.Range(block.First.Offset, block.First.Length),
        .. block.Second is { } second ? Enumerable.Range(second.Offset, second.Length) : [],
    ];

    public static DiagonalFisher Diagonal(Network network, double[] values) => new(
        values,
        [.. network.Parameters.Slots.Select(slot => new NamedTensor<double>($"{slot.Name}/{FisherArrays.Fisher}", slot.Shape, values.AsMemory(slot.Offset, slot.Length)))]);

    /// <summary>One matrix a layer, in the rows' order where it is affine.</summary>
    public static BlockDiagonalFisher Layers(Network network, Func<ParameterBlock, FisherMatrix> matrix) =>
        new([.. network.Blocks.Select(block => new FisherBlock(block.Name, RowPlaces(block), matrix(block)))]);

    public static BlockDiagonalFisher LayerWise(Network network, ImmutableArray<Matrix<double>> matrices) =>
        new([.. network.Blocks.Select((block, b) => new FisherBlock(block.Name, OwnPlaces(block), new DenseFisher(matrices[b], $"{block.First.Name}/{FisherArrays.Block}")))]);

    /// <summary>One matrix a neuron, from the layers' blocks stacked.</summary>
    public static BlockDiagonalFisher UnitWise(Network network, ImmutableArray<Matrix<double>> stacked) => new(
        [.. network.Blocks.SelectMany((block, b) => UnitBlocks(block, stacked[b], unit => UnitPlaces(block, unit)))],
        [.. network.Blocks.Select((block, b) => UnitArray(block, stacked[b]))]);

    /// <summary>One layer's neurons, for vectors of that layer alone in the rows' order.</summary>
    public static BlockDiagonalFisher Units(ParameterBlock block, Matrix<double> stacked)
    {
        int width = block.UnitLength;
        return new BlockDiagonalFisher([.. UnitBlocks(block, stacked, unit => [.. Enumerable.Range(unit * width, width)])], [UnitArray(block, stacked)]);
    }

    public static BlockDiagonalFisher QuasiDiagonal(Network network, double[] diagonal, ImmutableArray<Matrix<double>> biasRows)
    {
        List<FisherBlock> blocks = [];
        for (int b = 0; b < network.Blocks.Length; b++)
        {
            ParameterBlock block = network.Blocks[b];
            for (int unit = 0; unit < block.Outputs; unit++)
            {
                int[] places = UnitPlaces(block, unit);
                double[] own = [.. places.Select(place => diagonal[place])];
                string name = $"{block.Name}[{unit}]";
                // A neuron without bias has no row to keep.
                blocks.Add(new FisherBlock(name, places, block.HasBias ? new QuasiDiagonalFisher(own, biasRows[b].Row(unit), name) : new DiagonalFisher(own, [])));
            }
        }

        return new BlockDiagonalFisher(
            [.. blocks],
            [
                .. Diagonal(network, diagonal).ToArrays(),
                .. network.Blocks.Select((block, b) => new NamedTensor<double>($"{block.First.Name}/{FisherArrays.BiasRow}", new Shape(block.Outputs, block.UnitLength), biasRows[b].AsMemory())),
            ]);
    }

    private static IEnumerable<FisherBlock> UnitBlocks(ParameterBlock block, Matrix<double> stacked, Func<int, int[]> places)
    {
        int width = block.UnitLength;
        for (int unit = 0; unit < block.Outputs; unit++)
        {
            Matrix<double> own = new(width, width);
            own.View.CopyFrom(stacked.View.RowRange(unit * width, width));
            string name = $"{block.Name}[{unit}]";
            yield return new FisherBlock(name, places(unit), new DenseFisher(own, name));
        }
    }

    private static NamedTensor<double> UnitArray(ParameterBlock block, Matrix<double> stacked)
    {
        int width = block.UnitLength;
        return new NamedTensor<double>($"{block.First.Name}/{FisherArrays.Units}", new Shape(block.Outputs, width, width), stacked.AsMemory());
    }
}
