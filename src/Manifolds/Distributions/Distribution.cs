using System.Collections.Immutable;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Distributions;

/// <summary>A family at given parameters: a point of a statistical manifold. Made by <see cref="DistributionFamily.At"/>.</summary>
public sealed class Distribution
{
    internal Distribution(DistributionFamily family, ImmutableArray<double> parameters)
    {
        Family = family;
        Parameters = parameters;
    }

    /// <summary>The family.</summary>
    public DistributionFamily Family { get; }

    /// <summary>The textbook parameters' values.</summary>
    public ImmutableArray<double> Parameters { get; }

    /// <summary>The coordinates in the family's usual chart.</summary>
    public double[] Coordinates()
    {
        double[] coordinates = new double[Family.Dimension];
        Family.ToCoordinates(Parameters.AsSpan(), coordinates);
        return coordinates;
    }

    /// <summary>log p(y).</summary>
    public double LogDensity(params ReadOnlySpan<double> outcome) => Family.LogDensity(Parameters.AsSpan(), outcome);

    /// <summary>−E[log p(y)], in nats.</summary>
    public double Entropy() => Family.Entropy(Parameters.AsSpan());

    /// <summary>The Fisher information of one observation in the usual chart.</summary>
    public Matrix<double> Metric()
    {
        Matrix<double> metric = new(Family.Dimension, Family.Dimension);
        Family.Metric(Parameters.AsSpan(), metric);
        return metric;
    }

    /// <summary>Outcomes, one a row.</summary>
    public Matrix<double> Sample(int count, RandomStream stream)
    {
        RandomSequence random = stream.From();
        Matrix<double> outcomes = new(count, Family.OutcomeWidth);
        Family.SampleRows(Parameters.AsSpan(), ref random, outcomes);
        return outcomes;
    }

    /// <inheritdoc/>
    public override string ToString() => Family.Describe(Parameters.AsSpan());
}
