namespace Neuromanifold.Fisher.Variances.Traces;

/// <summary>A sum over parameters and what bounds it from the spectra of a Gram matrix of derivatives and of the family's moments.</summary>
/// <param name="Value">The sum itself.</param>
/// <param name="LowerByExtremes">A lower bound from extreme eigenvalues. Source: [SoenSun24], Cor. 4.6.</param>
/// <param name="UpperByExtremes">An upper bound from extreme eigenvalues. Source: [SoenSun24], Cor. 4.6.</param>
/// <param name="LowerBySpectrum">Σ_k of one spectrum's eigenvalues, descending, times the other's, ascending. Source: [SoenSun24], Thm C.1.</param>
/// <param name="UpperBySpectrum">Σ_k of one spectrum's eigenvalues times the other's, both descending. Source: [SoenSun24], Thm C.1.</param>
public readonly record struct TraceBounds(double Value, double LowerByExtremes, double UpperByExtremes, double LowerBySpectrum, double UpperBySpectrum)
{
    /// <summary>The sums and bounds of both, times a weight for the second.</summary>
    internal static TraceBounds Add(TraceBounds left, TraceBounds right, double weight) => new(
        left.Value + (weight * right.Value),
        left.LowerByExtremes + (weight * right.LowerByExtremes),
        left.UpperByExtremes + (weight * right.UpperByExtremes),
        left.LowerBySpectrum + (weight * right.LowerBySpectrum),
        left.UpperBySpectrum + (weight * right.UpperBySpectrum));

    /// <summary>Σ_k of eigenvalues that are both ascending, the second taken in order or in reverse.</summary>
    internal static double Pair(ReadOnlySpan<double> left, ReadOnlySpan<double> right, bool reversed)
    {
        double sum = 0;
        for (int k = 0; k < left.Length; k++) sum += Math.Max(0, left[k]) * Math.Max(0, right[reversed ? right.Length - 1 - k : k]);
        return sum;
    }
}
