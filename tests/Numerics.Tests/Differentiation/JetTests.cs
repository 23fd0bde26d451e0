using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.Tests.Differentiation;

public sealed class JetTests
{
    [Fact]
    public void Mixed_derivatives_of_polynomials_are_exact()
    {
        // f = x³y + 2y⁴ − x/y
        static Jet Field(ReadOnlySpan<Jet> v) => (v[0] * v[0] * v[0] * v[1]) + (2 * v[1] * v[1] * v[1] * v[1]) - (v[0] / v[1]);
        double[] point = [1.5, -2], gradient = new double[2], third = new double[8], x = [1, 0], y = [0, 1];
        Matrix<double> hessian = new(2, 2);
        ForwardMode.Gradient(Field, point, gradient);
        ForwardMode.Hessian(Field, point, hessian);
        ForwardMode.ThirdDerivatives(Field, point, third);
        Assert.Equal([(3 * 2.25 * -2) + 0.5, 3.375 + (8 * -8) + (1.5 / 4)], gradient);
        Assert.Equal([6 * 1.5 * -2, (3 * 2.25) + 0.25, (3 * 2.25) + 0.25, (24 * 4) - (2 * 1.5 / -8)], hessian.AsSpan().ToArray());
        Assert.Equal([6 * -2, 6 * 1.5, 6 * 1.5, -2.0 / -8, 6 * 1.5, -2.0 / -8, -2.0 / -8, (48 * -2) + (6 * 1.5 / 16)], third);
        Assert.Equal(6, ForwardMode.Along(Field, point, x, x, x, y));
        Assert.Equal(48 - (24 * 1.5 / -32), ForwardMode.Along(Field, point, y, y, y, y), 1e-13);
        Assert.Equal(6.0 / 16, ForwardMode.Along(Field, point, y, x, y, y), 1e-14);
    }

    [Fact]
    public void Every_function_has_the_derivatives_of_its_neighbour_values()
    {
        (Func<Jet, Jet> Function, double Low)[] functions =
        [
            (Jet.Exp, -2), (Jet.Log, 0.3), (Jet.Sqrt, 0.3), (x => Jet.Pow(x, -1.7), 0.3), (x => Jet.Pow(x, 3), -2), (Jet.Sin, -2), (Jet.Cos, -2),
            (x => 1 / x, 0.3), (x => Jet.Exp(x * x) / (2 + Jet.Sin(x)), -1), (Neuromanifold.Numerics.SpecialFunctions.LogGamma.Of, 0.3),
        ];
        RandomSequence random = RandomStream.FromSeed(1).From();
        foreach ((Func<Jet, Jet> function, double low) in functions)
        {
            for (int repeat = 0; repeat < 10; repeat++)
            {
                double at = low + (2 * random.NextUniform());
                for (int order = 1; order <= Jet.MostDirections; order++)
                {
                    // The derivative of order n is that of the one before, by differences of fourth order.
                    double step = 1e-3, slope = ((8 * (Derivative(at + step) - Derivative(at - step))) - Derivative(at + (2 * step)) + Derivative(at - (2 * step))) / (12 * step);
                    double exact = function(Jet.Variable(at, Ones(order))).Derivative;
                    Assert.Equal(slope, exact, 1e-6 * (1 + Math.Abs(exact)));

                    double Derivative(double x) => function(Jet.Variable(x, Ones(order - 1))).Derivative;
                }
            }
        }

        static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];
    }

    [Fact]
    public void A_fifth_direction_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Jet.Variable(1, 1, 1, 1, 1, 1));
        Assert.Throws<ArgumentException>(() => Jet.Variable(1, 1, 1).Compose(1, 2));
    }

    [Fact]
    public void Constants_have_no_directions_and_a_field_may_ignore_its_variables()
    {
        double[] gradient = [1, 1];
        ForwardMode.Gradient(_ => 3, [1, 2], gradient);
        Assert.Equal([0, 0], gradient);
        Assert.Equal(0, ((Jet)3).Directions);
    }
}
