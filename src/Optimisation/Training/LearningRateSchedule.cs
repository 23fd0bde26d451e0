namespace Neuromanifold.Optimisation.Training;

/// <summary>How the learning rate changes over a run: a factor of its base value for every step.</summary>
public abstract record LearningRateSchedule
{
    private LearningRateSchedule()
    {
    }

    /// <summary>The factor at a step, from its number and the number of all steps.</summary>
    public abstract double Factor(long step, long totalSteps);

    /// <summary>Always the base value.</summary>
    public sealed record Constant : LearningRateSchedule
    {
        /// <inheritdoc/>
        public override double Factor(long step, long totalSteps) => 1;
    }

    /// <summary>A tenth from half of the run on, a hundredth from three quarters on. Source: [He16], §4.2.</summary>
    public sealed record Step : LearningRateSchedule
    {
        /// <inheritdoc/>
        public override double Factor(long step, long totalSteps) => (4.0 * step / totalSteps) switch
        {
            < 2 => 1,
            < 3 => 0.1,
            _ => 0.01,
        };
    }

    /// <summary>½(1 + cos πt), t from 0 to 1 over the run. Source: [LoshchilovHutter17], eq. 5, one period.</summary>
    public sealed record Cosine : LearningRateSchedule
    {
        /// <inheritdoc/>
        public override double Factor(long step, long totalSteps) => 0.5 * (1 + Math.Cos(Math.PI * step / totalSteps));
    }

    /// <summary>Another schedule, its factor rising in equal parts to full size over the first steps.</summary>
    public sealed record WarmUp(LearningRateSchedule After, long Steps) : LearningRateSchedule
    {
        /// <inheritdoc/>
        public override double Factor(long step, long totalSteps) => Math.Min(1, (step + 1.0) / Math.Max(1, Steps)) * After.Factor(step, totalSteps);
    }
}
