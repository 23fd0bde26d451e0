using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.Tests.Training;

public sealed class LearningRateScheduleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void Factors_are_those_of_the_formulas(long total)
    {
        for (long step = 0; step < total; step++)
        {
            double progress = (double)step / total;
            Assert.Equal(1, new LearningRateSchedule.Constant().Factor(step, total));
            Assert.Equal(progress < 0.5 ? 1 : progress < 0.75 ? 0.1 : 0.01, new LearningRateSchedule.Step().Factor(step, total));
            Assert.Equal(Math.Pow(Math.Cos(Math.PI * progress / 2), 2), new LearningRateSchedule.Cosine().Factor(step, total), 1e-14);
        }
    }

    [Fact]
    public void Warming_up_rises_in_equal_parts_to_the_schedule_after_it()
    {
        LearningRateSchedule.Cosine after = new();
        LearningRateSchedule warm = new LearningRateSchedule.WarmUp(after, 4);
        double[] parts = [0.25, 0.5, 0.75, 1, 1, 1];
        for (int step = 0; step < parts.Length; step++) Assert.Equal(parts[step] * after.Factor(step, 10), warm.Factor(step, 10), 1e-15);
        Assert.Equal(1, new LearningRateSchedule.WarmUp(new LearningRateSchedule.Constant(), 0).Factor(0, 10));
    }
}
