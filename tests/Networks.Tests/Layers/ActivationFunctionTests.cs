using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.References.Networks;

namespace Neuromanifold.Networks.Tests.Layers;

public sealed class ActivationFunctionTests
{
    private static readonly double[] Points =
        [-800, -40, -8, -2.5, -1, -0.3, -1e-8, 1e-8, 0.3, 1, 2.5, 8, 40, 800, .. Enumerable.Range(0, 600).Select(i => ((i * 0.618034 % 1) - 0.5) * 12)];

    public static TheoryData<string> Names => [.. ActivationFunctions.All.Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_are_those_of_the_textbook(string name)
    {
        ActivationFunction function = Find(name);
        double[] values = new double[Points.Length];
        function.Evaluate<double>(Points, values);
        float[] singles = [.. Points.Select(z => (float)z)];
        function.Evaluate<float>(singles, singles);
        for (int i = 0; i < Points.Length; i++)
        {
            double expected = ActivationTwins.ByName[name](Points[i]);
            AssertNear(expected, values[i], 1e-14, name, Points[i]);
            AssertNear(ActivationTwins.ByName[name]((float)Points[i]), singles[i], 1e-6, name, Points[i]);
        }
    }

    [Theory]
    [InlineData("softplus", 1)]
    [InlineData("log-sigmoid", -1)]
    public void Tails_keep_their_relative_digits(string name, int side)
    {
        for (double z = 5; z < 600; z *= 1.1)
        {
            double[] value = [-side * z];
            Find(name).Evaluate<double>(value, value);
            Assert.Equal(1, value[0] / (side * ActivationTwins.LogOnePlus(Math.Exp(-z))), 1e-12);
        }
    }

    [Fact]
    public void The_tail_of_gelu_keeps_its_relative_digits()
    {
        for (double z = 4.1; z < 37; z *= 1.01)
        {
            double[] value = [-z];
            ActivationFunctions.GaussianErrorLinear.Evaluate<double>(value, value);
            // The rounding of z²/2, of some size z²/2, passes through the exponential.
            Assert.Equal(1, value[0] / ActivationTwins.ByName["gelu"](-z), 1e-15 * (4 + (z * z)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivatives_far_out_are_numbers_and_those_of_the_double(string name)
    {
        ActivationFunction function = Find(name);
        double[] points = [-1e300, -1e200, -1e30, -1e10, -300, -42, 42, 300, 1e10, 1e30, 1e200, 1e300], values = new double[points.Length], results = new double[points.Length];
        float[] near = [.. Points.Select(z => (float)z)], nearValues = new float[near.Length], nearResults = new float[near.Length];
        double[] same = [.. near.Select(z => (double)z)], sameValues = new double[near.Length], sameResults = new double[near.Length];
        function.Evaluate<double>(points, values);
        function.Evaluate<double>(same, sameValues);
        function.Evaluate<float>(near, nearValues);
        function.Derivative<double>(points, values, results);
        Assert.All(results, slope => Assert.InRange(slope, -1e-15, 2));
        function.SecondDerivative<double>(points, values, results);
        Assert.All(results, curvature => Assert.InRange(curvature, -1e-15, 1e-15));
        function.Derivative<float>(near, nearValues, nearResults);
        function.Derivative<double>(same, sameValues, sameResults);
        for (int i = 0; i < near.Length; i++) AssertNear(sameResults[i], nearResults[i], 2e-6, name, same[i]);
        function.SecondDerivative<float>(near, nearValues, nearResults);
        function.SecondDerivative<double>(same, sameValues, sameResults);
        for (int i = 0; i < near.Length; i++) AssertNear(sameResults[i], nearResults[i], 5e-6, name, same[i]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivatives_are_those_of_differences(string name)
    {
        ActivationFunction function = Find(name);
        double[] points = [.. Points.Where(z => Math.Abs(z) is > 0.01 and < 10)];
        double[] values = new double[points.Length], slopes = new double[points.Length], curvatures = new double[points.Length];
        function.Evaluate<double>(points, values);
        function.Derivative<double>(points, values, slopes);
        function.SecondDerivative<double>(points, values, curvatures);
        const double Step = 1e-3;
        for (int i = 0; i < points.Length; i++)
        {
            double At(int steps) => ActivationTwins.ByName[name](points[i] + (steps * Step));
            AssertNear(((8 * (At(1) - At(-1))) - (At(2) - At(-2))) / (12 * Step), slopes[i], 1e-9, name, points[i]);
            AssertNear(((16 * (At(1) + At(-1))) - (At(2) + At(-2)) - (30 * At(0))) / (12 * Step * Step), curvatures[i], 1e-7, name, points[i]);
            if (function.IsPiecewiseLinear) Assert.Equal(0, curvatures[i]);
        }
    }

    private static ActivationFunction Find(string name) => ActivationFunctions.All.Single(function => function.Name == name);

    private static void AssertNear(double expected, double actual, double tolerance, string name, double z) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * (1 + Math.Abs(expected)), $"{name}({z}): expected {expected}, found {actual}");
}
