namespace Neuromanifold.Fisher.Relative;

/// <summary>A unit's effective learning zone over a data set.</summary>
/// <param name="Mean">The mean of ν_f.</param>
/// <param name="Share">The share of inputs at which it is within its zone.</param>
/// <param name="State">What that makes of it.</param>
public sealed record UnitZone(double Mean, double Share, ZoneState State)
{
    /// <summary>A quantile of ascending values, between neighbours linearly.</summary>
    public static double Quantile(ReadOnlySpan<float> ascending, double share)
    {
        if (!(share is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies in [0, 1].");
        double place = share * (ascending.Length - 1);
        int below = (int)place;
        return below + 1 < ascending.Length ? ascending[below] + ((place - below) * (ascending[below + 1] - (double)ascending[below])) : ascending[below];
    }
}
