using Neuromanifold.Manifolds.Notation;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Tests.Notation;

public sealed class DistributionTextTests
{
    [Theory]
    [InlineData("normal(0, 1)", "normal(mean=0, sd=1)")]
    [InlineData("normal(mean=5,sd=2)", "normal(mean=5, sd=2)")]
    [InlineData(" normal( mean = 5 , variance = 4 ) ", "normal(mean=5, sd=2)")]
    [InlineData("normal(sd=2, mean=-1e-3)", "normal(mean=-0.001, sd=2)")]
    [InlineData("bernoulli(0.3)", "bernoulli(probability=0.3)")]
    [InlineData("binomial(trials=10, probability=0.1)", "binomial(trials=10, probability=0.1)")]
    [InlineData("categorical(0.2,0.3,0.5)", "categorical(probabilities=[0.2,0.3,0.5])")]
    [InlineData("categorical([0.2,0.3,0.5])", "categorical(probabilities=[0.2,0.3,0.5])")]
    [InlineData("categorical(probabilities=[1,0])", "categorical(probabilities=[1,0])")]
    [InlineData("multinomial(4, [0.5,0.5])", "multinomial(trials=4, probabilities=[0.5,0.5])")]
    [InlineData("poisson(4)", "poisson(rate=4)")]
    [InlineData("geometric(0.2)", "geometric(probability=0.2)")]
    [InlineData("negativebinomial(successes=3, probability=0.2)", "negativebinomial(successes=3, probability=0.2)")]
    [InlineData("exponential(rate=2)", "exponential(rate=2)")]
    [InlineData("exponential(scale=2)", "exponential(rate=0.5)")]
    [InlineData("gamma(shape=2, rate=1)", "gamma(shape=2, rate=1)")]
    [InlineData("gamma(2, scale=4)", "gamma(shape=2, rate=0.25)")]
    [InlineData("beta(2,3)", "beta(alpha=2, beta=3)")]
    [InlineData("dirichlet(1,2,3)", "dirichlet(concentrations=[1,2,3])")]
    [InlineData("pareto(2, 3)", "pareto(scale=2, shape=3)")]
    public void What_is_written_is_read(string text, string read) => Assert.Equal(read, DistributionText.Parse(text).ToString());

    [Theory]
    [InlineData("", "the end at position 1", "the name of a family")]
    [InlineData("normal", "the end at position 7", "'(' after 'normal'")]
    [InlineData("normal(", "the end at position 8", "a number")]
    [InlineData("normal(0", "the end at position 9", "',' or ')'")]
    [InlineData("normal(0,)", "')' at position 10", "a number")]
    [InlineData("normal(0,1) x", "'x' at position 13", "nothing after ')'")]
    [InlineData("normal(0,1e)", "'1e)' at position 10", "a number")]
    [InlineData("normal(zero, 1)", "', 1)' at position 12", "'=' after 'zero'")]
    [InlineData("categorical([0.5,0.5)", "')' at position 21", "',' or ']'")]
    [InlineData("nomal(0,1)", "the family 'nomal'", "normal")]
    [InlineData("normal(0,1,2)", "3 values", "2: normal(mean, sd|variance)")]
    [InlineData("normal(mean=0)", "no 'sd'", "normal(mean, sd|variance)")]
    [InlineData("normal(0, mean=1)", "'mean' twice", "normal(mean, sd|variance)")]
    [InlineData("normal(sd=1, 0)", "without a name at position 14", "normal(mean, sd|variance)")]
    [InlineData("normal(0, 1, scale=3)", "'scale' at position 14", "normal(mean, sd|variance)")]
    [InlineData("normal(0, [1,2])", "a list of 2 numbers for 'sd'", "a number")]
    [InlineData("normal(0, sd=-1)", "-1", "a number > 0")]
    [InlineData("normal(0, variance=-4)", "-4", "a number > 0")]
    [InlineData("normal(0, sd=NaN)", "NaN", "a number > 0")]
    [InlineData("gamma(2, scale=0)", "0", "a number > 0")]
    [InlineData("categorical(0.2,0.2)", "a sum of 0.4", "sum to 1")]
    [InlineData("categorical(1)", "a number for 'probabilities'", "a list of numbers")]
    [InlineData("categorical([1])", "1 number for 'probabilities'", "two or more")]
    [InlineData("binomial(2.5, 0.5)", "2.5", "an integer ≥ 1")]
    [InlineData("bernoulli(1.5)", "1.5", "a probability from 0 to 1")]
    [InlineData("dirichlet([[1,2],[3]])", "a row of 1 numbers at position 18", "2 numbers")]
    public void What_cannot_be_read_is_refused_with_its_place(string text, string found, string expected)
    {
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => DistributionText.Parse(text));
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
