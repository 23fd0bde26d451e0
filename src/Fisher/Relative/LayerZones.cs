using System.Numerics.Tensors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Relative;

/// <summary>The effective learning zones ν_f of a layer's units over a data set: how much each can learn at each input.</summary>
public sealed class LayerZones
{
    /// <summary>A unit is within its zone where ν_f is at least this share of its supremum.</summary>
    public const double LeastShare = 0.01;

    private readonly float[] _sorted;
    private readonly int _inputs;

    internal LayerZones(Subsystem subsystem, double largest, Matrix<float> zones, bool[] neverOn)
    {
        Subsystem = subsystem;
        Largest = largest;
        _inputs = zones.Columns;
        _sorted = zones.AsSpan().ToArray();
        Units = [.. Enumerable.Range(0, zones.Rows).Select(unit => Summarise(unit, neverOn[unit]))];
    }

    /// <summary>The layer.</summary>
    public Subsystem Subsystem { get; }

    /// <summary>The supremum of ν_f over all inputs there might be; the largest value seen where there is none.</summary>
    public double Largest { get; }

    /// <summary>Each unit.</summary>
    public IReadOnlyList<UnitZone> Units { get; }

    /// <summary>The mean of ν_f over units and inputs.</summary>
    public double Mean => Units.Average(unit => unit.Mean);

    /// <summary>ν_f of a unit over the inputs, ascending.</summary>
    public ReadOnlySpan<float> Sorted(int unit) => _sorted.AsSpan(unit * _inputs, _inputs);

    /// <summary>How many pairs of a unit and an input have ν_f in each of so many parts of equal width from 0 to <see cref="Largest"/>.</summary>
    public long[] Histogram(int parts)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parts);
        long[] counts = new long[parts];
        foreach (float zone in _sorted) counts[Largest > 0 ? (int)Math.Clamp(zone / Largest * parts, 0, parts - 1) : 0]++;
        return counts;
    }

    /// <summary>A quantile of ν_f over all units and inputs, between neighbours linearly.</summary>
    public double Quantile(double share)
    {
        float[] all = [.. _sorted];
        Array.Sort(all);
        return UnitZone.Quantile(all, share);
    }

    private UnitZone Summarise(int unit, bool neverOn)
    {
        Span<float> own = _sorted.AsSpan(unit * _inputs, _inputs);
        own.Sort();
        double least = LeastShare * Largest, sum = 0;
        int within = 0;
        foreach (float zone in own)
        {
            sum += zone;
            if (zone >= least && zone > 0) within++;
        }

        ZoneState state = within > 0 && !neverOn ? ZoneState.Learning
            : neverOn || Subsystem.Response is { IsTwoSided: false } ? ZoneState.Dead
            : ZoneState.Saturated;
        return new UnitZone(sum / _inputs, (double)within / _inputs, state);
    }
}
