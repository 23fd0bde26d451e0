using System.Numerics.Tensors;
using Neuromanifold.Fisher.Relative;
using Neuromanifold.Fisher.Relative.Responses;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Tests.Relative;

/// <summary>Closed forms as operators: structured solves against the dense matrix, with fewer references than parameters and with more.</summary>
public sealed class RelativeOperatorTests
{
    private const double Damping = 0.02;

    [Fact]
    public void Products_eigenvalues_and_solves_are_those_of_the_dense_matrix()
    {
        foreach ((string name, FisherMatrix matrix) in Matrices())
        {
            DenseFisher dense = new(matrix.ToDense(), name);
            int order = matrix.Dimension;
            double[] x = Draw(order, 1), found = new double[order], wanted = new double[order], eigenvalues = matrix.Eigenvalues(), by = dense.Eigenvalues();
            matrix.Multiply(x, found);
            dense.Multiply(x, wanted);
            AssertClose(wanted, found, 1e-11, name);
            for (int k = 0; k < order; k++) Assert.Equal(by[k], eigenvalues[k], 1e-10 * by[0]);
            matrix.Solve(Damping, x, found);
            dense.Solve(Damping, x, wanted);
            AssertClose(wanted, found, 1e-9, name);
            Assert.Equal(dense.LogDeterminant(Damping), matrix.LogDeterminant(Damping), 1e-8 * order);
            Assert.Equal(dense.FrobeniusNorm, matrix.FrobeniusNorm, 1e-10 * dense.FrobeniusNorm);
        }
    }

    [Fact]
    public void A_pseudo_inverse_inverts_on_the_range_and_says_its_rank()
    {
        foreach ((string name, FisherMatrix matrix) in Matrices())
        {
            double[] x = Draw(matrix.Dimension, 2), y = new double[x.Length], z = new double[x.Length], w = new double[x.Length], eigenvalues = matrix.Eigenvalues();
            FisherInverse inverse = matrix.PseudoInvert();
            matrix.Multiply(x, y);
            inverse.Apply(y, z);
            matrix.Multiply(z, w);
            AssertClose(y, w, 1e-6, name);
            Assert.InRange(inverse.Rank, eigenvalues.Count(value => value > 1e-7 * eigenvalues[0]), eigenvalues.Count(value => value > 1e-17 * eigenvalues[0]));
        }
    }

    [Fact]
    public void A_singular_one_is_not_solved_without_damping()
    {
        foreach ((string name, FisherMatrix matrix) in Matrices().Where(entry => entry.Matrix is ShiftInvariantFisher || entry.Name.EndsWith("few", StringComparison.Ordinal)))
        {
            SingularFisherException refusal = Assert.Throws<SingularFisherException>(() => matrix.Invert(0));
            Assert.True(refusal.Rank < refusal.Order, name);
            Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Invert(-1));
        }
    }

    [Fact]
    public void Null_directions_of_a_soft_max_layer_are_exact()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            int classes = 2 + (seed % 9), inputs = 1 + (seed % 5);
            DrawnLayer layer = new(seed, inputs, classes, references: 1 + (seed % 7));
            ShiftInvariantFisher matrix = RelativeFisher.SoftMaxLayer(layer.References, layer.Weights);
            double[] row = Draw(inputs + 1, seed), shift = [.. Enumerable.Repeat(row, classes).SelectMany(values => values)], y = new double[shift.Length];
            matrix.Multiply(shift, y);
            AssertAll(y, _ => 0, 1e-14 * TensorPrimitives.Norm<double>(shift));
            matrix.PseudoInvert().Apply(shift, y);
            // The reflection leaves rounding of the shift in the range, which an inverse may enlarge by 1/λ_min and no more.
            double least = matrix.Eigenvalues().Where(value => value > 1e-12).Min();
            AssertAll(y, _ => 0, 1e-14 * TensorPrimitives.Norm<double>(shift) / least);
            foreach (double damping in new[] { 1e-8, 1e-3, 10 })
            {
                matrix.Solve(damping, shift, y);
                AssertAll(y, i => shift[i] / damping, 1e-13 * TensorPrimitives.Norm<double>(shift) / damping);
            }

            Assert.Equal(inputs + 1, matrix.NullDirections);
            Assert.All(matrix.Eigenvalues()[^(inputs + 1)..], value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void A_soft_max_that_is_certain_has_no_information_and_no_NaN()
    {
        DrawnLayer layer = new(3, 2, 3, references: 4);
        foreach (ref double weight in layer.Weights.AsSpan()) weight *= 1e4;
        ShiftInvariantFisher matrix = RelativeFisher.SoftMaxLayer(layer.References, layer.Weights);
        double[] x = Draw(matrix.Dimension, 5), y = new double[x.Length];
        matrix.Solve(0.1, x, y);
        AssertAll(y, i => 10 * x[i], 1e-6);
    }

    [Fact]
    public void Shapes_that_do_not_suit_are_refused()
    {
        DrawnLayer layer = new(1, 2, 2, references: 3);
        Assert.Throws<ArgumentException>(() => new LayerReferences(new Matrix<double>(0, 3)));
        Assert.Throws<ArgumentException>(() => layer.References.TotalInputs(new Matrix<double>(2, 2)));
        Assert.Throws<ArgumentException>(() => new ReferenceFisher(layer.References, new Matrix<double>(4, 1), "x"));
        Assert.ThrowsAny<ArgumentException>(() => RelativeFisher.SoftMaxLayer(layer.References, new Matrix<double>(1, 3)));
        Assert.Throws<ArgumentException>(() => RelativeFisher.TwoLayers(new LogisticResponse(), layer.References, layer.Weights, new LogisticResponse(), new Matrix<double>(2, 5)));
        Assert.Throws<ArgumentException>(() => RelativeFisher.TwoLayers(new LogisticResponse(), layer.References, layer.Weights, new CategoricalLikelihood(3), new Matrix<double>(2, 3)));
    }

    private static IEnumerable<(string Name, FisherMatrix Matrix)> Matrices()
    {
        for (int seed = 0; seed < 6; seed++)
        {
            foreach ((string how, int references) in new[] { ("few", 2), ("many", 40) })
            {
                DrawnLayer layer = new(seed, inputs: 4, units: 3, references), outer = new(seed + 100, inputs: 3, units: 2, references: 1);
                foreach (ResponseTwin twin in ResponseTwin.Draw(seed))
                {
                    string name = $"{twin.Response.Name}, seed {seed}, {how}";
                    yield return ($"neuron of {name}", RelativeFisher.Neuron(twin.Response, layer.References, layer.Weights.Row(0)));
                    yield return ($"layer of {name}", RelativeFisher.NonlinearLayer(twin.Response, layer.References, layer.Weights));
                    yield return ($"two layers of {name}", RelativeFisher.TwoLayers(twin.Response, layer.References, layer.Weights, new LogisticResponse(), outer.Weights));
                    yield return ($"soft-max after {name}", RelativeFisher.TwoLayers(twin.Response, layer.References, layer.Weights, new CategoricalLikelihood(2), outer.Weights));
                }

                yield return ($"linear layer, seed {seed}, {how}", RelativeFisher.LinearLayer(layer.References, 3, 0.5));
                yield return ($"soft-max layer, seed {seed}, {how}", RelativeFisher.SoftMaxLayer(layer.References, layer.Weights));
            }
        }
    }

    private static double[] Draw(int length, long seed)
    {
        double[] values = new double[length];
        RandomSequence random = RandomStream.FromSeed(seed).From();
        random.FillNormal<double>(values);
        return values;
    }

    private static void AssertClose(double[] wanted, double[] found, double tolerance, string name)
    {
        double scale = TensorPrimitives.Norm<double>(wanted);
        for (int i = 0; i < wanted.Length; i++) Assert.True(Math.Abs(wanted[i] - found[i]) <= tolerance * scale, $"{name}, entry {i}: {found[i]}, expected {wanted[i]}");
    }

    private static void AssertAll(double[] found, Func<int, double> wanted, double tolerance)
    {
        for (int i = 0; i < found.Length; i++) Assert.Equal(wanted(i), found[i], tolerance);
    }
}
