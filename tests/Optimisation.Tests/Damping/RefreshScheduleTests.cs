using Neuromanifold.Optimisation.Damping;

namespace Neuromanifold.Optimisation.Tests.Damping;

public sealed class RefreshScheduleTests
{
    [Fact]
    public void Refreshes_come_at_powers_of_two_within_the_first_period_and_once_a_period_after()
    {
        RefreshSchedule schedule = new(100);
        Assert.Equal([0, 1, 2, 4, 8, 16, 32, 64, 100, 200, 300], Enumerable.Range(0, 400).Where(step => schedule.IsDue(step)));
    }

    [Fact]
    public void A_period_of_one_refreshes_at_every_step()
    {
        RefreshSchedule schedule = new(1);
        Assert.All(Enumerable.Range(0, 50), step => Assert.True(schedule.IsDue(step)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void A_period_is_at_least_one_step(int period) => Assert.Throws<ArgumentOutOfRangeException>(() => new RefreshSchedule(period));
}
