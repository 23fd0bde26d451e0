using System.Collections.Immutable;
using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Projections.Mixtures;

/// <summary>Σ π_k p(y | θ_k): components of one exponential family, with weights that sum to one.</summary>
public sealed class Mixture
{
    private const double SumTolerance = 1e-9;

    /// <summary>A mixture.</summary>
    /// <exception cref="InvalidInputException">Weights do not sum to one, or components are of several families or of none that is exponential.</exception>
    public Mixture(ReadOnlySpan<double> weights, IReadOnlyList<Distribution> components)
    {
        if (weights.Length != components.Count || components.Count == 0) throw new InvalidInputException("A mixture", $"{weights.Length} weights for {components.Count} components", "one a component");
        Family = components[0].Family as ExponentialFamily ?? throw new InvalidInputException("A mixture", components[0].Family.ToString(), "components of an exponential family");
        foreach (Distribution component in components)
        {
            if (!component.Family.Equals(Family)) throw new InvalidInputException("A mixture", $"components of {Family} and {component.Family}", "components of one family");
        }

        double sum = TensorPrimitives.Sum(weights);
        if (!(Math.Abs(sum - 1) <= SumTolerance) || weights.ContainsAnyExceptInRange(0, 1))
            throw new InvalidInputException("The weights of a mixture", FormattableString.Invariant($"a sum of {sum:R}"), "numbers from 0 to 1 that sum to 1");
        Weights = [.. weights];
        Components = [.. components];
    }

    /// <summary>The components' family.</summary>
    public ExponentialFamily Family { get; }

    /// <summary>π.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>The components.</summary>
    public ImmutableArray<Distribution> Components { get; }

    /// <summary>log Σ π_k p(y | θ_k).</summary>
    public double LogDensity(params ReadOnlySpan<double> outcome)
    {
        Span<double> terms = new double[Weights.Length];
        for (int component = 0; component < terms.Length; component++) terms[component] = Math.Log(Weights[component]) + Components[component].LogDensity(outcome);
        return LogSum(terms);
    }

    /// <summary>Writes the probability of each component given each outcome, n × k, and returns Σ log p(y): one product of statistics and natural parameters.</summary>
    internal double Responsibilities(OutcomeStatistics outcomes, MatrixView<double> responsibilities)
    {
        Matrix<double> natural = new(Weights.Length, Family.Dimension);
        double[] offsets = new double[Weights.Length];
        for (int component = 0; component < Weights.Length; component++)
        {
            Family.ToNatural(Components[component].Parameters.AsSpan(), natural.Row(component));
            offsets[component] = Math.Log(Weights[component]) - Family.LogPartition((ReadOnlySpan<double>)natural.Row(component));
        }

        Numerics.LinearAlgebra.Products.MultiplyTransposedRight<double>(outcomes.Statistics, natural, responsibilities);
        double logLikelihood = outcomes.LogBaseMeasure;
        for (int row = 0; row < responsibilities.Rows; row++)
        {
            Span<double> terms = responsibilities.Row(row);
            TensorPrimitives.Add(terms, offsets, terms);
            double logSum = LogSum(terms);
            logLikelihood += logSum;
            TensorPrimitives.Subtract(terms, logSum, terms);
            TensorPrimitives.Exp(terms, terms);
        }

        return logLikelihood;
    }

    private static double LogSum(ReadOnlySpan<double> terms)
    {
        double largest = TensorPrimitives.Max(terms), sum = 0;
        if (double.IsNegativeInfinity(largest)) return largest;
        foreach (double term in terms) sum += Math.Exp(term - largest);
        return largest + Math.Log(sum);
    }
}
