using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Projections;

/// <summary>
/// The nearest point of a flat subspace in the divergence that makes it unique: m-projection onto an e-flat one, where moments
/// along it match, and e-projection onto an m-flat one. Both are one convex problem, for the e-projection of p onto an m-flat set is
/// where that set meets the e-flat one through p along its normals. [Amari16], ch. 1 and 2.
/// </summary>
public static class FlatProjection
{
    /// <summary>arg min KL(p ‖ q) over q with natural parameters in an e-flat subspace.</summary>
    /// <exception cref="NumericalException">The minimum lies on the boundary of the family.</exception>
    public static Distribution Moment(Distribution distribution, FlatSubspace subspace)
    {
        ExponentialFamily family = Require(distribution, subspace);
        double[] mean = new double[family.Dimension], natural = subspace.Origin.ToArray();
        if (!family.ContainsNatural(natural)) throw new InvalidInputException("The origin of the e-flat subspace", "a point outside the family", $"natural parameters of {family}");
        family.ToMean(distribution.Parameters.AsSpan(), mean);
        MeanInversion.Solve(family, mean, natural, subspace.Directions);
        return FromNatural(family, natural);
    }

    /// <summary>arg min KL(q ‖ p) over q with means in an m-flat subspace.</summary>
    /// <exception cref="NumericalException">No distribution of the family lies in it.</exception>
    public static Distribution Exponential(Distribution distribution, FlatSubspace subspace)
    {
        ExponentialFamily family = Require(distribution, subspace);
        double[] natural = new double[family.Dimension];
        family.ToNatural(distribution.Parameters.AsSpan(), natural);
        MeanInversion.Solve(family, subspace.Origin, natural, subspace.Normals);
        return FromNatural(family, natural);
    }

    private static ExponentialFamily Require(Distribution distribution, FlatSubspace subspace) => distribution.Family is not ExponentialFamily family
        ? throw new InvalidInputException("The projection onto a flat subspace", distribution.Family.ToString(), "an exponential family")
        : subspace.Origin.Length == family.Dimension ? family : throw new ArgumentException($"A subspace of {subspace.Origin.Length} dimensions in a family of {family.Dimension}.", nameof(subspace));

    private static Distribution FromNatural(ExponentialFamily family, double[] natural)
    {
        double[] parameters = new double[family.ParameterLength];
        family.FromNatural(natural, parameters);
        return family.At(parameters);
    }
}
