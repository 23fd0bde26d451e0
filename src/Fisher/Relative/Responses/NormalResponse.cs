using System.Numerics.Tensors;

namespace Neuromanifold.Fisher.Relative.Responses;

/// <summary>A response y ~ N(f(t), s²): ν_f = f'²/s². Source: [SunNielsen17], §4.3.</summary>
public abstract class NormalResponse : NeuronResponse
{
    /// <summary>A response of standard deviation s > 0.</summary>
    protected NormalResponse(double deviation)
    {
        if (!(deviation > 0) || double.IsInfinity(deviation)) throw new ArgumentOutOfRangeException(nameof(deviation), deviation, "The standard deviation of a response is a positive number.");
        Deviation = deviation;
    }

    /// <summary>s.</summary>
    public double Deviation { get; }

    /// <summary>The supremum of |f'|.</summary>
    protected virtual double LargestSlope => 1;

    /// <inheritdoc/>
    public override double LargestZone => LargestSlope * LargestSlope / (Deviation * Deviation);

    /// <inheritdoc/>
    public override void Zone<T>(ReadOnlySpan<T> t, Span<T> zone)
    {
        Slope(t, zone);
        TensorPrimitives.Multiply(zone, zone, zone);
        if (Deviation != 1) TensorPrimitives.Multiply(zone, T.CreateTruncating(1 / (Deviation * Deviation)), zone);
    }
}
