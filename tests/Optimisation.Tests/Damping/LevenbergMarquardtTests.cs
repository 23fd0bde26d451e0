using Neuromanifold.Optimisation.Damping;

namespace Neuromanifold.Optimisation.Tests.Damping;

public sealed class LevenbergMarquardtTests
{
    [Fact]
    public void Damping_shrinks_where_the_model_is_trusted_grows_where_it_is_not_and_stays_between()
    {
        LevenbergMarquardt rule = new(Period: 5);
        double factor = Math.Pow(0.95, 5);
        Assert.Equal(factor, rule.Factor, 1e-15);
        Assert.Equal(0.1 * factor, rule.Adapt(0.1, actual: -0.76, foretold: -1), 1e-15);
        Assert.Equal(0.1, rule.Adapt(0.1, actual: -0.74, foretold: -1), 1e-15);
        Assert.Equal(0.1, rule.Adapt(0.1, actual: -0.26, foretold: -1), 1e-15);
        Assert.Equal(0.1 / factor, rule.Adapt(0.1, actual: -0.24, foretold: -1), 1e-15);
        Assert.Equal(0.1 / factor, rule.Adapt(0.1, actual: 2, foretold: -1), 1e-15);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(-1, 0.5)]
    [InlineData(-1, double.NaN)]
    [InlineData(double.NaN, -1)]
    [InlineData(double.PositiveInfinity, -1)]
    [InlineData(double.NegativeInfinity, -1)]
    public void A_model_that_foretells_no_decrease_or_a_loss_out_of_range_raises_the_damping(double actual, double foretold)
    {
        LevenbergMarquardt rule = new();
        Assert.Equal(0.1 / rule.Factor, rule.Adapt(0.1, actual, foretold), 1e-15);
    }

    [Fact]
    public void Damping_stays_within_its_limits()
    {
        LevenbergMarquardt rule = new() { Smallest = 0.09, Largest = 0.11 };
        Assert.Equal(0.09, rule.Adapt(0.1, -1, -1));
        Assert.Equal(0.11, rule.Adapt(0.1, 1, -1));
        Assert.Equal(0.11, rule.Adapt(0.1, -1, 1));
    }
}
