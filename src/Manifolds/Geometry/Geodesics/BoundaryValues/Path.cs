namespace Neuromanifold.Manifolds.Geometry.Geodesics.BoundaryValues;

/// <summary>
/// A path between two fixed ends, described as a straight line in time and deviations from it: polynomials on equal elements, by their values
/// at the nodes, so that the speed of a path between near ends keeps its digits.
/// </summary>
internal sealed class Path
{
    /// <summary>The path x₀ + tΔ.</summary>
    public Path(double[] start, double[] difference, int elements, int degree)
    {
        (Start, Difference) = (start, difference);
        Elements = elements;
        Element = LobattoElement.Of(degree);
        Deviations = new double[((elements * degree) + 1) * start.Length];
    }

    /// <summary>x₀.</summary>
    public double[] Start { get; }

    /// <summary>x₁ − x₀.</summary>
    public double[] Difference { get; }

    /// <summary>The number of elements.</summary>
    public int Elements { get; }

    /// <summary>The nodes of an element.</summary>
    public LobattoElement Element { get; }

    /// <summary>What is added to the straight line at each node, d values a node.</summary>
    public double[] Deviations { get; }

    /// <summary>d.</summary>
    public int Dimension => Start.Length;

    /// <summary>The number of nodes.</summary>
    public int NodeCount => (Elements * Element.Degree) + 1;

    /// <summary>The time of a node.</summary>
    public double Time(int node)
    {
        int element = Math.Min(node / Element.Degree, Elements - 1);
        return (element + Element.Nodes[node - (element * Element.Degree)]) / Elements;
    }

    /// <summary>Writes x(t) and ẋ(t).</summary>
    public void At(double time, Span<double> x, Span<double> velocity)
    {
        int degree = Element.Degree, element = Math.Clamp((int)(time * Elements), 0, Elements - 1), d = Dimension;
        Span<double> weights = stackalloc double[degree + 1];
        Element.Interpolation((time * Elements) - element, weights);
        for (int i = 0; i < d; i++)
        {
            double value = 0, slope = 0;
            for (int node = 0; node <= degree; node++)
            {
                double derivative = 0;
                for (int other = 0; other <= degree; other++) derivative += Element.Derivative[(node * (degree + 1)) + other] * Deviations[(((element * degree) + other) * d) + i];
                value += weights[node] * Deviations[(((element * degree) + node) * d) + i];
                slope += weights[node] * derivative;
            }

            x[i] = Start[i] + (time * Difference[i]) + value;
            velocity[i] = Difference[i] + (slope * Elements);
        }
    }

    /// <summary>The same path by other elements.</summary>
    public Path Refine(int elements, int degree)
    {
        Path finer = new(Start, Difference, elements, degree);
        int d = Dimension, last = Element.Degree;
        Span<double> weights = stackalloc double[last + 1];
        for (int node = 1; node < finer.NodeCount - 1; node++)
        {
            double time = finer.Time(node);
            int element = Math.Clamp((int)(time * Elements), 0, Elements - 1);
            Element.Interpolation((time * Elements) - element, weights);
            for (int i = 0; i < d; i++)
            {
                double value = 0;
                for (int other = 0; other <= last; other++) value += weights[other] * Deviations[(((element * last) + other) * d) + i];
                finer.Deviations[(node * d) + i] = value;
            }
        }

        return finer;
    }
}
