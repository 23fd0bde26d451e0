using System.Collections.Immutable;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Representations;

/// <summary>Representations as named arrays: what a file of them holds, and the way back.</summary>
public static class FisherArrays
{
    internal const string Fisher = "fisher";
    internal const string BiasRow = "bias_row";
    internal const string Units = "units";
    internal const string Block = "block";
    internal const string InputFactor = "input_factor";
    internal const string OutputFactor = "output_factor";
    internal const string Moments = "moments";
    internal const string Inputs = "inputs";
    internal const string Cotangents = "cotangents";

    /// <summary>The representation that arrays of a network hold.</summary>
    /// <param name="network">The network.</param>
    /// <param name="kind">Which representation.</param>
    /// <param name="arrays">The arrays by their names; ones that don't belong to it are left alone.</param>
    /// <exception cref="InvalidInputException">An array is missing or of another shape.</exception>
    public static FisherMatrix Load(Network network, RepresentationKind kind, IReadOnlyDictionary<string, NamedTensor<double>> arrays)
    {
        Reader reader = new(arrays);
        return kind switch
        {
            RepresentationKind.Diagonal => Assemble.Diagonal(network, Join(network, slot => reader.Read($"{slot.Name}/{Fisher}", slot.Shape))),
            RepresentationKind.Dense => new DenseFisher(reader.Matrix(Block, network.Parameters.Length, network.Parameters.Length), Block),
            RepresentationKind.Gram => new GramFisher([.. network.Blocks.Select(block => reader.Gram(block))], network.Parameters.Length),
            RepresentationKind.QuasiDiagonal => Assemble.QuasiDiagonal(
                network,
                Join(network, slot => reader.Read($"{slot.Name}/{Fisher}", slot.Shape)),
                [.. network.Blocks.Select(block => reader.Matrix($"{block.First.Name}/{BiasRow}", block.Outputs, block.UnitLength))]),
            RepresentationKind.UnitWise => Assemble.UnitWise(network, [.. network.Blocks.Select(reader.UnitBlocks)]),
            RepresentationKind.LayerWise => Assemble.LayerWise(network, [.. network.Blocks.Select(block => reader.Matrix($"{block.First.Name}/{Block}", Assemble.Size(block), Assemble.Size(block)))]),
            RepresentationKind.Kronecker => Assemble.Layers(network, block => block.Kind == BlockKind.Affine ? new KroneckerFisher(reader.Factors(block), block.First.Name) : Assemble.Units(block, reader.UnitBlocks(block))),
            RepresentationKind.EigenCorrected => Assemble.Layers(network, block => block.Kind == BlockKind.Affine
                ? new EigenCorrectedFisher(reader.Factors(block), reader.Matrix($"{block.First.Name}/{Moments}", block.Outputs, block.UnitLength).AsSpan().ToArray(), block.First.Name)
                : Assemble.Units(block, reader.UnitBlocks(block))),
            _ => throw new ArgumentException($"A {kind} Fisher matrix is a model and its data, and holds no arrays.", nameof(kind)),
        };
    }

    private static double[] Join(Network network, Func<TensorSlot, double[]> read)
    {
        double[] values = new double[network.Parameters.Length];
        foreach (TensorSlot slot in network.Parameters.Slots) read(slot).CopyTo(slot.In(values.AsSpan()));
        return values;
    }

    private sealed class Reader(IReadOnlyDictionary<string, NamedTensor<double>> arrays)
    {
        public double[] Read(string name, Shape shape)
        {
            if (!arrays.TryGetValue(name, out NamedTensor<double>? array)) throw new InvalidInputException("the arrays of a Fisher matrix", $"no '{name}'", $"one of shape {shape}");
            return array.Shape.Equals(shape) ? array.Values.ToArray() : throw new InvalidInputException($"the array '{name}'", $"shape {array.Shape}", $"{shape}");
        }

        public Matrix<double> Matrix(string name, int rows, int columns) => new(rows, columns, Read(name, new Shape(rows, columns)));

        public Matrix<double> UnitBlocks(ParameterBlock block)
        {
            int width = block.UnitLength;
            return new Matrix<double>(block.Outputs * width, width, Read($"{block.First.Name}/{Units}", new Shape(block.Outputs, width, width)));
        }

        public KroneckerFactored<double> Factors(ParameterBlock block)
        {
            int order = block.UnitLength;
            KroneckerFactored<double> factors = new(order, block.Outputs);
            Read($"{block.First.Name}/{InputFactor}", new Shape(order, order)).CopyTo(factors.InputFactor.AsSpan());
            Read($"{block.First.Name}/{OutputFactor}", new Shape(block.Outputs, block.Outputs)).CopyTo(factors.OutputFactor.AsSpan());
            return factors;
        }

        // How many examples and cotangents there were, the arrays themselves say.
        public GramLayer Gram(ParameterBlock block)
        {
            int width = block.Kind == BlockKind.Affine ? block.Inputs : block.Outputs;
            return new GramLayer(block, Rows($"{block.First.Name}/{Inputs}", width), Rows($"{block.First.Name}/{Cotangents}", block.Outputs));
        }

        private Matrix<double> Rows(string name, int columns)
        {
            if (!arrays.TryGetValue(name, out NamedTensor<double>? array) || array.Shape.Rank != 2 || array.Shape.Extents[1] != columns)
                throw new InvalidInputException("the arrays of a Fisher matrix", array is null ? $"no '{name}'" : $"'{name}' of shape {array.Shape}", $"one with rows of {columns} values");
            return new Matrix<double>(array.Shape.Extents[0], columns, array.Values.ToArray());
        }
    }
}
