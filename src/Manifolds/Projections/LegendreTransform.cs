using System.Numerics.Tensors;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Projections;

/// <summary>
/// The pair of convex potentials of an exponential family: η = ∇F(θ), θ = ∇F*(η), F*(η) = sup_θ θ·η − F(θ). [Amari16], ch. 1.
/// </summary>
public sealed class LegendreTransform(ExponentialFamily family)
{
    /// <summary>The family.</summary>
    public ExponentialFamily Family { get; } = family;

    /// <summary>F(θ).</summary>
    public double Potential(ReadOnlySpan<double> naturalParameters) => Family.LogPartition(naturalParameters);

    /// <summary>F*(η).</summary>
    /// <exception cref="NumericalException">No distribution has the mean.</exception>
    public double DualPotential(ReadOnlySpan<double> mean)
    {
        double[] parameters = new double[Family.ParameterLength];
        Family.FromMean(mean, parameters);
        return Family.DualPotential(parameters);
    }

    /// <summary>η = ∇F(θ).</summary>
    public double[] ToMean(ReadOnlySpan<double> naturalParameters)
    {
        double[] mean = new double[Family.Dimension];
        Family.Mean(naturalParameters, mean);
        return mean;
    }

    /// <summary>θ = ∇F*(η).</summary>
    /// <exception cref="NumericalException">No distribution has the mean.</exception>
    public double[] ToNatural(ReadOnlySpan<double> mean)
    {
        double[] parameters = new double[Family.ParameterLength], natural = new double[Family.Dimension];
        Family.FromMean(mean, parameters);
        Family.ToNatural(parameters, natural);
        return natural;
    }

    /// <summary>F(θ) + F*(η) − θ·η, which is zero where η = ∇F(θ) and positive elsewhere (Fenchel and Young): KL(p_η ‖ p_θ).</summary>
    public double Gap(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> mean) =>
        Potential(naturalParameters) + DualPotential(mean) - TensorPrimitives.Dot(naturalParameters, mean);
}
