using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Surfaces;

/// <summary>
/// A geodesic of a surface of revolution with girth G, by Clairaut's constant c: with √G = c cosh s and u = s − s₁ its length is ∫ Q du and
/// its turn ∫ Q c/G du, both without singularity at the turning point s = 0. Where Q is constant this is a half circle.
/// </summary>
/// <param name="Girth">G at the start.</param>
/// <param name="Rise">T = tanh s₁: the cosine between the path and the direction of growing G.</param>
/// <param name="Lean">c/√G = 1/cosh s₁ at the start; T² plus its square is 1.</param>
internal readonly record struct Meridian(double Girth, double Rise, double Lean)
{
    // Singularities of Q lie some π/2 away from the real line, so that sixteen points are exact to rounding on a panel of this length.
    private const double Panel = 1.2;

    // 1 − |T|
    private double Gap => Lean * Lean / (1 + Math.Abs(Rise));

    /// <summary>√(G/G_start) at u: cosh u + T sinh u, its exponentials taken apart where they cancel.</summary>
    public double Root(double u) => Rise < 0 && u > 0
        ? Math.Exp(-u) + (Gap * Math.Sinh(u))
        : Math.Cosh(u) + (Rise * Math.Sinh(u));

    /// <summary>d/du of <see cref="Root"/>.</summary>
    public double RootSlope(double u) => Math.Sinh(u) + (Rise * Math.Cosh(u));

    /// <summary>
    /// Length ∫ Q du, turn √G_start ∫ Q c/G du, and √G_start ∫ c/G du by the same rule, between two places.
    /// </summary>
    public (double Length, double Turn, double Plain) Integrate(SurfaceOfRevolution surface, double from, double to, int finer = 0)
    {
        int panels = (int)Math.Ceiling(Math.Abs(to - from) / Panel) + finer;
        if (panels == 0) panels = 1;
        double width = (to - from) / panels, length = 0, turn = 0, plain = 0;
        ReadOnlySpan<double> nodes = GaussLegendre.Nodes, weights = GaussLegendre.Weights;
        for (int panel = 0; panel < panels; panel++)
        {
            for (int point = 0; point < nodes.Length; point++)
            {
                double root = Root(from + ((panel + nodes[point]) * width)), share = weights[point] / (root * root);
                double roundness = surface.Roundness(Girth * root * root);
                length += weights[point] * roundness;
                turn += share * roundness;
                plain += share;
            }
        }

        return (length * width, turn * width * Lean, plain * width * Lean);
    }

    /// <summary>u where the length from the start is a given one, and the turn to there.</summary>
    public (double Place, double Turn) Advance(SurfaceOfRevolution surface, double length)
    {
        const int MostSteps = 50;
        double place = 0, done = 0, turn = 0;
        for (int step = 0; step < MostSteps; step++)
        {
            double root = Root(place), change = (length - done) / surface.Roundness(Girth * root * root);
            (double gone, double turned, _) = Integrate(surface, place, place + change);
            (place, done, turn) = (place + change, done + gone, turn + turned);
            if (!double.IsFinite(done)) break;
            if (Math.Abs(length - done) <= 4e-16 * length) return (place, turn);
            if (step > 5 && Math.Abs(length - done) <= 1e-14 * length) return (place, turn);
        }

        throw new NumericalException($"The geodesic of length {length:R} leaves the range of double-precision numbers.");
    }
}
