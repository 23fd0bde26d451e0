using System.Numerics;
using Neuromanifold.Networks.Composition;

namespace Neuromanifold.Fisher.Posteriors;

/// <summary>Some of a network's parameters and the Fisher matrix among them, by its eigenvalues in a basis that outputs' derivatives can be turned into.</summary>
internal abstract class LaplaceCurvature<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The eigenvalues, none below zero, in an order of its own; one for each parameter.</summary>
    public abstract double[] Eigenvalues { get; }

    /// <summary>‖θ‖² of those parameters.</summary>
    public abstract double SquaredNorm(ReadOnlySpan<T> parameters);

    /// <summary>Adds J V Jᵀ of every example, T×T, V having the given eigenvalues in the same basis.</summary>
    /// <param name="workspace">After a backward pass of the unit cotangents: row a·examples + i pulls output a of example i back.</param>
    /// <param name="variances">The eigenvalues of V, in the order of <see cref="Eigenvalues"/>.</param>
    /// <param name="covariances">A T×T matrix for each example.</param>
    public abstract void AddCovariances(Workspace<T> workspace, ReadOnlySpan<double> variances, Span<double> covariances);
}
