using System.Numerics.Tensors;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Estimators;
using Neuromanifold.Fisher.Labels;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Fisher.Tests.Variances;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Tests.Representations;

/// <summary>Every representation of random models: graphs with normalisation and sums, all four heads.</summary>
public sealed class RepresentationTests
{
    private const int Examples = 5;
    private const double Damping = 0.03;

    public static readonly TheoryData<RepresentationKind> Kinds = [.. Enum.GetValues<RepresentationKind>()];

    public static readonly TheoryData<RepresentationKind> Explicit = [.. Enum.GetValues<RepresentationKind>().Where(kind => kind != RepresentationKind.Implicit)];

    [Theory]
    [MemberData(nameof(Explicit))]
    public void Laws_of_a_positive_semidefinite_operator_hold(RepresentationKind kind)
    {
        foreach (DrawnModel drawn in Models())
        {
            FisherMatrix matrix = Estimate(drawn, kind);
            int order = matrix.Dimension;
            Matrix<double> dense = matrix.ToDense();
            double[] eigenvalues = matrix.Eigenvalues(), diagonal = new double[order], x = Draw(order, 1), y = new double[order], back = new double[order];
            double scale = 1e-300 + eigenvalues[0], largest = 1e-10 * scale;
            matrix.Diagonal(diagonal);
            for (int i = 0; i < order; i++)
            {
                Assert.Equal(dense[i, i], diagonal[i], largest);
                for (int j = 0; j < i; j++) Assert.Equal(dense[i, j], dense[j, i], largest);
            }

            Assert.Equal(order, eigenvalues.Length);
            Assert.True(eigenvalues[^1] >= -largest, $"an eigenvalue of {eigenvalues[^1]}");
            for (int k = 1; k < order; k++) Assert.True(eigenvalues[k] <= eigenvalues[k - 1]);
            Assert.Equal(TensorPrimitives.Sum<double>(diagonal), matrix.Trace.Value, order * largest);
            Assert.Equal(TensorPrimitives.Sum<double>(eigenvalues), matrix.Trace.Value, order * largest);
            Assert.Equal(TensorPrimitives.Norm<double>(dense.AsSpan()), matrix.FrobeniusNorm, order * largest);
            Assert.Equal(TensorPrimitives.Norm<double>(eigenvalues), matrix.FrobeniusNorm, order * largest);
            Assert.Equal(eigenvalues.Sum(value => Math.Log(Math.Max(0, value) + Damping)), matrix.LogDeterminant(Damping), 1e-8 * order);
            matrix.Multiply(x, y);
            for (int i = 0; i < order; i++) Assert.Equal(TensorPrimitives.Dot<double>(dense.Row(i), x), y[i], order * largest);
            TensorPrimitives.MultiplyAdd<double>(x, Damping, y, y);
            matrix.Solve(Damping, y, back);
            for (int i = 0; i < order; i++) Assert.Equal(x[i], back[i], 1e-7 * (1 + (scale / Damping)));
        }
    }

    [Theory]
    [MemberData(nameof(Explicit))]
    public void A_pseudo_inverse_inverts_on_the_range_and_says_its_rank(RepresentationKind kind)
    {
        foreach (DrawnModel drawn in Models().Take(4))
        {
            FisherMatrix matrix = Estimate(drawn, kind);
            FisherInverse inverse = matrix.PseudoInvert();
            double[] x = Draw(matrix.Dimension, 2), y = new double[x.Length], z = new double[x.Length], w = new double[x.Length];
            matrix.Multiply(x, y);
            inverse.Apply(y, z);
            matrix.Multiply(z, w);
            double scale = TensorPrimitives.Norm<double>(y);
            for (int i = 0; i < y.Length; i++) Assert.Equal(y[i], w[i], 1e-6 * scale);
            double[] eigenvalues = matrix.Eigenvalues();
            Assert.InRange(inverse.Rank, eigenvalues.Count(value => value > 1e-6 * eigenvalues[0]), eigenvalues.Count(value => value > 1e-16 * eigenvalues[0]));
        }
    }

    [Theory]
    [MemberData(nameof(Explicit))]
    public void A_singular_matrix_is_not_solved_without_damping(RepresentationKind kind)
    {
        // A dead input makes its weights' rows and columns zero in every representation.
        DrawnModel drawn = Models().First(model => model.Model.Network.Blocks.Any(block => block.Kind == BlockKind.Affine && model.Model.Network.Nodes[block.Node.Inputs[0]].Name == "flatten"));
        FisherMatrix matrix = RepresentationEstimator.Estimate(drawn.Model, new DeadInput(drawn), kind, new EstimationOptions(), TestContext.Current.CancellationToken);
        SingularFisherException refusal = Assert.Throws<SingularFisherException>(() => matrix.Solve(0, new double[matrix.Dimension], new double[matrix.Dimension]));
        Assert.True(refusal.Rank < refusal.Order);
        Assert.Contains("pseudo-inverse", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_have_the_entries_of_the_dense_one_that_they_keep()
    {
        foreach (DrawnModel drawn in Models())
        {
            double[,] exact = ExactFisher.Matrix(drawn.Model, [.. Enumerable.Range(0, Examples).Select(drawn.Input)]);
            double scale = 1e-300, trace = 0;
            for (int i = 0; i < exact.GetLength(0); i++) (scale, trace) = (Math.Max(scale, exact[i, i]), trace + exact[i, i]);
            Network network = drawn.Model.Network;
            Compare(RepresentationKind.Dense, (_, _) => true);
            Compare(RepresentationKind.Gram, (_, _) => true);
            Compare(RepresentationKind.Diagonal, (i, j) => i == j);
            Compare(RepresentationKind.LayerWise, (i, j) => LayerOf(network, i) == LayerOf(network, j));
            Compare(RepresentationKind.UnitWise, (i, j) => UnitOf(network, i) == UnitOf(network, j));
            Compare(RepresentationKind.QuasiDiagonal, (i, j) => i == j || (UnitOf(network, i) == UnitOf(network, j) && (IsBias(network, i) || IsBias(network, j))), onlyKept: true);
            Assert.Equal(trace, Estimate(drawn, RepresentationKind.EigenCorrected).Trace.Value, 1e-9 * trace);

            void Compare(RepresentationKind kind, Func<int, int, bool> keeps, bool onlyKept = false)
            {
                Matrix<double> dense = Estimate(drawn, kind).ToDense();
                for (int i = 0; i < dense.Rows; i++)
                {
                    for (int j = 0; j < dense.Rows; j++)
                    {
                        bool kept = keeps(i, j);
                        if (!kept && onlyKept) continue;
                        double wanted = kept ? exact[i, j] : 0;
                        Assert.True(Math.Abs(wanted - dense[i, j]) <= 1e-10 * scale, $"{kind}, entry ({i}, {j}): {dense[i, j]}, expected {wanted}");
                    }
                }
            }
        }
    }

    [Fact]
    public void The_dual_matrix_has_the_non_zero_eigenvalues()
    {
        foreach (DrawnModel drawn in Models())
        {
            double[] dense = Estimate(drawn, RepresentationKind.Dense).Eigenvalues(), dual = Estimate(drawn, RepresentationKind.Gram).Eigenvalues();
            for (int k = 0; k < dense.Length; k++) Assert.Equal(Math.Max(0, dense[k]), dual[k], 1e-10 * dense[0]);
        }
    }

    [Fact]
    public void The_eigenbasis_brings_a_block_no_farther_than_its_Kronecker_product()
    {
        foreach (DrawnModel drawn in Models())
        {
            Matrix<double> exact = Estimate(drawn, RepresentationKind.LayerWise).ToDense();
            double product = Distance(exact, Estimate(drawn, RepresentationKind.Kronecker).ToDense()), corrected = Distance(exact, Estimate(drawn, RepresentationKind.EigenCorrected).ToDense());
            Assert.True(corrected <= product * (1 + 1e-9) + 1e-12, $"{corrected} against {product}");
        }
    }

    [Fact]
    public void One_example_makes_the_Kronecker_product_exact()
    {
        foreach (DrawnModel drawn in Models(1).Where(drawn => drawn.Model.Network.Blocks.All(block => block.Kind == BlockKind.Affine)))
        {
            Matrix<double> exact = Estimate(drawn, RepresentationKind.LayerWise).ToDense(), product = Estimate(drawn, RepresentationKind.Kronecker).ToDense();
            Assert.Equal(0, Distance(exact, product), 1e-9 * (1 + TensorPrimitives.Norm<double>(exact.AsSpan())));
        }
    }

    [Fact]
    public void Passes_over_the_data_make_the_same_product_and_estimates_with_honest_errors()
    {
        // 20 models, three limits of 6 standard errors each: a false alarm once in ten million runs.
        foreach (DrawnModel drawn in Models(count: 20))
        {
            ImplicitFisher<double> matrix = (ImplicitFisher<double>)Estimate(drawn, RepresentationKind.Implicit);
            FisherMatrix dense = Estimate(drawn, RepresentationKind.Dense);
            double[] x = Draw(matrix.Dimension, 3), y = new double[x.Length], z = new double[x.Length];
            matrix.Multiply(x, y);
            dense.Multiply(x, z);
            double scale = 1e-300 + TensorPrimitives.Norm<double>(z);
            for (int i = 0; i < y.Length; i++) Assert.Equal(z[i], y[i], 1e-10 * scale);
            matrix.Solve(Damping, x, y);
            dense.Solve(Damping, x, z);
            for (int i = 0; i < y.Length; i++) Assert.Equal(z[i], y[i], 1e-5 * (1 + TensorPrimitives.Norm<double>(z)));
            Assert.InRange(matrix.Trace.Value, dense.Trace.Value - (6 * matrix.Trace.StandardError) - 1e-9, dense.Trace.Value + (6 * matrix.Trace.StandardError) + 1e-9);
            double square = dense.FrobeniusNorm * dense.FrobeniusNorm;
            Assert.InRange(matrix.SquaredNormEstimate.Value, square - (6 * matrix.SquaredNormEstimate.StandardError) - 1e-9, square + (6 * matrix.SquaredNormEstimate.StandardError) + 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Explicit))]
    public void Arrays_bring_a_matrix_back_to_the_bit(RepresentationKind kind)
    {
        foreach (DrawnModel drawn in Models().Take(4))
        {
            FisherMatrix matrix = Estimate(drawn, kind);
            string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
            try
            {
                SafetensorsFile.Write(path, matrix.ToArrays());
                using SafetensorsFile file = SafetensorsFile.Open(path);
                Dictionary<string, NamedTensor<double>> arrays = file.Tensors.ToDictionary(tensor => tensor.Name, tensor => Read(file, tensor), StringComparer.Ordinal);
                FisherMatrix loaded = FisherArrays.Load(drawn.Model.Network, kind, arrays);
                Assert.Equal(matrix.ToDense().AsSpan().ToArray(), loaded.ToDense().AsSpan().ToArray(), (first, second) => Math.Abs(first - second) <= (kind == RepresentationKind.QuasiDiagonal ? 1e-14 * Math.Abs(first) + 1e-300 : 0));
                arrays.Remove(arrays.Keys.First());
                Assert.Throws<InvalidInputException>(() => FisherArrays.Load(drawn.Model.Network, kind, arrays));
            }
            finally
            {
                File.Delete(path);
            }
        }
    }

    [Fact]
    public void Drawn_labels_stray_around_the_exact_matrix_and_observed_ones_make_the_empirical_one()
    {
        // A mean over 4,000 draws and 5 inputs, some 10,000 entries of 4 models within 7 standard errors: once in 10⁷ runs, were they normal.
        foreach (DrawnModel drawn in Models().Take(4))
        {
            FisherMatrix exact = Estimate(drawn, RepresentationKind.Diagonal);
            EstimationOptions options = new() { Labels = LabelRule.Drawn(4000), Stream = RandomStream.FromSeed(9) };
            FisherMatrix estimate = RepresentationEstimator.Estimate(drawn.Model, drawn, RepresentationKind.Diagonal, options, TestContext.Current.CancellationToken);
            Fisher.Variances.DiagonalResult analysis = Fisher.Variances.DiagonalAnalysis.Run(
                drawn.Model,
                drawn,
                new Fisher.Variances.DiagonalOptions([Fisher.Variances.DiagonalQuantities.FirstVariance, Fisher.Variances.DiagonalQuantities.Empirical]) { Labels = LabelRule.Drawn(4000), Threads = 1 },
                TestContext.Current.CancellationToken);
            double[] wanted = new double[exact.Dimension], found = new double[exact.Dimension], errors = analysis.StandardError(Fisher.Variances.DiagonalQuantities.FirstVariance);
            exact.Diagonal(wanted);
            estimate.Diagonal(found);
            for (int i = 0; i < wanted.Length; i++) Assert.InRange(found[i], wanted[i] - (7 * errors[i]) - 1e-9, wanted[i] + (7 * errors[i]) + 1e-9);
            RepresentationEstimator.Estimate(drawn.Model, drawn, RepresentationKind.Diagonal, new EstimationOptions { Labels = LabelRule.Observed }, TestContext.Current.CancellationToken).Diagonal(found);
            ReadOnlySpan<double> empirical = analysis[Fisher.Variances.DiagonalQuantities.Empirical].Span;
            for (int i = 0; i < found.Length; i++) Assert.Equal(empirical[i], found[i], 1e-10 * (1 + Math.Abs(empirical[i])));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Too_little_memory_is_refused_with_the_figure(RepresentationKind kind)
    {
        DrawnModel drawn = Models().First();
        InvalidInputException refusal = Assert.Throws<InvalidInputException>(() =>
            RepresentationEstimator.Estimate(drawn.Model, drawn, kind, new EstimationOptions { MemoryBytes = 10 }, TestContext.Current.CancellationToken));
        Assert.Contains("--memory", refusal.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<DrawnModel> Models(int examples = Examples, int count = 8) =>
        Enumerable.Range(0, 100).Select(seed => new DrawnModel(seed, examples)).Where(drawn => drawn.Model.Parameters.Length is > 20 and < 260).Take(count);

    private static FisherMatrix Estimate(DrawnModel drawn, RepresentationKind kind) =>
        RepresentationEstimator.Estimate(drawn.Model, drawn, kind, new EstimationOptions(), TestContext.Current.CancellationToken);

    private static double[] Draw(int length, int seed)
    {
        double[] values = new double[length];
        RandomSequence random = RandomStream.FromSeed(seed).From();
        random.FillNormal<double>(values);
        return values;
    }

    private static NamedTensor<double> Read(SafetensorsFile file, SafetensorsTensor tensor)
    {
        double[] values = new double[tensor.Shape.ElementCount];
        file.CopyTo<double>(tensor.Name, values);
        return new NamedTensor<double>(tensor.Name, tensor.Shape, values);
    }

    private static double Distance(Matrix<double> left, Matrix<double> right) => TensorPrimitives.Distance<double>(left.AsSpan(), right.AsSpan());

    private static ParameterBlock BlockOf(Network network, int parameter) => network.Blocks.Single(block =>
        (parameter >= block.First.Offset && parameter < block.First.Offset + block.First.Length) || IsIn(block.Second, parameter));

    private static string LayerOf(Network network, int parameter) => BlockOf(network, parameter).Name;

    private static (string Layer, int Unit) UnitOf(Network network, int parameter)
    {
        ParameterBlock block = BlockOf(network, parameter);
        if (IsIn(block.Second, parameter)) return (block.Name, parameter - block.Second!.Offset);
        return (block.Name, (parameter - block.First.Offset) / (block.Kind == BlockKind.Affine ? block.Inputs : 1));
    }

    private static bool IsBias(Network network, int parameter) => IsIn(BlockOf(network, parameter).Second, parameter);

    private static bool IsIn(TensorSlot? slot, int parameter) => slot is not null && parameter >= slot.Offset && parameter < slot.Offset + slot.Length;
}
