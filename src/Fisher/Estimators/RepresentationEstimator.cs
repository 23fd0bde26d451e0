using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Accumulators;
using Neuromanifold.Fisher.Labels;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Estimators;

/// <summary>
/// Makes any representation of a model's Fisher matrix over a data set, under any rule for labels. Products run in T over chunks
/// of at most 256 examples; chunks are added in double, threads in the order of their ranks.
/// </summary>
public static class RepresentationEstimator
{
    private const int Chunk = 256;

    /// <summary>Makes a representation.</summary>
    /// <exception cref="InvalidInputException">There are no examples, they are not the network's, or the memory allowed is too little.</exception>
    public static FisherMatrix Estimate<T>(Model<T> model, IExamples examples, RepresentationKind kind, EstimationOptions options, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(model, examples, kind, options);
        if (kind == RepresentationKind.Implicit) return new ImplicitFisher<T>(model, examples, options);
        Work<T> work = new(model, examples, options, cancellation);
        return kind switch
        {
            RepresentationKind.Diagonal => work.Diagonal(),
            RepresentationKind.QuasiDiagonal => work.QuasiDiagonal(),
            RepresentationKind.UnitWise => work.UnitWise(),
            RepresentationKind.LayerWise => work.LayerWise(),
            RepresentationKind.Kronecker => work.Kronecker(),
            RepresentationKind.EigenCorrected => work.EigenCorrected(),
            RepresentationKind.Dense => work.Dense(),
            _ => work.Gram(),
        };
    }

    /// <summary>The bytes a representation takes while it is made, passes over the data aside.</summary>
    public static long EstimateMemory<T>(Model<T> model, int examples, RepresentationKind kind, LabelRule labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = 8 + Unsafe.SizeOf<T>();
        long parameters = model.Network.Parameters.Length, cotangents = labels.BackwardPasses(model.Likelihood.Dimension);
        ImmutableArray<ParameterBlock> blocks = model.Network.Blocks;
        return kind switch
        {
            RepresentationKind.Diagonal => parameters * size,
            RepresentationKind.QuasiDiagonal => 2 * parameters * size,
            RepresentationKind.UnitWise => blocks.Sum(block => (long)block.Outputs * block.UnitLength * block.UnitLength) * (size + 16),
            RepresentationKind.LayerWise => blocks.Sum(block => (long)Assemble.Size(block) * Assemble.Size(block)) * (size + 8),
            RepresentationKind.Kronecker or RepresentationKind.EigenCorrected =>
                blocks.Sum(block => ((long)block.UnitLength * block.UnitLength) + ((long)block.Outputs * block.Outputs) + (2 * Assemble.Size(block))) * (size + 16),
            RepresentationKind.Dense => parameters * parameters * (size + 8),
            RepresentationKind.Gram => (8 * examples * blocks.Sum(block => block.Inputs + (cotangents * block.Outputs))) + (24 * examples * cotangents * examples * cotangents),
            _ => 4 * parameters * size,
        };
    }

    private static void Check<T>(Model<T> model, IExamples examples, RepresentationKind kind, EstimationOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        FisherPass<T>.Require(model.Network, examples);
        long needed = EstimateMemory(model, examples.Count, kind, options.Labels);
        if (needed > options.MemoryBytes)
            throw new InvalidInputException("--memory", $"{options.MemoryBytes:N0} bytes", $"at least {needed:N0} bytes for the {kind} representation of {model.Network.Parameters.Length:N0} parameters at {examples.Count:N0} inputs", "Allow more, or choose a representation that keeps less.");
    }

    private sealed class Work<T>(Model<T> model, IExamples examples, EstimationOptions options, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly double _precision = double.CreateTruncating(T.BitIncrement(T.One) - T.One);

        private ImmutableArray<ParameterBlock> Blocks => model.Network.Blocks;

        public FisherMatrix Diagonal() => Assemble.Diagonal(model.Network, DiagonalOf(Means(Blocks, Squares)));

        public FisherMatrix QuasiDiagonal()
        {
            Dictionary<ParameterBlock, Matrix<double>> squares = Means(Blocks, Squares), rows = Means(Blocks, block => block.Kind == BlockKind.Affine ? new BiasRows<T>(block) : new UnitMatrices<T>(block));
            return Precise(Assemble.QuasiDiagonal(model.Network, DiagonalOf(squares), [.. Blocks.Select(block => BiasRowsOf(block, rows[block]))]));
        }

        public FisherMatrix UnitWise()
        {
            Dictionary<ParameterBlock, Matrix<double>> units = Means(Blocks, Units);
            return Precise(Assemble.UnitWise(model.Network, [.. Blocks.Select(block => units[block])]));
        }

        public FisherMatrix LayerWise()
        {
            // A layer's weight and bias lie side by side.
            Dictionary<ParameterBlock, Matrix<double>> products = Means(Blocks, block => new GradientProducts<T>([block], block.First.Offset, Assemble.Size(block)));
            return Precise(Assemble.LayerWise(model.Network, [.. Blocks.Select(block => products[block])]));
        }

        public FisherMatrix Dense() =>
            new DenseFisher(Means(() => [new GradientProducts<T>(Blocks, 0, model.Network.Parameters.Length)])[0], FisherArrays.Block) { Precision = _precision };

        public FisherMatrix Kronecker()
        {
            Dictionary<ParameterBlock, KroneckerFactored<double>> factors = Factors(out Dictionary<ParameterBlock, Matrix<double>> units);
            return Precise(Assemble.Layers(model.Network, block => block.Kind == BlockKind.Affine
                ? new KroneckerFisher(factors[block], block.First.Name) { Precision = _precision }
                : Assemble.Units(block, units[block])));
        }

        public FisherMatrix EigenCorrected()
        {
            Dictionary<ParameterBlock, KroneckerFactored<double>> factors = Factors(out Dictionary<ParameterBlock, Matrix<double>> units);
            Dictionary<ParameterBlock, KroneckerBasis> bases = factors.ToDictionary(entry => entry.Key, entry => new KroneckerBasis(entry.Value.InputFactor, entry.Value.OutputFactor));
            Dictionary<ParameterBlock, Matrix<double>> moments =
                Means(factors.Keys, block => new EigenMoments<T>(block, Convert(bases[block].InputVectors), Convert(bases[block].OutputVectors)));
            return Precise(Assemble.Layers(model.Network, block => block.Kind == BlockKind.Affine
                ? new EigenCorrectedFisher(factors[block].InputFactor, factors[block].OutputFactor, bases[block], moments[block].AsSpan().ToArray(), block.First.Name) { Precision = _precision }
                : Assemble.Units(block, units[block])));
        }

        public FisherMatrix Gram()
        {
            int count = examples.Count, cotangents = options.Labels.BackwardPasses(model.Likelihood.Dimension);
            Matrix<double>[] inputs = [.. Blocks.Select(block => new Matrix<double>(count, block.Kind == BlockKind.Affine ? block.Inputs : block.Outputs))];
            Matrix<double>[] returned = [.. Blocks.Select(block => new Matrix<double>(count * cotangents, block.Outputs))];
            FisherPass<T> all = new(model, examples, options.Labels, options.Stream, Math.Min(Chunk, count));
            all.Run(
                0,
                count,
                pass =>
                {
                    (int first, int size) = (pass.Indices[0], pass.Indices.Length);
                    for (int b = 0; b < inputs.Length; b++)
                    {
                        Copy(pass.Workspace.BlockInputs(Blocks[b]), inputs[b].View.RowRange(first, size));
                        for (int k = 0; k < cotangents; k++)
                            Copy(pass.Workspace.BlockCotangents(Blocks[b]).RowRange(k * size, size), returned[b].View.RowRange((k * count) + first, size));
                    }
                },
                cancellation);
            return new GramFisher([.. Blocks.Select((block, b) => new GramLayer(block, inputs[b], returned[b]))], model.Network.Parameters.Length) { Precision = _precision };
        }

        private static Accumulator<T> Squares(ParameterBlock block) => new SquaredGradients<T>(block);

        private static Accumulator<T> Units(ParameterBlock block) => new UnitMatrices<T>(block);

        private Dictionary<ParameterBlock, KroneckerFactored<double>> Factors(out Dictionary<ParameterBlock, Matrix<double>> units)
        {
            ParameterBlock[] affine = [.. Blocks.Where(block => block.Kind == BlockKind.Affine)], others = [.. Blocks.Where(block => block.Kind != BlockKind.Affine)];
            Matrix<double>[] means = Means(() => [.. affine.Select(block => new InputFactor<T>(block)), .. affine.Select(block => new OutputFactor<T>(block)), .. others.Select(Units)]);
            units = others.Select((block, b) => (block, Mean: means[(2 * affine.Length) + b])).ToDictionary(entry => entry.block, entry => entry.Mean);
            Dictionary<ParameterBlock, KroneckerFactored<double>> factors = [];
            for (int b = 0; b < affine.Length; b++)
            {
                KroneckerFactored<double> own = factors[affine[b]] = new(affine[b].UnitLength, affine[b].Outputs);
                means[b].AsSpan().CopyTo(own.InputFactor.AsSpan());
                means[affine.Length + b].AsSpan().CopyTo(own.OutputFactor.AsSpan());
            }

            return factors;
        }

        private Dictionary<ParameterBlock, Matrix<double>> Means(IEnumerable<ParameterBlock> blocks, Func<ParameterBlock, Accumulator<T>> create)
        {
            ParameterBlock[] own = [.. blocks];
            Matrix<double>[] means = Means(() => [.. own.Select(create)]);
            return own.Select((block, b) => (block, Mean: means[b])).ToDictionary(entry => entry.block, entry => entry.Mean);
        }

        private Matrix<double>[] Means(Func<Accumulator<T>[]> create) =>
            FisherPass<T>.Means(model, examples, options.Labels, options.Stream, Chunk, options.Threads, create, cancellation);

        private double[] DiagonalOf(Dictionary<ParameterBlock, Matrix<double>> squares)
        {
            double[] diagonal = new double[model.Network.Parameters.Length];
            foreach ((ParameterBlock block, Matrix<double> own) in squares)
            {
                for (int unit = 0; unit < block.Outputs; unit++)
                {
                    int[] places = Assemble.UnitPlaces(block, unit);
                    for (int k = 0; k < places.Length; k++) diagonal[places[k]] = block.Kind == BlockKind.Affine ? own[unit, k] : own[k, unit];
                }
            }

            return diagonal;
        }

        private static Matrix<double> BiasRowsOf(ParameterBlock block, Matrix<double> mean)
        {
            if (block.Kind == BlockKind.Affine) return mean;
            Matrix<double> rows = new(block.Outputs, block.UnitLength);
            for (int unit = 0; unit < block.Outputs; unit++) mean.Row((unit * rows.Columns) + 1).CopyTo(rows.Row(unit));
            return rows;
        }

        private static Matrix<T> Convert(Matrix<double> matrix)
        {
            Matrix<T> converted = new(matrix.Rows, matrix.Columns);
            TensorPrimitives.ConvertTruncating<double, T>(matrix.AsSpan(), converted.AsSpan());
            return converted;
        }

        private static void Copy(ReadOnlyMatrixView<T> source, MatrixView<double> destination)
        {
            for (int i = 0; i < source.Rows; i++) TensorPrimitives.ConvertTruncating(source.Row(i), destination.Row(i));
        }

        private BlockDiagonalFisher Precise(BlockDiagonalFisher matrix) => matrix.With(_precision);
    }
}
