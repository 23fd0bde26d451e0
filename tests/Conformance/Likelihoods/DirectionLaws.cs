using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Conformance.Likelihoods;

/// <summary>What second moments and variances of products obey as functions of a direction.</summary>
public sealed class DirectionLaws
{
    private const int Draws = 5, Columns = 13;

    public static TheoryData<string> Names => [.. LikelihoodCases.ByName.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Forms_of_many_directions_are_those_of_each(string name)
    {
        Likelihood likelihood = LikelihoodCases.ByName[name].Family;
        foreach (double[] θ in Parameters(name))
        {
            (Matrix<double> wide, double[] covariances, double[] products) = Forms(likelihood, θ, 1);
            for (int column = 0; column < Columns; column++)
            {
                double[] u = [.. Enumerable.Range(0, likelihood.Dimension).Select(a => wide[a, column + 2])];
                Close(likelihood.Covariance(θ, u, u), covariances[column], 1e-12);
                Close(likelihood.ProductVariance(θ, u, u), products[column], 1e-11);
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Forms_at_extreme_parameters_are_never_negative(string name)
    {
        (Likelihood likelihood, _, _, double lowest, double highest) = LikelihoodCases.ByName[name];
        for (int draw = 0; draw < 20; draw++)
        {
            double[] θ = [.. Enumerable.Range(0, likelihood.Dimension).Select(a => (a + draw) % 3 == 0 ? lowest : (a + draw) % 3 == 1 ? highest : 0)];
            (_, double[] covariances, double[] products) = Forms(likelihood, θ, draw);
            Assert.All([.. covariances, .. products], form => Assert.True(form >= 0 && double.IsFinite(form)));
            EigenvalueRange[] ranges = [likelihood.CovarianceRange(θ), likelihood.ProductVarianceRange(θ)];
            Assert.All(ranges, range => Assert.True(range.Least >= 0 && range.Least <= range.Greatest && double.IsFinite(range.Greatest)));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Range_of_the_covariance_is_that_of_its_eigenvalues(string name)
    {
        Likelihood likelihood = LikelihoodCases.ByName[name].Family;
        foreach (double[] θ in Parameters(name))
        {
            Matrix<double> covariance = new(likelihood.Dimension, likelihood.Dimension);
            double[] eigenvalues = new double[likelihood.Dimension];
            likelihood.Covariance(θ, covariance);
            SymmetricEigen.Decompose<double>(covariance, eigenvalues);
            EigenvalueRange range = likelihood.CovarianceRange(θ);
            Assert.Equal(eigenvalues[0], range.Least, 1e-13 * eigenvalues[^1]);
            Close(eigenvalues[^1], range.Greatest, 1e-12);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void No_direction_leaves_the_range_of_the_variance_of_products(string name)
    {
        Likelihood likelihood = LikelihoodCases.ByName[name].Family;
        RandomSequence random = RandomStream.FromSeed(3).From();
        foreach (double[] θ in Parameters(name))
        {
            EigenvalueRange range = likelihood.ProductVarianceRange(θ);
            double[] u = new double[likelihood.Dimension];
            for (int trial = 0; trial < 300; trial++)
            {
                random.FillNormal<double>(u);
                if (trial % 2 == 0) u = [.. u.Select(value => value * value * value)];
                double length = u.Sum(value => value * value);
                Assert.InRange(likelihood.ProductVariance(θ, u, u) / (length * length), range.Least * (1 - 1e-12), range.Greatest * (1 + 1e-12));
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Forms_and_ranges_allocate_nothing(string name)
    {
        Likelihood likelihood = LikelihoodCases.ByName[name].Family;
        double[] θ = Parameters(name).First(), forms = new double[Columns];
        Matrix<double> directions = new(likelihood.Dimension, Columns);
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            likelihood.CovarianceForms(θ, directions, forms);
            likelihood.ProductVarianceForms(θ, directions, forms);
            likelihood.CovarianceRange(θ);
            likelihood.ProductVarianceRange(θ);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Directions_of_another_shape_are_refused(string name)
    {
        Likelihood likelihood = LikelihoodCases.ByName[name].Family;
        double[] θ = new double[likelihood.Dimension], wrong = new double[likelihood.Dimension + 1];
        Matrix<double> directions = new(likelihood.Dimension, 3), tall = new(likelihood.Dimension + 1, 3);
        Action[] calls =
        [
            () => likelihood.CovarianceForms(θ, tall, new double[3]), () => likelihood.CovarianceForms(θ, directions, new double[4]),
            () => likelihood.CovarianceForms(wrong, directions, new double[3]), () => likelihood.ProductVarianceForms(θ, tall, new double[3]),
            () => likelihood.ProductVarianceForms(θ, directions, new double[2]), () => likelihood.ProductVarianceForms(wrong, directions, new double[3]),
            () => likelihood.CovarianceRange(wrong), () => likelihood.ProductVarianceRange(wrong),
        ];
        Assert.All(calls, call => Assert.ThrowsAny<ArgumentException>(call));
    }

    // Forms of columns in the middle of a wider matrix.
    private static (Matrix<double> Wide, double[] Covariances, double[] Products) Forms(Likelihood likelihood, double[] θ, int seed)
    {
        RandomSequence random = RandomStream.FromSeed(seed).From();
        Matrix<double> wide = new(likelihood.Dimension, Columns + 5);
        random.FillNormal(wide.AsSpan());
        double[] covariances = new double[Columns], products = new double[Columns];
        ReadOnlyMatrixView<double> directions = ((ReadOnlyMatrixView<double>)wide).ColumnRange(2, Columns);
        likelihood.CovarianceForms(θ, directions, covariances);
        likelihood.ProductVarianceForms(θ, directions, products);
        return (wide, covariances, products);
    }

    private static IEnumerable<double[]> Parameters(string name)
    {
        LikelihoodCase tested = LikelihoodCases.ByName[name];
        for (int draw = 0; draw < Draws; draw++)
        {
            double[] θ = new double[tested.Family.Dimension];
            RandomStream.FromSeed(2).Split(name).Split(draw).From().FillNormal<double>(θ);
            yield return [.. θ.Select(value => tested.Spread * value)];
        }
    }

    private static void Close(double expected, double actual, double relative) =>
        Assert.True(Math.Abs(actual - expected) <= relative * Math.Abs(expected), $"expected {expected:R}, found {actual:R}");
}
