using Neuromanifold.Numerics.DifferentialEquations;

namespace Neuromanifold.Numerics.Tests.DifferentialEquations;

public sealed class DormandPrinceTests
{
    private static readonly ErrorScale s_one = (_, scale) => scale.Fill(1);

    [Fact]
    public void Rotation_returns_after_many_turns()
    {
        DormandPrince solution = new((_, y, rate) => (rate[0], rate[1]) = (-y[1], y[0]), s_one, 0, [1, 0]);
        double end = 20 * Math.PI;
        solution.Advance(end);
        Assert.Equal(Math.Cos(end), solution.State[0], 2e-12);
        Assert.Equal(Math.Sin(end), solution.State[1], 2e-12);
        Assert.InRange(Math.Abs(solution.State[1] - Math.Sin(end)), 0, Math.Max(solution.Error, 1e-13));
    }

    [Fact]
    public void Time_enters_at_the_stages_own_times()
    {
        DormandPrince solution = new((t, y, rate) => rate[0] = Math.Cos(t) * y[0], s_one, 0, [1]);
        solution.Advance(3);
        Assert.Equal(Math.Exp(Math.Sin(3)), solution.State[0], 1e-13);
        Assert.Equal(3, solution.Time);
    }

    [Fact]
    public void Going_back_leads_to_the_start()
    {
        DormandPrince solution = new((_, y, rate) => rate[0] = 1 + (y[0] * y[0]), s_one, 0, [0]);
        solution.Advance(1.2);
        Assert.Equal(Math.Tan(1.2), solution.State[0], 1e-12);
        solution.Advance(0);
        Assert.Equal(0, solution.State[0], 1e-12);
    }

    [Fact]
    public void A_polynomial_of_degree_seven_takes_one_exact_step()
    {
        DormandPrince solution = new((t, _, rate) => rate[0] = 8 * Math.Pow(t, 7), s_one, 0, [0], new IntegrationOptions(1e9));
        solution.Advance(1);
        Assert.Equal(1, solution.State[0], 1e-14);
        Assert.Equal(1, solution.Steps);
    }

    // Halving the step divides the error by 2⁸.
    [Fact]
    public void The_order_is_eight()
    {
        double[] errors = [.. new[] { 10, 20, 40 }.Select(ErrorOf)];
        Assert.InRange(Math.Log2(errors[0] / errors[1]), 7.6, 9);
        Assert.InRange(Math.Log2(errors[1] / errors[2]), 7.6, 9);

        static double ErrorOf(int steps)
        {
            double error = 0;
            DormandPrince solution = new((_, y, rate) => (rate[0], rate[1]) = (-y[1], y[0]), (_, scale) => scale.Fill(1e9), 0, [1, 0]);
            for (int step = 1; step <= steps; step++) solution.Advance(10.0 * step / steps);
            error = Math.Max(error, Math.Abs(solution.State[0] - Math.Cos(10)));
            error = Math.Max(error, Math.Abs(solution.State[1] - Math.Sin(10)));
            Assert.Equal(steps, solution.Steps);
            return error;
        }
    }

    [Fact]
    public void A_looser_tolerance_takes_fewer_steps_and_keeps_its_promise()
    {
        int last = int.MaxValue;
        foreach (double tolerance in new[] { 1e-12, 1e-9, 1e-6, 1e-3 })
        {
            DormandPrince solution = new((_, y, rate) => (rate[0], rate[1]) = (y[1], ((1 - (y[0] * y[0])) * y[1]) - y[0]), s_one, 0, [2, 0], new IntegrationOptions(tolerance));
            DormandPrince exact = new((_, y, rate) => (rate[0], rate[1]) = (y[1], ((1 - (y[0] * y[0])) * y[1]) - y[0]), s_one, 0, [2, 0], new IntegrationOptions(1e-14));
            solution.Advance(5);
            exact.Advance(5);
            Assert.True(solution.Steps < last);
            last = solution.Steps;
            Assert.InRange(Math.Abs(solution.State[0] - exact.State[0]), 0, 10 * solution.Error);
        }
    }

    // y′ = y² from 1 is 1/(1 − t).
    [Fact]
    public void A_solution_that_ends_says_where()
    {
        DormandPrince solution = new((_, y, rate) => rate[0] = y[0] * y[0], (y, scale) => scale[0] = y[0], 0, [1]);
        IntegrationException end = Assert.Throws<IntegrationException>(() => solution.Advance(2));
        Assert.Equal(1, end.Time, 1e-12);
        Assert.True(end.State[0] > 1e10);
    }

    [Fact]
    public void Domains_end_where_rates_are_no_numbers()
    {
        DormandPrince solution = new((_, y, rate) => rate[0] = y[0] > 0 ? -1 : double.NaN, s_one, 0, [0.75]);
        Assert.Equal(0.75, Assert.Throws<IntegrationException>(() => solution.Advance(2)).Time, 1e-12);
        Assert.Throws<IntegrationException>(() => new DormandPrince((_, _, rate) => rate[0] = double.NaN, s_one, 0, [0]));
    }

    [Fact]
    public void Too_many_steps_are_refused()
    {
        DormandPrince solution = new((_, y, rate) => (rate[0], rate[1]) = (-y[1], y[0]), s_one, 0, [1, 0], new IntegrationOptions(1e-13, 10));
        Assert.Contains("10 steps", Assert.Throws<IntegrationException>(() => solution.Advance(100)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tolerance_is_positive_and_a_time_finite()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DormandPrince((_, _, rate) => rate[0] = 0, s_one, 0, [0], new IntegrationOptions(0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DormandPrince((_, _, rate) => rate[0] = 0, s_one, 0, [0]).Advance(double.NaN));
    }
}
