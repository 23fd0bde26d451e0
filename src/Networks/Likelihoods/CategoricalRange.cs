using System.Numerics.Tensors;

namespace Neuromanifold.Networks.Likelihoods;

/// <summary>The greatest values of the quadratic form Cov and of the quartic form M on unit vectors, for one of T labels; the least are 0.</summary>
internal static class CategoricalRange
{
    private const int MostStarts = 32, FirstSteps = 4, Steps = 300, SecularSteps = 100;
    private const double Tolerance = 1e-7, Hopeful = 0.7, Same = 0.999;

    /// <summary>
    /// λmax(diag σ − σσᵀ): the root of Σ_a σ_a/(σ_a − x) = 0 between the two largest probabilities, to full relative accuracy. With
    /// x = σ₂ + t the equation reads 1/Σ_{a ≠ 1} σ_a/(t + σ₂ − σ_a) = (σ₁ − x)/σ₁, a concave increasing against a falling function
    /// of t, to whose crossing Newton's steps from 0 climb without overshooting. Cost: O(T) a step.
    /// </summary>
    public static double GreatestCovariance(ReadOnlySpan<double> probabilities, int likeliest)
    {
        double first = probabilities[likeliest], second = 0;
        for (int y = 0; y < probabilities.Length; y++)
        {
            if (y != likeliest) second = Math.Max(second, probabilities[y]);
        }

        int equals = 0;
        for (int y = 0; y < probabilities.Length; y++)
        {
            if (y != likeliest && probabilities[y] == second) equals++;
        }

        double gap = first - second;
        if (second == 0 || gap <= 0) return second;
        double excess = gap / (first * ((1 / (equals * second)) + (1 / first)));
        for (int step = 0; step < SecularSteps; step++)
        {
            double sum = 0, slope = 0;
            for (int y = 0; y < probabilities.Length; y++)
            {
                if (y == likeliest) continue;
                double distance = excess + (second - probabilities[y]), term = probabilities[y] / distance;
                sum += term;
                slope += term / distance;
            }

            double value = (1 / sum) - ((gap - excess) / first), change = -value / ((slope / (sum * sum)) + (1 / first));
            excess = Math.Clamp(excess + change, 0, gap);
            if (!(Math.Abs(change) > 1e-16 * (second + excess))) break;
        }

        return second + excess;
    }

    /// <summary>
    /// sup M(u,u,u,u) = sup Σ_y σ_y (d_y² − Σ σ d²)², d = u − σ·u. The maximiser stands one label against all the others, whichever
    /// label that is, so ascents begin at every centred axis e_a (of the 32 likeliest labels): conjugate gradients along great
    /// circles, with the exact maximum on each. Those that lag far behind after a few steps, or have come near the best one's end, are given up.
    /// That this finds the global maximum is an observation on many thousands of random cases, not a theorem; what is returned is
    /// always attained. Cost: O(T) a step, some ten steps a start.
    /// </summary>
    public static double GreatestProductVariance(ReadOnlySpan<double> probabilities, int likeliest) => Greatest(probabilities, likeliest, 1);

    /// <summary>sup K(u,u,u,u) = sup Σ_y σ_y d_y⁴, in the same way.</summary>
    public static double GreatestFourthMoment(ReadOnlySpan<double> probabilities, int likeliest) => Greatest(probabilities, likeliest, 0);

    private static double Greatest(ReadOnlySpan<double> probabilities, int likeliest, double centring)
    {
        int dimension = probabilities.Length, starts = Math.Min(dimension, MostStarts);
        using LentValues workspace = new((starts + Ascent.Vectors) * dimension);
        Span<double> points = workspace.Values[(Ascent.Vectors * dimension)..];
        Span<double> values = stackalloc double[MostStarts];
        Ascent ascent = new(probabilities, likeliest, centring, workspace.Values[..(Ascent.Vectors * dimension)]);
        double threshold = dimension <= MostStarts ? -1 : Threshold(probabilities, workspace.Values[..dimension]), greatest = 0;
        int count = 0;
        for (int a = 0; a < dimension && count < starts; a++)
        {
            if (probabilities[a] < threshold) continue;
            Span<double> point = points.Slice(count * dimension, dimension);
            point.Fill(-1.0 / dimension);
            point[a] += 1;
            values[count] = ascent.Climb(point, FirstSteps);
            greatest = Math.Max(greatest, values[count++]);
        }

        int best = TensorPrimitives.IndexOfMax<double>(values[..count]);
        Span<double> peak = points.Slice(best * dimension, dimension);
        greatest = Math.Max(greatest, ascent.Climb(peak, Steps));
        for (int start = 0; start < count; start++)
        {
            Span<double> point = points.Slice(start * dimension, dimension);
            bool isSame = Math.Abs(TensorPrimitives.Dot<double>(point, peak)) > Same;
            if (start != best && values[start] >= Hopeful * greatest && !isSame) greatest = Math.Max(greatest, ascent.Climb(point, Steps));
        }

        return greatest;
    }

    private static double Threshold(ReadOnlySpan<double> probabilities, Span<double> sorted)
    {
        probabilities.CopyTo(sorted);
        sorted.Sort();
        return sorted[^MostStarts];
    }

    /// <summary>Ascents of the mean of (d² − centring · Σ σ d²)² under one distribution, with their scratch memory.</summary>
    private readonly ref struct Ascent
    {
        public const int Vectors = 5;

        private readonly ReadOnlySpan<double> _probabilities;
        private readonly int _likeliest;
        private readonly double _centring;
        private readonly Span<double> _deviation, _direction, _directionDeviation, _gradient, _previous;

        public Ascent(ReadOnlySpan<double> probabilities, int likeliest, double centring, Span<double> scratch)
        {
            int dimension = probabilities.Length;
            _probabilities = probabilities;
            _likeliest = likeliest;
            _centring = centring;
            _deviation = scratch[..dimension];
            _direction = scratch.Slice(dimension, dimension);
            _directionDeviation = scratch.Slice(2 * dimension, dimension);
            _gradient = scratch.Slice(3 * dimension, dimension);
            _previous = scratch.Slice(4 * dimension, dimension);
        }

        /// <summary>Moves u upwards for a number of steps, or until the gradient is nothing, and returns the form there.</summary>
        public double Climb(Span<double> u, int steps)
        {
            Normalise(u);
            double value = Gradient(u), normBefore = 0;
            _direction.Clear();
            for (int step = 0; step < steps; step++)
            {
                double norm = 0, overlap = 0;
                for (int y = 0; y < u.Length; y++)
                {
                    norm += _gradient[y] * _gradient[y];
                    overlap += _gradient[y] * _previous[y];
                }

                if (!(norm > Tolerance * Tolerance * value * value)) break;

                // Polak's and Ribière's direction in the tangent space, begun anew where it would turn back.
                double keep = step == 0 ? 0 : Math.Max(0, (norm - overlap) / normBefore), along = 0;
                for (int y = 0; y < u.Length; y++)
                {
                    _direction[y] = _gradient[y] + (keep * _direction[y]);
                    along += _direction[y] * u[y];
                }

                double ascent = 0, length = 0;
                for (int y = 0; y < u.Length; y++)
                {
                    _direction[y] -= along * u[y];
                    ascent += _direction[y] * _gradient[y];
                    length += _direction[y] * _direction[y];
                }

                if (!(ascent > 0))
                {
                    _gradient.CopyTo(_direction);
                    length = norm;
                }

                length = Math.Sqrt(length);
                TensorPrimitives.Divide(_direction, length, _direction);
                (double sine, double cosine) = Math.SinCos(Circle(_direction).Peak());
                for (int y = 0; y < u.Length; y++)
                    (u[y], _direction[y]) = ((cosine * u[y]) + (sine * _direction[y]), length * ((cosine * _direction[y]) - (sine * u[y])));
                _gradient.CopyTo(_previous);
                normBefore = norm;
                Normalise(u);
                double next = Gradient(u);
                if (!(next > value))
                {
                    value = Math.Max(value, next);
                    if (keep == 0) break;
                    _direction.Clear();
                }

                value = next;
            }

            return value;
        }

        // A quarter of the form's gradient in the tangent space: σ_y ((d_y² − I) d_y − m) − M u_y, I = Σ σ d² (0 uncentred), m = Σ σ (d² − I) d.
        private double Gradient(ReadOnlySpan<double> u)
        {
            Centre(u, _deviation);
            double second = 0, third = 0, form = 0;
            for (int y = 0; y < u.Length; y++) second += _probabilities[y] * _deviation[y] * _deviation[y];
            second *= _centring;
            for (int y = 0; y < u.Length; y++)
            {
                double excess = (_deviation[y] * _deviation[y]) - second;
                _gradient[y] = excess * _deviation[y];
                third += _probabilities[y] * _gradient[y];
                form += _probabilities[y] * excess * excess;
            }

            for (int y = 0; y < u.Length; y++) _gradient[y] = (_probabilities[y] * (_gradient[y] - third)) - (form * u[y]);
            return form;
        }

        // Var[(d cos t + e sin t)²], from the covariances of d², 2de and e².
        private GreatCircle Circle(ReadOnlySpan<double> direction)
        {
            Centre(direction, _directionDeviation);
            double uu = 0, uv = 0, vv = 0;
            for (int y = 0; y < direction.Length; y++)
            {
                double d = _deviation[y], e = _directionDeviation[y], weighted = _probabilities[y] * d;
                uu += weighted * d;
                uv += weighted * e;
                vv += _probabilities[y] * e * e;
            }

            uu *= _centring;
            uv *= _centring;
            vv *= _centring;

            double cosines4 = 0, cosines3 = 0, cosines2 = 0, cosines1 = 0, cosines0 = 0;
            for (int y = 0; y < direction.Length; y++)
            {
                double d = _deviation[y], e = _directionDeviation[y];
                double first = (d * d) - uu, mixed = 2 * ((d * e) - uv), last = (e * e) - vv, probability = _probabilities[y];
                cosines4 += probability * first * first;
                cosines3 += probability * first * mixed;
                cosines2 += probability * ((mixed * mixed) + (2 * first * last));
                cosines1 += probability * mixed * last;
                cosines0 += probability * last * last;
            }

            return GreatCircle.OfPowers(cosines4, 2 * cosines3, cosines2, 2 * cosines1, cosines0);
        }

        private void Centre(ReadOnlySpan<double> u, Span<double> deviation)
        {
            double origin = u[_likeliest], mean = 0;
            for (int y = 0; y < u.Length; y++) mean += _probabilities[y] * (u[y] - origin);
            for (int y = 0; y < u.Length; y++) deviation[y] = u[y] - origin - mean;
        }

        private static void Normalise(Span<double> u) => TensorPrimitives.Divide(u, TensorPrimitives.Norm<double>(u), u);
    }
}
