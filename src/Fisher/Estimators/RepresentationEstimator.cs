using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Estimators.Sums;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Estimators;

/// <summary>
/// Makes any representation of a model's Fisher matrix over a data set, under any treatment of labels. Products run in T over chunks
/// of at most 256 examples; chunks are added in double, threads in the order of their ranks.
/// </summary>
public static class RepresentationEstimator
{
    private const int LargestChunk = 256;
    private const long LargestOwnSums = 1 << 28;
    private const long RowBytes = 1 << 26;

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
    public static long EstimateMemory<T>(Model<T> model, int examples, RepresentationKind kind, LabelTreatment labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = 8 + Unsafe.SizeOf<T>();
        long parameters = model.Network.Parameters.Length, cotangents = labels.BackwardPasses(model.Likelihood.Dimension);
        ImmutableArray<ParameterBlock> blocks = model.Network.Blocks;
        return kind switch
        {
            RepresentationKind.Diagonal => parameters * size,
            RepresentationKind.QuasiDiagonal => 2 * parameters * size,
            RepresentationKind.UnitWise => blocks.Sum(block => (long)block.Outputs * Assemble.UnitWidth(block) * Assemble.UnitWidth(block)) * (size + 16),
            RepresentationKind.LayerWise => blocks.Sum(block => (long)Assemble.Size(block) * Assemble.Size(block)) * (size + 8),
            RepresentationKind.Kronecker or RepresentationKind.EigenCorrected =>
                blocks.Sum(block => ((long)Assemble.UnitWidth(block) * Assemble.UnitWidth(block)) + ((long)block.Outputs * block.Outputs) + (2 * Assemble.Size(block))) * (size + 16),
            RepresentationKind.Dense => parameters * parameters * (size + 8),
            RepresentationKind.Gram => (8 * examples * blocks.Sum(block => block.Inputs + (cotangents * block.Outputs))) + (24 * examples * cotangents * examples * cotangents),
            _ => 4 * parameters * size,
        };
    }

    private static void Check<T>(Model<T> model, IExamples examples, RepresentationKind kind, EstimationOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (examples.Count == 0) throw new InvalidInputException("the inputs", "none", "at least one");
        if (examples.InputShape.ElementCount != model.Network.InputWidth)
            throw new InvalidInputException("the inputs", $"{examples.InputShape.ElementCount} values each", $"{model.Network.InputWidth}, as the network reads");
        if (model.Network.Blocks.IsEmpty) throw new InvalidInputException("the network", "no parameters", "at least one layer that has some");
        long needed = EstimateMemory(model, examples.Count, kind, options.Labels);
        if (needed > options.MemoryBytes)
            throw new InvalidInputException("--memory", $"{options.MemoryBytes:N0} bytes", $"at least {needed:N0} bytes for the {kind} representation of {model.Network.Parameters.Length:N0} parameters at {examples.Count:N0} inputs", "Allow more, or choose a representation that keeps less.");
    }

    private sealed class Work<T>(Model<T> model, IExamples examples, EstimationOptions options, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly double _precision = double.CreateTruncating(T.BitIncrement(T.One) - T.One);

        private Network Network => model.Network;

        private int Cotangents => options.Labels.BackwardPasses(model.Likelihood.Dimension);

        public FisherMatrix Diagonal() => Assemble.Diagonal(Network, DiagonalOf(Sum(Network.Blocks, (block, _) => PowerOrUnits(block, 2))));

        public FisherMatrix QuasiDiagonal()
        {
            BlockSum<T>[] sums = Sum([.. Network.Blocks, .. Network.Blocks], (block, index) => PowerOrUnits(block, index < Network.Blocks.Length ? 2 : 1));
            BlockSum<T>[] squares = sums[..Network.Blocks.Length], rows = sums[Network.Blocks.Length..];
            Matrix<double>[] biasRows = new Matrix<double>[rows.Length];
            for (int b = 0; b < rows.Length; b++) biasRows[b] = BiasRows(Network.Blocks[b], rows[b].Mean(examples.Count));
            return Precise(Assemble.QuasiDiagonal(Network, DiagonalOf(squares), [.. biasRows]));
        }

        public FisherMatrix UnitWise()
        {
            BlockSum<T>[] sums = Sum(Network.Blocks, (block, _) => new UnitSum<T>(block, Assemble.UnitWidth(block)));
            return Precise(Assemble.UnitWise(Network, [.. sums.Select((sum, b) => Stack(Network.Blocks[b], sum))]));
        }

        public FisherMatrix LayerWise()
        {
            // A layer's weight and bias lie side by side.
            RowSum<T>[] sums = [.. Network.Blocks.Select(block => new RowSum<T>([block], block.First.Offset, Assemble.Size(block)))];
            Run(
                workspace =>
                {
                    foreach (RowSum<T> sum in sums) sum.Absorb(workspace);
                },
                ChunkOfRows(Network.Blocks.Max(Assemble.Size)));
            return Precise(Assemble.LayerWise(Network, [.. sums.Select(sum => sum.Mean(examples.Count))]));
        }

        public FisherMatrix Dense()
        {
            RowSum<T> sum = new(Network.Blocks, 0, Network.Parameters.Length);
            Run(sum.Absorb, ChunkOfRows(Network.Parameters.Length));
            return new DenseFisher(sum.Mean(examples.Count), FisherArrays.Block) { Precision = _precision };
        }

        public FisherMatrix Kronecker()
        {
            Dictionary<string, KroneckerFactored<double>> factors = Factors(out Dictionary<string, Matrix<double>> units);
            return Precise(Assemble.Layers(Network, block => block.Kind == BlockKind.Affine
                ? new KroneckerFisher(factors[block.Name], block.First.Name) { Precision = _precision }
                : Assemble.Units(block, units[block.Name])));
        }

        public FisherMatrix EigenCorrected()
        {
            Dictionary<string, KroneckerFactored<double>> factors = Factors(out Dictionary<string, Matrix<double>> units);
            Dictionary<string, KroneckerBasis> bases = factors.ToDictionary(entry => entry.Key, entry => new KroneckerBasis(entry.Value.InputFactor, entry.Value.OutputFactor), StringComparer.Ordinal);
            ImmutableArray<ParameterBlock> affine = [.. Network.Blocks.Where(block => block.Kind == BlockKind.Affine)];
            BlockSum<T>[] sums = Sum(affine, (block, _) => new MomentSum<T>(block, bases[block.Name].InputVectors, bases[block.Name].OutputVectors));
            Dictionary<string, BlockSum<T>> moments = sums.Select((sum, b) => (Sum: sum, affine[b].Name)).ToDictionary(entry => entry.Name, entry => entry.Sum, StringComparer.Ordinal);
            return Precise(Assemble.Layers(Network, block => block.Kind == BlockKind.Affine
                ? new EigenCorrectedFisher(factors[block.Name].InputFactor, factors[block.Name].OutputFactor, bases[block.Name], moments[block.Name].Mean(examples.Count), block.First.Name) { Precision = _precision }
                : Assemble.Units(block, units[block.Name])));
        }

        public FisherMatrix Gram()
        {
            int count = examples.Count, cotangents = Cotangents, first = 0;
            Matrix<double>[] inputs = [.. Network.Blocks.Select(block => new Matrix<double>(count, block.Kind == BlockKind.Affine ? block.Inputs : block.Outputs))];
            Matrix<double>[] returned = [.. Network.Blocks.Select(block => new Matrix<double>(count * cotangents, block.Outputs))];
            Run(
                workspace =>
                {
                    for (int b = 0; b < inputs.Length; b++)
                    {
                        Copy(workspace.BlockInputs(Network.Blocks[b]), inputs[b].View.RowRange(first, workspace.Examples));
                        for (int k = 0; k < cotangents; k++)
                            Copy(workspace.BlockCotangents(Network.Blocks[b]).RowRange(k * workspace.Examples, workspace.Examples), returned[b].View.RowRange((k * count) + first, workspace.Examples));
                    }

                    first += workspace.Examples;
                },
                LargestChunk);
            return new GramFisher([.. Network.Blocks.Select((block, b) => new GramLayer(block, inputs[b], returned[b]))], Network.Parameters.Length) { Precision = _precision };
        }

        private Dictionary<string, KroneckerFactored<double>> Factors(out Dictionary<string, Matrix<double>> units)
        {
            int blocks = Network.Blocks.Length;
            BlockSum<T>[] sums = Sum(
                [.. Network.Blocks, .. Network.Blocks.Where(block => block.Kind == BlockKind.Affine)],
                (block, index) => index >= blocks ? new OutputFactorSum<T>(block) : block.Kind == BlockKind.Affine ? new InputFactorSum<T>(block, Assemble.UnitWidth(block)) : new UnitSum<T>(block, 2));
            BlockSum<T>[] inputs = sums[..blocks], outputs = sums[blocks..];
            Dictionary<string, KroneckerFactored<double>> factors = new(StringComparer.Ordinal);
            units = new(StringComparer.Ordinal);
            int affine = 0;
            for (int b = 0; b < inputs.Length; b++)
            {
                ParameterBlock block = Network.Blocks[b];
                if (block.Kind != BlockKind.Affine)
                {
                    units[block.Name] = Stack(block, inputs[b]);
                    continue;
                }

                KroneckerFactored<double> own = factors[block.Name] = new(Assemble.UnitWidth(block), block.Outputs);
                inputs[b].Mean(examples.Count).CopyTo(own.InputFactor.AsSpan());
                outputs[affine++].Mean(examples.Count).CopyTo(own.OutputFactor.AsSpan());
            }

            return factors;
        }

        // Threads share the examples, each with its own sums; where those are large, one thread has the library's threads for itself.
        private BlockSum<T>[] Sum(ImmutableArray<ParameterBlock> blocks, Func<ParameterBlock, int, BlockSum<T>> create)
        {
            BlockSum<T>[] sums = [.. blocks.Select(create)];
            long bytes = sums.Sum(sum => sum.Bytes);
            int members = bytes > LargestOwnSums ? 1 : Math.Clamp(options.Threads, 1, Math.Max(1, examples.Count / LargestChunk));
            if (members == 1)
            {
                Run(workspace => AbsorbAll(workspace, sums), LargestChunk);
                return sums;
            }

            BlockSum<T>[][] shares = [sums, .. Enumerable.Range(1, members - 1).Select(_ => blocks.Select(create).ToArray())];
            using ThreadTeam team = new(members);
            team.Run(member =>
            {
                CotangentPass<T> pass = new(model, examples, options.Labels, LargestChunk);
                (int first, int count) = member.Share(examples.Count);
                pass.Run(first, count, workspace => AbsorbAll(workspace, shares[member.Rank]), cancellation);
            });
            foreach (BlockSum<T>[] share in shares[1..])
            {
                for (int b = 0; b < sums.Length; b++) sums[b].Merge(share[b]);
            }

            return sums;
        }

        private static BlockSum<T> PowerOrUnits(ParameterBlock block, int power) =>
            block.Kind == BlockKind.Affine ? new PowerSum<T>(block, Assemble.UnitWidth(block), power) : new UnitSum<T>(block, 2);

        private static void AbsorbAll(Workspace<T> workspace, IEnumerable<BlockSum<T>> sums)
        {
            foreach (BlockSum<T> sum in sums) sum.Absorb(workspace);
        }

        private void Run(Action<Workspace<T>> absorb, int chunk)
        {
            CotangentPass<T> pass = new(model, examples, options.Labels, Math.Min(chunk, examples.Count));
            pass.Run(absorb, cancellation);
        }

        private int ChunkOfRows(int size) => (int)Math.Clamp(RowBytes / Unsafe.SizeOf<T>() / ((long)size * Cotangents), 1, LargestChunk);

        private double[] DiagonalOf(BlockSum<T>[] sums)
        {
            double[] diagonal = new double[Network.Parameters.Length];
            for (int b = 0; b < sums.Length; b++)
            {
                ParameterBlock block = Network.Blocks[b];
                double[] mean = sums[b].Mean(examples.Count);
                int width = Assemble.UnitWidth(block);
                for (int unit = 0; unit < block.Outputs; unit++)
                {
                    int[] places = Assemble.UnitPlaces(block, unit);
                    for (int k = 0; k < width; k++) diagonal[places[k]] = block.Kind == BlockKind.Affine ? mean[(unit * width) + k] : mean[(((unit * width) + k) * width) + k];
                }
            }

            return diagonal;
        }

        private static Matrix<double> BiasRows(ParameterBlock block, double[] mean)
        {
            int width = Assemble.UnitWidth(block);
            if (block.Kind == BlockKind.Affine) return new Matrix<double>(block.Outputs, width, mean);
            Matrix<double> rows = new(block.Outputs, width);
            for (int unit = 0; unit < block.Outputs; unit++) mean.AsSpan(((unit * width) + 1) * width, width).CopyTo(rows.Row(unit));
            return rows;
        }

        private Matrix<double> Stack(ParameterBlock block, BlockSum<T> sum)
        {
            int width = Assemble.UnitWidth(block);
            return new Matrix<double>(block.Outputs * width, width, sum.Mean(examples.Count));
        }

        private static void Copy(ReadOnlyMatrixView<T> source, MatrixView<double> destination)
        {
            for (int i = 0; i < source.Rows; i++) System.Numerics.Tensors.TensorPrimitives.ConvertTruncating(source.Row(i), destination.Row(i));
        }

        private BlockDiagonalFisher Precise(BlockDiagonalFisher matrix) => matrix.With(_precision);
    }
}
