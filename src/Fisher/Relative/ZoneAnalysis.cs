using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Relative.Responses;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Relative;

/// <summary>
/// The effective learning zones of all layers over a data set, and the diagonal of the averaged relative Fisher information. One
/// forward pass an input and 2·P operations for P parameters; 4 bytes for each pair of a unit and an input. Source: [SunNielsen17], §4.
/// </summary>
public static class ZoneAnalysis
{
    private const int Chunk = 256;

    /// <summary>Runs the analysis.</summary>
    /// <param name="model">The network and its family.</param>
    /// <param name="examples">The inputs.</param>
    /// <param name="options">What the network does not say of its neurons.</param>
    /// <param name="memoryBytes">The memory to stay within.</param>
    /// <param name="cancellation">To stop it.</param>
    /// <exception cref="InvalidInputException">An activation has no closed form, examples are not the network's, or the memory is too little.</exception>
    public static ZoneResult Run<T>(Model<T> model, IExamples examples, ResponseOptions options, long memoryBytes = long.MaxValue, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ImmutableArray<Subsystem> subsystems = Subsystem.Of(model.Network, model.Likelihood, options);
        long needed = EstimateMemory(model.Network, examples.Count);
        if (needed > memoryBytes) throw new InvalidInputException("--memory", $"{memoryBytes:N0} bytes", $"at least {needed:N0} bytes for the zones at {examples.Count:N0} inputs", "Allow more, or take fewer inputs by --limit.");
        SubsystemPass<T> pass = new(model, examples, subsystems, Chunk);
        double[] diagonal = new double[model.Network.Parameters.Length];
        Layer<T>[] layers = [.. subsystems.Select(system => new Layer<T>(system, examples.Count, pass.Workspace.Capacity))];
        pass.Run(
            first =>
            {
                foreach (Layer<T> layer in layers) layer.Absorb(pass, model, first, diagonal);
            },
            cancellation);
        TensorPrimitives.Divide(diagonal, examples.Count, diagonal);
        if (!TensorPrimitives.IsFiniteAll<double>(diagonal)) throw new InvalidInputException("the model at these inputs", "a relative Fisher information that is not finite", "finite weights and activations");
        return new ZoneResult([.. layers.Where(layer => layer.Subsystem.Block.Kind == BlockKind.Affine).Select(layer => layer.Summarise(model.Likelihood))], diagonal, examples.Count);
    }

    /// <summary>The bytes it takes, passes over the data aside.</summary>
    public static long EstimateMemory(Network network, int examples) => (8L * network.Parameters.Length) + (8L * examples * network.Blocks.Sum(block => (long)block.Outputs));

    // What is gathered of one subsystem.
    private sealed class Layer<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Matrix<float> _zones;
        private readonly bool[] _neverOn;
        private readonly Matrix<T> _chunk;
        private readonly Matrix<T> _squares;
        private readonly Matrix<T> _sums;
        private readonly T[] _gains;

        public Layer(Subsystem subsystem, int examples, int capacity)
        {
            Subsystem = subsystem;
            ParameterBlock block = subsystem.Block;
            int width = block.Kind == BlockKind.Affine ? block.Inputs : block.Outputs;
            _zones = new Matrix<float>(block.Outputs, examples);
            _neverOn = new bool[block.Outputs];
            // Only a hard rectifier is exactly flat where it is off; what a smooth one is worth there, its zone says.
            Array.Fill(_neverOn, subsystem.Function is RectifiedLinear);
            _chunk = new Matrix<T>(capacity, block.Outputs);
            _squares = new Matrix<T>(capacity, width);
            _sums = new Matrix<T>(block.Kind == BlockKind.Affine ? block.Outputs : 1, width);
            _gains = new T[block.Outputs];
        }

        public Subsystem Subsystem { get; }

        public void Absorb(SubsystemPass<T> pass, Model<T> model, int first, double[] diagonal)
        {
            ParameterBlock block = Subsystem.Block;
            int examples = pass.Workspace.Examples;
            MatrixView<T> zones = _chunk.View.RowRange(0, examples), squares = _squares.View.RowRange(0, examples);
            pass.Zones(Subsystem, zones);
            Subsystem.Gains(pass.Workspace, model.Parameters.Span, _gains);
            ReadOnlyMatrixView<T> totals = Subsystem.Totals(pass.Workspace);
            for (int i = 0; i < examples; i++)
            {
                for (int j = 0; j < block.Outputs; j++)
                {
                    _zones[j, first + i] = float.CreateTruncating(zones[i, j]);
                    if (_neverOn[j] && totals[i, j] > T.Zero) _neverOn[j] = false;
                }

                TensorPrimitives.Multiply(zones.Row(i), _gains, zones.Row(i));
                TensorPrimitives.Multiply(zones.Row(i), _gains, zones.Row(i));
            }

            ReadOnlyMatrixView<T> inputs = pass.Workspace.BlockInputs(block);
            for (int i = 0; i < examples; i++) TensorPrimitives.Multiply(inputs.Row(i), inputs.Row(i), squares.Row(i));
            if (block.Second is { } bias) AddRows(zones, bias.In(diagonal.AsSpan()));
            if (block.Kind == BlockKind.Affine)
            {
                Products.MultiplyTransposedLeft(zones, squares, _sums.View);
                Add(_sums.AsSpan(), block.First.In(diagonal.AsSpan()));
                return;
            }

            for (int i = 0; i < examples; i++) TensorPrimitives.Multiply(zones.Row(i), squares.Row(i), zones.Row(i));
            AddRows(zones, block.First.In(diagonal.AsSpan()));
        }

        public LayerZones Summarise(Likelihood likelihood)
        {
            double largest = Subsystem.Response?.LargestZone ?? (likelihood is CategoricalLikelihood ? 0.25 : TensorPrimitives.Max<float>(_zones.AsSpan()));
            return new LayerZones(Subsystem, largest, _zones, _neverOn);
        }

        private static void AddRows(ReadOnlyMatrixView<T> rows, Span<double> sums)
        {
            for (int i = 0; i < rows.Rows; i++) Add(rows.Row(i), sums);
        }

        private static void Add(ReadOnlySpan<T> values, Span<double> sums)
        {
            for (int j = 0; j < values.Length; j++) sums[j] += double.CreateTruncating(values[j]);
        }
    }
}
