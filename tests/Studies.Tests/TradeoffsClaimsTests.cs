using Neuromanifold.Experiments.Reports;
using Neuromanifold.Studies.Framework;
using Neuromanifold.Studies.Tradeoffs;

namespace Neuromanifold.Studies.Tests;

public sealed class TradeoffsClaimsTests
{
    [Fact]
    public void Measurements_as_published_hold_in_every_claim()
    {
        IReadOnlyList<StudyClaim> claims = TradeoffsClaims.Of("net", [Epoch(0, First(), Last()), Epoch(1, First(), Last())]);
        Assert.Equal(5, claims.Count);
        Assert.All(claims, claim => Assert.True(claim.Held, claim.Measured));
        Assert.All(claims, claim => Assert.Equal("net", claim.Subject));
        Assert.Equal([0, 0, 0.5, 40, 10], claims.Select(claim => claim.Value!.Value));
    }

    [Fact]
    public void One_value_outside_of_its_bounds_is_enough()
    {
        StudyClaim claim = TradeoffsClaims.Of("net", [Epoch(0, First(), Last() with { Outside = 1 }), Epoch(1, First(), Last())])[0];
        Assert.False(claim.Held);
        Assert.Equal(1, claim.Value);
        Assert.StartsWith("1 of 900 values", claim.Measured, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_layer_s_second_variance_must_be_zero_exactly()
    {
        StudyClaim claim = TradeoffsClaims.Of("net", [Epoch(0, First(), Last()), Epoch(3, First(), Last() with { SecondVariance = 1e-300 })])[1];
        Assert.False(claim.Held);
        Assert.Equal(1e-300, claim.Value);
        Assert.Contains("epoch 3, seed 7, somewhere", claim.Measured, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(3.0)]
    public void A_second_variance_that_is_not_below_the_first_is_named_with_its_place(double second)
    {
        StudyClaim claim = TradeoffsClaims.Of("net", [Epoch(0, First(), Last()), Epoch(2, First() with { SecondVariance = second }, Last())])[2];
        Assert.False(claim.Held);
        Assert.Equal(second, claim.Value);
        Assert.Contains("50 % of 2", claim.Measured, StringComparison.Ordinal);
        Assert.Contains("epoch 2", claim.Measured, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_layer_does_not_count_among_those_before_it()
    {
        StudyClaim claim = TradeoffsClaims.Of("net", [Epoch(0, First(), Last() with { SecondVariance = 5 })])[2];
        Assert.True(claim.Held, claim.Measured);
    }

    [Theory]
    [InlineData(74, true)]
    [InlineData(76, false)]
    public void The_bound_on_the_first_variance_may_be_half_as_much_again(double ratio, bool held)
    {
        StudyClaim claim = TradeoffsClaims.Of("net", [Epoch(0, First() with { UpperFirstVariance = ratio }, Last())])[3];
        Assert.Equal(held, claim.Held);
        Assert.Equal(ratio, claim.Value);
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(31, false)]
    public void The_bound_on_the_second_variance_may_be_half_as_much_again(double ratio, bool held) =>
        Assert.Equal(held, TradeoffsClaims.Of("net", [Epoch(0, First() with { UpperSecondVariance = 0.5 * ratio }, Last())])[4].Held);

    [Fact]
    public void Where_a_variance_is_zero_throughout_nothing_is_judged()
    {
        GroupMeasurement dead = First() with { FirstVariance = 0, UpperFirstVariance = 0, SecondVariance = 0, UpperSecondVariance = 0 };
        IReadOnlyList<StudyClaim> claims = TradeoffsClaims.Of("net", [Epoch(0, dead, Last())]);
        foreach (StudyClaim claim in claims.Skip(2))
        {
            Assert.Null(claim.Held);
            Assert.Null(claim.Value);
            Assert.Contains("zero", claim.Measured, StringComparison.Ordinal);
        }
    }

    private static EpochMeasurement Epoch(int epoch, params GroupMeasurement[] layers) => new("net", 7, epoch, null, null, [new InputMeasurement("somewhere", 1, layers)]);

    private static GroupMeasurement First() => new()
    {
        Layer = "fc1",
        Size = 100,
        Fisher = 1,
        LowerFisher = 0,
        UpperFisher = 2,
        FirstVariance = 1,
        LowerFirstVariance = 0,
        UpperFirstVariance = 40,
        SecondVariance = 0.5,
        LowerSecondVariance = 0,
        UpperSecondVariance = 5,
        Outside = 0,
    };

    private static GroupMeasurement Last() => First() with { Layer = "fc2", Size = 50, SecondVariance = 0, UpperSecondVariance = 0 };
}
