namespace Neuromanifold.Manifolds.Distributions.Expectations;

/// <summary>
/// A coordinate u of outcomes: y = u itself, or y = a ± eᵘ, in which tails and singular ends, powers of the distance to a, are
/// exponentials. Where y − a is too small or too large for a double, log densities go on as A + B ln d + C d.
/// </summary>
internal sealed class OutcomeChart
{
    private const int FarthestExponent = 1000;

    private const int NearestBits = 24;

    private const int FinestBits = 52;

    private const double Unit = 1.1102230246251565e-16;

    private readonly Distribution _p;
    private readonly Distribution _q;
    private readonly bool _exponential;
    private readonly double _anchor;
    private readonly double _sign;
    private readonly double _lowest;
    private readonly double _highest;
    private readonly LogDensityEnd[] _ends;

    private OutcomeChart(Distribution p, Distribution q, bool exponential, double anchor, double sign)
    {
        (_p, _q, _exponential, _anchor, _sign) = (p, q, exponential, anchor, sign);
        int nearest = anchor == 0 ? -FarthestExponent : Math.ILogB(anchor) - NearestBits;
        _lowest = nearest * Math.Log(2);
        _highest = FarthestExponent * Math.Log(2);
        _ends = exponential
            ? [new(p, anchor, sign, nearest, -1), new(q, anchor, sign, nearest, -1), new(p, anchor, sign, FarthestExponent, 1), new(q, anchor, sign, FarthestExponent, 1)]
            : [];
    }

    /// <summary>y = u.</summary>
    public static OutcomeChart Linear(Distribution p, Distribution q) => new(p, q, false, 0, 1);

    /// <summary>y = a ± eᵘ.</summary>
    public static OutcomeChart Exponential(Distribution p, Distribution q, double anchor, double sign) => new(p, q, true, anchor, sign);

    /// <summary>u of an outcome.</summary>
    public double Coordinate(double outcome) => _exponential ? Math.Log(_sign * (outcome - _anchor)) : outcome;

    /// <summary>Whether log densities are continued at u beyond where they can be had, and are not straight there.</summary>
    public bool IsGuess(double u) => _exponential && ((u < _lowest && !(_ends[0].IsStraight && _ends[1].IsStraight)) || (u > _highest && !(_ends[2].IsStraight && _ends[3].IsStraight)));

    /// <summary>Where outcomes end that a double can hold, however coarsely.</summary>
    public (double Low, double High) Resolved => _anchor == 0 ? (_lowest, _highest) : (Math.Log(Math.Abs(_anchor)) - (FinestBits * Math.Log(2)), _highest);

    /// <summary>How far u may be off at a point because outcomes are rounded.</summary>
    public double Blur(double u)
    {
        if (!_exponential || u < _lowest || u > _highest) return Unit * Math.Abs(u);
        return Unit * (Math.Abs(u) + (Math.Abs(_anchor) / Math.Exp(u)));
    }

    /// <summary>How much of an outcome's distance from the anchor is rounded away: 1 where all of it is.</summary>
    public double Coarseness(double u)
    {
        if (!_exponential) return 0;
        if (_anchor == 0 || u > _highest) return u < _lowest || u > _highest ? 1 : 0;
        return Math.Min(1, Math.Abs(_anchor) * Unit / Math.Exp(u));
    }

    /// <summary>The outcome at u, and ln p, ln q with respect to u.</summary>
    public double At(double u, out double logP, out double logQ)
    {
        if (!_exponential)
        {
            logP = _p.LogDensity(u);
            logQ = _q.LogDensity(u);
            return u;
        }

        if (u < _lowest || u > _highest)
        {
            int end = u < _lowest ? 0 : 2;
            logP = _ends[end].LogDensity(u) + u;
            logQ = _ends[end + 1].LogDensity(u) + u;
            double near = _anchor + (_sign * Math.Exp(Math.Clamp(u, -_highest, _highest)));
            return near != _anchor ? near : _sign > 0 ? Math.BitIncrement(near) : Math.BitDecrement(near);
        }

        double outcome = _anchor + (_sign * Math.Exp(u));
        logP = _p.LogDensity(outcome) + u;
        logQ = _q.LogDensity(outcome) + u;
        return outcome;
    }
}
