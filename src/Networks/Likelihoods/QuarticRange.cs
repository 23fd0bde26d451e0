using System.Numerics.Tensors;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Networks.Likelihoods;

/// <summary>
/// The range of M(u,u,u,u), or uncentred of K(u,u,u,u), on the unit sphere for a family of which nothing is known but that this is a quartic form: ascents and
/// descents by conjugate gradients along great circles, with the exact extreme on each, from the axes and from random points.
/// </summary>
internal static class QuarticRange
{
    private const int LeastStarts = 24, Steps = 300;
    private const double Progress = 1e-15;

    /// <summary>The range; each of a start's steps costs 5T evaluations.</summary>
    public static EigenvalueRange Of(Likelihood likelihood, ReadOnlySpan<double> naturalParameters, double centring)
    {
        using LentValues workspace = new(4 * likelihood.Dimension);
        Span<double> u = workspace.Values[..likelihood.Dimension];
        RandomSequence random = RandomStream.FromSeed(0).Split("quartic range").From();
        double least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        int starts = Math.Max(LeastStarts, 3 * likelihood.Dimension);
        for (int start = 0; start < 2 * starts; start++)
        {
            if (start / 2 < u.Length)
            {
                u.Clear();
                u[start / 2] = 1;
            }
            else
            {
                random.FillNormal(u);
            }

            double extreme = Ascend(likelihood, naturalParameters, centring, start % 2 == 0 ? 1 : -1, workspace.Values);
            if (start % 2 == 0) greatest = Math.Max(greatest, extreme);
            else least = Math.Min(least, extreme);
        }

        return new(Math.Max(0, least), Math.Max(0, greatest));
    }

    private static double Ascend(Likelihood likelihood, ReadOnlySpan<double> naturalParameters, double centring, int sign, Span<double> workspace)
    {
        int dimension = likelihood.Dimension;
        Span<double> u = workspace[..dimension], v = workspace[dimension..(2 * dimension)];
        Span<double> gradient = workspace[(2 * dimension)..(3 * dimension)], point = workspace[(3 * dimension)..(4 * dimension)];
        TensorPrimitives.Divide(u, TensorPrimitives.Norm<double>(u), u);
        double value = Value(likelihood, naturalParameters, centring, u), normBefore = 0;
        v.Clear();
        for (int step = 0; step < Steps; step++)
        {
            Gradient(likelihood, naturalParameters, centring, sign, u, gradient, point);
            double norm = TensorPrimitives.Dot<double>(gradient, gradient);

            // Fletcher's and Reeves's direction in the tangent space, begun anew every T steps and wherever it does not ascend.
            double keep = step % dimension == 0 ? 0 : norm / normBefore;
            TensorPrimitives.MultiplyAdd(v, keep, gradient, v);
            Project(u, v);
            if (!(TensorPrimitives.Dot<double>(v, gradient) > 0)) gradient.CopyTo(v);
            double length = TensorPrimitives.Norm<double>(v);
            if (!(length > 0)) break;

            gradient.Clear();
            TensorPrimitives.Divide(v, length, gradient);
            (double sine, double cosine) = Math.SinCos(Circle(likelihood, naturalParameters, centring, sign, u, gradient, point).Peak());
            for (int a = 0; a < dimension; a++) (u[a], v[a]) = ((cosine * u[a]) + (sine * gradient[a]), length * ((cosine * gradient[a]) - (sine * u[a])));
            TensorPrimitives.Divide(u, TensorPrimitives.Norm<double>(u), u);
            normBefore = norm;

            double next = Value(likelihood, naturalParameters, centring, u), gain = sign * (next - value);
            if (gain > 0) value = next;
            if (!(gain > Progress * Math.Abs(value)) && keep == 0) break;
        }

        return value;
    }

    // Component a is the slope towards the axis a, the rest of the axis beside u having the length √(1 − u_a²).
    private static void Gradient(Likelihood likelihood, ReadOnlySpan<double> naturalParameters, double centring, int sign, ReadOnlySpan<double> u, Span<double> gradient, Span<double> point)
    {
        using LentValues workspace = new(u.Length);
        Span<double> axis = workspace.Values;
        for (int a = 0; a < u.Length; a++)
        {
            axis.Clear();
            axis[a] = 1;
            Project(u, axis);
            double length = TensorPrimitives.Norm<double>(axis);
            gradient[a] = 0;
            if (!(length > 0)) continue;
            TensorPrimitives.Divide(axis, length, axis);
            gradient[a] = length * Circle(likelihood, naturalParameters, centring, sign, u, axis, point).Slope;
        }

        Project(u, gradient);
    }

    private static GreatCircle Circle(
        Likelihood likelihood, ReadOnlySpan<double> naturalParameters, double centring, int sign, ReadOnlySpan<double> u, ReadOnlySpan<double> v, Span<double> point)
    {
        Span<double> values = stackalloc double[GreatCircle.Angles];
        for (int k = 0; k < values.Length; k++)
        {
            (double sine, double cosine) = Math.SinCos(Math.PI * k / values.Length);
            for (int a = 0; a < u.Length; a++) point[a] = (cosine * u[a]) + (sine * v[a]);
            values[k] = sign * Value(likelihood, naturalParameters, centring, point);
        }

        return GreatCircle.Through(values);
    }

    private static double Value(Likelihood likelihood, ReadOnlySpan<double> naturalParameters, double centring, ReadOnlySpan<double> u) =>
        centring == 0 ? likelihood.FourthCentralMoment(naturalParameters, u) : likelihood.ProductVariance(naturalParameters, u, u);

    private static void Project(ReadOnlySpan<double> u, Span<double> v)
    {
        double along = TensorPrimitives.Dot(u, v);
        for (int a = 0; a < u.Length; a++) v[a] -= along * u[a];
    }
}
