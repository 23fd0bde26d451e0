namespace Neuromanifold.Manifolds.ExponentialFamilies;

/// <summary>The families there are, by name.</summary>
public static class Families
{
    /// <summary>One of <paramref name="labelCount"/> labels; the natural parameters are logits (softmax).</summary>
    public static Categorical Categorical(int labelCount) => new(labelCount);

    /// <summary>Numbers with normal errors of one known <paramref name="variance"/>; the natural parameters are the means (least squares).</summary>
    public static IsotropicNormal IsotropicNormal(int dimension, double variance = 1) => new(dimension, variance);

    /// <summary>Independent outputs that are 0 or 1; the natural parameters are log-odds (logistic regression).</summary>
    public static IndependentBernoulli IndependentBernoulli(int dimension) => new(dimension);

    /// <summary>Independent counts; the natural parameters are the logarithms of the rates.</summary>
    public static IndependentPoisson IndependentPoisson(int dimension) => new(dimension);
}
