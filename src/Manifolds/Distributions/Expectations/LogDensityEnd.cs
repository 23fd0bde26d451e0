namespace Neuromanifold.Manifolds.Distributions.Expectations;

/// <summary>
/// ln p(a ± d) = A + B ln d + C d for distances d that a double cannot hold beside a, fitted at distances that are exact: the powers
/// of two next to the limit.
/// </summary>
internal sealed class LogDensityEnd
{
    private const double Straight = 1e-6;

    private const int CheckAfter = 400;

    private readonly double _constant;
    private readonly double _slope;
    private readonly double _linear;

    /// <summary>The end of a density around an anchor, from the distance 2^exponent on inwards (−1) or outwards (1).</summary>
    public LogDensityEnd(Distribution distribution, double anchor, double sign, int exponent, int direction)
    {
        double first = At(exponent), second = At(exponent - direction), third = At(exponent - (2 * direction));
        if (!double.IsFinite(first) || !double.IsFinite(second) || !double.IsFinite(third))
        {
            _constant = double.NegativeInfinity;
            IsStraight = true;
            return;
        }

        // Second differences over ln d isolate C. Far from an anchor of zero the density is a power, whose exponent two distant points give.
        double step = -direction * Math.Log(2), nearest = Math.ScaleB(1, exponent), bend = 0;
        if (direction < 0 && anchor != 0)
        {
            bend = third - (2 * second) + first;
            _slope = (second - first - bend) / step;
            IsStraight = true;
        }
        else
        {
            _slope = (At(exponent - (CheckAfter * direction)) - first) / (CheckAfter * step);
            IsStraight = Math.Abs(second - first - (_slope * step)) <= Straight * (1 + Math.Abs(_slope));
        }

        _linear = bend / nearest;
        _constant = first - (_slope * exponent * Math.Log(2)) - bend;

        double At(int power) => distribution.LogDensity(anchor + (sign * Math.ScaleB(1, power)));
    }

    /// <summary>Whether the fit holds further in, too.</summary>
    public bool IsStraight { get; }

    /// <summary>ln p at the distance eᵘ.</summary>
    public double LogDensity(double u)
    {
        if (double.IsNegativeInfinity(_constant)) return _constant;
        return _constant + (_slope * u) + (_linear == 0 ? 0 : _linear * Math.Exp(u));
    }
}
