using Neuromanifold.Numerics.SpecialFunctions;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.BoundaryValues;

/// <summary>
/// Dirichlet distributions (beta for two) by the logarithms x of their parameters a: g = diag ψ′(a_i) − ψ′(A) 11ᵀ, A = Σ a, and the cubic
/// tensor likewise by ψ″. The curvature is nowhere positive, so that there is one geodesic between two points and it is the shortest.
/// The leading 1/a and 1/A are taken together as a variance, for they cancel where the a are large [LeBrigant21].
/// </summary>
internal sealed class DirichletPaths(int categories) : PathGeometry(categories)
{
    private const int MostOnStack = 64;

    /// <inheritdoc/>
    public override void Describe(ReadOnlySpan<double> point, Span<double> x)
    {
        for (int i = 0; i < Dimension; i++) x[i] = Math.Log(point[i]);
    }

    /// <inheritdoc/>
    public override void Difference(ReadOnlySpan<double> from, ReadOnlySpan<double> to, Span<double> difference)
    {
        for (int i = 0; i < Dimension; i++) difference[i] = ElementaryFunctions.LogQuotient(to[i], from[i]);
    }

    /// <inheritdoc/>
    public override void Point(ReadOnlySpan<double> x, Span<double> point)
    {
        for (int i = 0; i < Dimension; i++) point[i] = Math.Exp(x[i]);
    }

    /// <inheritdoc/>
    public override void PointVelocity(ReadOnlySpan<double> x, ReadOnlySpan<double> velocity, Span<double> pointVelocity)
    {
        for (int i = 0; i < Dimension; i++) pointVelocity[i] = Math.Exp(x[i]) * velocity[i];
    }

    /// <inheritdoc/>
    public override double SpeedSquared(ReadOnlySpan<double> x, ReadOnlySpan<double> velocity)
    {
        Span<double> a = Dimension <= MostOnStack ? stackalloc double[Dimension] : new double[Dimension];
        double total = 0, flow = 0, sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            a[i] = Math.Exp(x[i]);
            total += a[i];
            flow += a[i] * velocity[i];
        }

        double mean = flow / total;
        for (int i = 0; i < a.Length; i++)
        {
            double excess = velocity[i] - mean, rate = a[i] * velocity[i];
            sum += (a[i] * excess * excess) + (TriGammaPair.Of(a[i]).Remainder * rate * rate);
        }

        return sum - (TriGammaPair.Of(total).Remainder * flow * flow);
    }

    /// <inheritdoc/>
    public override double Expand(
        ReadOnlySpan<double> x, ReadOnlySpan<double> velocity, Span<double> momentum, Span<double> force, Span<double> metric, Span<double> mixed, Span<double> bend)
    {
        int d = Dimension;
        Span<double> memory = d <= MostOnStack ? stackalloc double[5 * MostOnStack] : new double[5 * d];
        Span<double> a = memory[..d], remainder = memory.Slice(d, d), second = memory.Slice(2 * d, d), cubic = memory.Slice(3 * d, d), bent = memory.Slice(4 * d, d);
        double total = 0, flow = 0, speed = 0;
        for (int i = 0; i < d; i++)
        {
            a[i] = Math.Exp(x[i]);
            (remainder[i], second[i]) = TriGammaPair.Of(a[i]);
            total += a[i];
            flow += a[i] * velocity[i];
        }

        (double totalRemainder, double totalSecond) = TriGammaPair.Of(total);
        double mean = flow / total, totalFirst = totalRemainder + (1 / total);

        // T(ȧ, ȧ), and z = ½ g⁻¹T(ȧ, ȧ) by Sherman and Morrison.
        double solved = 0, inverses = 0;
        for (int i = 0; i < d; i++)
        {
            double rate = a[i] * velocity[i], first = remainder[i] + (1 / a[i]);
            cubic[i] = (second[i] * rate * rate) - (totalSecond * flow * flow);
            bent[i] = 1 / first;
            solved += cubic[i] / first;

            // A − Σ 1/ψ′(a) = Σ a r a/(1 + a r)
            inverses += a[i] * a[i] * remainder[i] / (1 + (a[i] * remainder[i]));
        }

        double share = totalFirst * solved / ((totalFirst * inverses) - (total * totalRemainder)), bentTotal = 0;
        for (int i = 0; i < d; i++)
        {
            bent[i] *= 0.5 * (cubic[i] + share);
            bentTotal += bent[i];
        }

        for (int i = 0; i < d; i++)
        {
            double rate = a[i] * velocity[i], excess = velocity[i] - mean;
            momentum[i] = a[i] * (excess + (remainder[i] * rate) - (totalRemainder * flow));
            force[i] = (velocity[i] * momentum[i]) + (0.5 * a[i] * cubic[i]);
            speed += (a[i] * excess * excess) + (remainder[i] * rate * rate);
        }

        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
            {
                double product = a[i] * a[j], g = -totalFirst * product, half = -0.5 * totalSecond * flow * product, turn = -0.5 * totalSecond * bentTotal * product;
                if (i == j)
                {
                    g += a[i] * (1 + (a[i] * remainder[i]));
                    half += 0.5 * second[i] * a[i] * velocity[i] * product;
                    turn += 0.5 * second[i] * bent[i] * product;
                }

                int place = (i * d) + j;
                metric[place] = g;
                mixed[place] = (g * velocity[j]) + half;
                bend[place] = (velocity[i] * g * velocity[j]) + ((velocity[i] + velocity[j]) * half) + turn;
            }
        }

        return speed - (totalRemainder * flow * flow);
    }
}
