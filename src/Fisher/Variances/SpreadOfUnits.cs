namespace Neuromanifold.Fisher.Variances;

/// <summary>The mean and the squared deviations of a number for each unit, updated value by value. Source: [Welford62].</summary>
internal sealed class SpreadOfUnits(int units)
{
    private readonly int[] _counts = new int[units];
    private readonly double[] _means = new double[units];
    private readonly double[] _squaredDeviations = new double[units];

    public void Clear()
    {
        Array.Clear(_counts);
        Array.Clear(_means);
        Array.Clear(_squaredDeviations);
    }

    public void Add(int unit, double value)
    {
        double gap = value - _means[unit];
        _means[unit] += gap / ++_counts[unit];
        _squaredDeviations[unit] += gap * (value - _means[unit]);
    }

    public double Mean(int unit) => _means[unit];

    public double SquaredDeviations(int unit) => _squaredDeviations[unit];
}
