namespace Neuromanifold.Optimisation.NaturalGradient;

/// <summary>Whose labels the curvature is taken over.</summary>
public enum LabelSource
{
    /// <summary>One label an example, drawn from the model: unbiased for the Fisher information.</summary>
    Sampled,

    /// <summary>Labels in exact expectation, by a root of the outputs' covariance: as many cotangents an example as outputs.</summary>
    Exact,

    /// <summary>The data's own labels: the empirical Fisher, which is not the Fisher information.</summary>
    Data,
}
