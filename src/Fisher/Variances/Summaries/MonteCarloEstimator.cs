namespace Neuromanifold.Fisher.Variances.Summaries;

/// <summary>The two Monte-Carlo estimators of the Fisher information from outcomes drawn from the model. Source: [SoenSun24], §1.</summary>
public enum MonteCarloEstimator
{
    /// <summary>Î₁: the mean of squared scores. Never negative; a backward pass for each sample.</summary>
    First,

    /// <summary>Î₂: the mean of negative second derivatives of the log-likelihood. It can be negative; without any variance where the network is linear in a parameter.</summary>
    Second,
}
