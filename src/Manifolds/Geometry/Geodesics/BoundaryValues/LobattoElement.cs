namespace Neuromanifold.Manifolds.Geometry.Geodesics.BoundaryValues;

/// <summary>
/// Polynomials of degree p on [0, 1] by their values at the Gauss–Lobatto nodes, where integrals are taken too, exactly to degree 2p − 1
/// [Canuto06].
/// </summary>
internal sealed class LobattoElement
{
    private const int NewtonSteps = 60;

    private static readonly LobattoElement?[] _known = new LobattoElement?[32];

    private readonly double[] _barycentric;

    private LobattoElement(int degree)
    {
        Degree = degree;
        Nodes = new double[degree + 1];
        Weights = new double[degree + 1];
        _barycentric = new double[degree + 1];
        Derivative = new double[(degree + 1) * (degree + 1)];
        double[] legendre = new double[degree + 1];
        for (int node = 0; node <= degree; node++)
        {
            // Zeros of (1 − z²)P′_p by Newton's method from Chebyshev's nodes.
            double z = -Math.Cos(Math.PI * node / degree);
            for (int step = 0; step < NewtonSteps; step++)
            {
                double change = ((z * Legendre(degree, z)) - Legendre(degree - 1, z)) / ((degree + 1) * Legendre(degree, z));
                z -= change;
                if (Math.Abs(change) < 1e-16) break;
            }

            if (2 * node == degree) z = 0;
            legendre[node] = Legendre(degree, z);
            Nodes[node] = 0.5 * (1 + z);
            Weights[node] = 1 / (degree * (degree + 1) * legendre[node] * legendre[node]);
        }

        (Nodes[0], Nodes[degree]) = (0, 1);
        for (int node = 0; node <= degree; node++)
        {
            double product = 1;
            for (int other = 0; other <= degree; other++) product *= other == node ? 1 : 4 * (Nodes[node] - Nodes[other]);
            _barycentric[node] = 1 / product;
        }

        for (int row = 0; row <= degree; row++)
        {
            double sum = 0;
            for (int column = 0; column <= degree; column++)
            {
                if (row == column) continue;
                double entry = _barycentric[column] / _barycentric[row] / (Nodes[row] - Nodes[column]);
                Derivative[(row * (degree + 1)) + column] = entry;
                sum += entry;
            }

            // Rows sum to zero, so that constants have no derivative, not even of rounding.
            Derivative[(row * (degree + 1)) + row] = -sum;
        }
    }

    /// <summary>p.</summary>
    public int Degree { get; }

    /// <summary>p + 1 nodes, ascending from 0 to 1.</summary>
    public double[] Nodes { get; }

    /// <summary>Their weights.</summary>
    public double[] Weights { get; }

    /// <summary>The derivative at node q of the polynomial that is 1 at node j and 0 at the others, at [q, j].</summary>
    public double[] Derivative { get; }

    /// <summary>The element of a degree from 2 to 31.</summary>
    public static LobattoElement Of(int degree) => _known[degree] ??= new(degree);

    /// <summary>Writes the weights by which values at the nodes give the value at a place.</summary>
    public void Interpolation(double place, Span<double> weights)
    {
        weights.Clear();
        double sum = 0;
        for (int node = 0; node <= Degree; node++)
        {
            double distance = place - Nodes[node];
            if (distance == 0)
            {
                weights.Clear();
                weights[node] = 1;
                return;
            }

            weights[node] = _barycentric[node] / distance;
            sum += weights[node];
        }

        for (int node = 0; node <= Degree; node++) weights[node] /= sum;
    }

    private static double Legendre(int degree, double z)
    {
        double last = 1, value = z;
        if (degree == 0) return 1;
        for (int n = 2; n <= degree; n++) (last, value) = (value, ((((2 * n) - 1) * z * value) - ((n - 1) * last)) / n);
        return value;
    }
}
