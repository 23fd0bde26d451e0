using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.Quadrature;

/// <summary>
/// E[f(Z)] of a standard normal Z as Σ w_i f(z_i), exact for polynomials of degree 2n − 1: nodes are the eigenvalues of the
/// recurrence of Hermite's polynomials, weights the squares of its eigenvectors' first components. Source: [GolubWelsch69].
/// </summary>
public sealed class GaussHermite
{
    /// <summary>A rule of n nodes. Cost: n³.</summary>
    public GaussHermite(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Matrix<double> recurrence = new(count, count);
        for (int order = 1; order < count; order++) recurrence[order, order - 1] = recurrence[order - 1, order] = Math.Sqrt(order);
        double[] nodes = new double[count], weights = new double[count];
        SymmetricEigen.Decompose<double>(recurrence, nodes);
        for (int node = 0; node < count; node++) weights[node] = recurrence[node, 0] * recurrence[node, 0];
        Nodes = nodes;
        Weights = weights;
    }

    /// <summary>z.</summary>
    public ReadOnlyMemory<double> Nodes { get; }

    /// <summary>w, which sum to one.</summary>
    public ReadOnlyMemory<double> Weights { get; }
}
