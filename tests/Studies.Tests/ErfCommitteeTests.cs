using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Quadrature;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Studies.Framework;
using Neuromanifold.Studies.Plateau;

namespace Neuromanifold.Studies.Tests;

public sealed class ErfCommitteeTests
{
    private static readonly ErrorFunction s_function = new();
    private static readonly GaussHermite s_rule = new(60);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_error_is_that_of_its_definition_by_quadrature(int seed)
    {
        RandomSequence random = RandomStream.FromSeed(seed).From();
        Matrix<double> student = Draw(2, 2, ref random), teacher = Draw(3, 2, ref random);
        double expected = Mean((first, second) => 0.5 * Math.Pow(Say(student, first, second) - Say(teacher, first, second), 2));
        Assert.Equal(expected, ErfCommittee.GeneralisationError(student, teacher), 1e-9);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void The_Fisher_information_is_that_of_its_definition_by_quadrature(int seed)
    {
        RandomSequence random = RandomStream.FromSeed(seed).From();
        Matrix<double> student = Draw(2, 2, ref random), fisher = new(4, 4);
        ErfCommittee.FisherInformation(student, fisher);
        for (int i = 0; i < 4; i++)
        {
            for (int k = 0; k < 4; k++)
            {
                (int row, int column) = (i, k);
                double expected = Mean((first, second) => Slope(student, row / 2, first, second) * Slope(student, column / 2, first, second) * (row % 2 == 0 ? first : second) * (column % 2 == 0 ? first : second));
                Assert.Equal(expected, fisher[i, k], 1e-9);
            }
        }
    }

    // 40 of the differences are compared at 4.5 standard errors each: a false alarm in about 3,700 runs with other seeds.
    [Fact]
    public void The_network_errs_by_the_error_and_has_the_Fisher_information_within_their_sampling_errors()
    {
        const int Inputs = 6, Count = 40_000;
        RandomSequence random = RandomStream.FromSeed(7).From();
        Matrix<double> student = Draw(2, Inputs, ref random), teacher = Draw(2, Inputs, ref random), fisher = new(2 * Inputs, 2 * Inputs);
        ErfCommittee.FisherInformation(student, fisher);
        double[] x = new double[Inputs], errors = new double[Count];
        int[] rows = [.. Enumerable.Range(0, 39).Select(_ => random.NextInteger(2 * Inputs))], columns = [.. rows.Select(_ => random.NextInteger(2 * Inputs))];
        double[][] products = [.. rows.Select(_ => new double[Count])];
        for (int example = 0; example < Count; example++)
        {
            random.FillNormal<double>(x);
            errors[example] = 0.5 * Math.Pow(Say(student, x) - Say(teacher, x), 2);
            for (int pair = 0; pair < rows.Length; pair++) products[pair][example] = Score(student, rows[pair], x) * Score(student, columns[pair], x);
        }

        RequireMean(errors, ErfCommittee.GeneralisationError(student, teacher));
        for (int pair = 0; pair < rows.Length; pair++) RequireMean(products[pair], fisher[rows[pair], columns[pair]]);
    }

    [Fact]
    public void The_plateau_is_the_least_error_of_a_student_whose_units_agree()
    {
        Matrix<double> teacher = new(2, 2, [1, 0, 0, 1]);
        double least = double.PositiveInfinity, at = 0;
        for (int step = 1; step < 2000; step++)
        {
            double weight = step / 1000.0, error = ErfCommittee.GeneralisationError(new Matrix<double>(2, 2, [weight, weight, weight, weight]), teacher);
            if (error < least) (least, at) = (error, weight);
        }

        Assert.Equal(1 / Math.Sqrt(6), at, 1e-3);
        Assert.Equal(ErfCommittee.PlateauOfTwo, least, 1e-6);
        Assert.Equal(0, ErfCommittee.GeneralisationError(new Matrix<double>(2, 2, [0, 1, 1, 0]), teacher), 1e-15);
    }

    [Fact]
    public void The_smallest_eigenvalue_vanishes_as_the_square_of_the_distance_of_two_units()
    {
        double[] smallest = [.. new[] { 0.02, 0.01, 0 }.Select(distance =>
        {
            Matrix<double> fisher = new(6, 6);
            double[] eigenvalues = new double[6];
            ErfCommittee.FisherInformation(new Matrix<double>(2, 3, [0.5 + (distance / 2), 0.2, -0.1, 0.5 - (distance / 2), 0.2, -0.1]), fisher);
            SymmetricEigen.Decompose<double>(fisher, eigenvalues);
            return eigenvalues[0];
        })];
        Assert.Equal(0, smallest[2], 1e-15);
        Assert.InRange(smallest[0] / smallest[1], 3.9, 4.1);
    }

    [Fact]
    public void Machines_of_different_widths_and_matrices_of_another_order_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ErfCommittee.GeneralisationError(new Matrix<double>(2, 3), new Matrix<double>(2, 4)));
        Assert.Throws<ArgumentException>(() => ErfCommittee.FisherInformation(new Matrix<double>(2, 3), new Matrix<double>(6, 5)));
    }

    private static Matrix<double> Draw(int units, int inputs, ref RandomSequence random)
    {
        Matrix<double> weights = new(units, inputs);
        random.FillNormal(weights.AsSpan());
        for (int i = 0; i < weights.AsSpan().Length; i++) weights.AsSpan()[i] /= Math.Sqrt(2 * inputs);
        return weights;
    }

    private static double Potential(Matrix<double> machine, int unit, params ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += machine[unit, i] * x[i];
        return sum;
    }

    private static double Say(Matrix<double> machine, params ReadOnlySpan<double> x)
    {
        double sum = 0;
        Span<double> value = stackalloc double[1];
        for (int unit = 0; unit < machine.Rows; unit++)
        {
            s_function.Evaluate<double>([Potential(machine, unit, x)], value);
            sum += value[0];
        }

        return sum;
    }

    // g'(u) = √(2/π) e^(−u²/2).
    private static double Slope(Matrix<double> machine, int unit, params ReadOnlySpan<double> x) => Math.Sqrt(2 / Math.PI) * Math.Exp(-0.5 * Math.Pow(Potential(machine, unit, x), 2));

    private static double Score(Matrix<double> machine, int weight, double[] x) => Slope(machine, weight / x.Length, x) * x[weight % x.Length];

    private static double Mean(Func<double, double, double> function)
    {
        double sum = 0;
        ReadOnlySpan<double> nodes = s_rule.Nodes.Span, weights = s_rule.Weights.Span;
        for (int i = 0; i < nodes.Length; i++)
        {
            for (int k = 0; k < nodes.Length; k++) sum += weights[i] * weights[k] * function(nodes[i], nodes[k]);
        }

        return sum;
    }

    private static void RequireMean(double[] values, double expected)
    {
        double mean = values.Average(), error = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean))) / values.Length;
        Assert.InRange((mean - expected) / error, -4.5, 4.5);
    }
}
