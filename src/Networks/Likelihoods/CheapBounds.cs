namespace Neuromanifold.Networks.Likelihoods;

/// <summary>
/// Bounds on the extreme eigenvalues of Cov and of M that need no search: looser than <see cref="Likelihood.CovarianceRange"/> and
/// <see cref="Likelihood.ProductVarianceRange"/>, and what the literature states. Source: [SoenSun24].
/// </summary>
public static class CheapBounds
{
    /// <summary>λmax(diag σ − σσᵀ) ≤ min{max_a σ_a, 1 − ‖σ‖²} in O(T). Source: [SoenSun24], theorem 5.2.</summary>
    public static double CovarianceBound(CategoricalLikelihood likelihood, ReadOnlySpan<double> naturalParameters)
    {
        using LentValues workspace = new(likelihood.Dimension);
        Span<double> probabilities = workspace.Values;
        likelihood.Mean(naturalParameters, probabilities);
        double largest = 0, others = 0, spread = 0;
        foreach (double probability in probabilities)
        {
            others += Math.Min(largest, probability);
            largest = Math.Max(largest, probability);
        }

        // 1 − ‖σ‖² = Σ σ(1 − σ), the largest's complement taken as the sum of the others.
        bool isLargestPast = false;
        foreach (double probability in probabilities)
        {
            bool isLargest = probability == largest && !isLargestPast;
            spread += probability * (isLargest ? others : 1 - probability);
            isLargestPast |= isLargest;
        }

        return Math.Min(largest, spread);
    }

    /// <summary>λmax(M) ≤ 2 min{max_a σ_a, 1 − ‖σ‖²} in O(T). Source: [SoenSun24], theorem 5.2.</summary>
    public static double ProductVarianceBound(CategoricalLikelihood likelihood, ReadOnlySpan<double> naturalParameters) => 2 * CovarianceBound(likelihood, naturalParameters);

    /// <summary>
    /// λmin(K) − λmax(Cov)², or 0 if that is negative, ≤ λ(M) ≤ λmax(K) − λmin(Cov)², from the ranges of K and Cov. Source: [SoenSun24], corollary 4.2.
    /// </summary>
    public static EigenvalueRange ProductVarianceBounds(EigenvalueRange fourthMoment, EigenvalueRange covariance) => new(
        Math.Max(0, fourthMoment.Least - (covariance.Greatest * covariance.Greatest)),
        fourthMoment.Greatest - (covariance.Least * covariance.Least));

    /// <summary>λmax(K) ≤ B λmax(Cov) where ‖t(y) − η‖² ≤ B for all y. Source: [SoenSun24], proposition 4.3.</summary>
    public static double FourthMomentBound(double largestSquaredDeviation, double greatestCovariance) => largestSquaredDeviation * greatestCovariance;

    /// <summary>B = max_y ‖t(y) − η‖² over the listed outcomes of a family. Cost: O(T) an outcome.</summary>
    /// <exception cref="InvalidOperationException">The outcomes cannot be listed.</exception>
    public static double LargestSquaredDeviation(Likelihood likelihood, ReadOnlySpan<double> naturalParameters)
    {
        int dimension = likelihood.Dimension;
        using LentValues workspace = new((2 * dimension) + likelihood.OutcomeWidth);
        Span<double> mean = workspace.Values[..dimension], statistic = workspace.Values[dimension..(2 * dimension)], outcome = workspace.Values[(2 * dimension)..];
        int count = likelihood.LabelCount
            ?? throw new InvalidOperationException($"The outcomes of the family '{likelihood.Name}' of dimension {dimension} cannot be listed.");
        likelihood.Mean(naturalParameters, mean);
        double largest = 0;
        for (int label = 0; label < count; label++)
        {
            likelihood.Outcome(label, outcome);
            likelihood.SufficientStatistic(outcome, statistic);
            double square = 0;
            for (int a = 0; a < dimension; a++) square += (statistic[a] - mean[a]) * (statistic[a] - mean[a]);
            largest = Math.Max(largest, square);
        }

        return largest;
    }
}
