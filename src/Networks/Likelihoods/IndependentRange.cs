using System.Numerics.Tensors;

namespace Neuromanifold.Networks.Likelihoods;

/// <summary>
/// The range of M(u,u,u,u) on unit vectors where outputs are independent: with w_a = u_a² a point of the simplex, the extremes of
/// q(w) = 2 (c·w)² + Σ e_a w_a², e_a = s_a − 2c_a² the fourth cumulants, s_a the variances of (t_a − η_a)².
/// </summary>
/// <remarks>
/// On its support a stationary point has 4 (c·w) c_a + 2 e_a w_a = μ. At a maximum those of e_a &lt; 0 in the support are the ones of the
/// largest c_a, and by the second-order condition at most one other joins them; at a minimum those of e_a &gt; 0 are the ones of
/// the smallest c_a, and at most two others join. So all supports there can be are tried, each in O(1) by running sums.
/// </remarks>
internal static class IndependentRange
{
    private const int None = -1;
    private const double Flat = 1e-14, Outside = 1e-9;

    /// <summary>
    /// The exact range; the spans come back sorted. Cost: O(T²) for the maximum; for the minimum O(T) where all e_a ≥ 0, else
    /// O(T²) and O(T) more for each pair of e_a &lt; 0 between which q is convex.
    /// </summary>
    public static EigenvalueRange Of(Span<double> variances, Span<double> squareVariances)
    {
        variances.Sort(squareVariances);
        double least = TensorPrimitives.Min<double>(squareVariances), greatest = TensorPrimitives.Max<double>(squareVariances);
        if (variances.Length == 1 || !double.IsFinite(greatest)) return new(least, greatest);
        using LentValues workspace = new(2 * variances.Length);
        Span<double> cumulants = workspace.Values[..variances.Length], weights = workspace.Values[variances.Length..];
        for (int a = 0; a < cumulants.Length; a++)
        {
            // A cumulant of 0, a flat direction, is moved off it by less than rounding moves the form.
            double square = variances[a] * variances[a], smallest = Math.Max(Flat * (square + squareVariances[a]), 2.3e-308);
            double cumulant = squareVariances[a] - (2 * square);
            cumulants[a] = Math.Abs(cumulant) < smallest ? smallest : cumulant;
        }

        Form form = new(variances, squareVariances, cumulants, weights);
        greatest = form.Greatest(greatest);
        if (least > 0) least = form.Least(least);
        return new(least, greatest);
    }

    // Σ 1/e, the mean of c and the spread Σ (c − mean)²/e under the weights 1/e.
    private readonly record struct Sums(double Weight, double Mean, double Spread)
    {
        public Sums With(double variance, double cumulant)
        {
            double weight = 1 / cumulant, total = Weight + weight, distance = variance - Mean;
            double reduced = Math.Abs(weight) < Math.Abs(Weight) ? weight * (Weight / total) : Weight * (weight / total);
            return new(total, Mean + (distance * (weight / total)), Spread + (distance * (distance * reduced)));
        }

        // c·w and q at the stationary point of the support.
        public double Level => Mean / (1 + (2 * Spread));

        public double Value => (1 / Weight) + (2 * Mean * Level);

        public double Share(double variance, double cumulant) => ((1 / Weight) - (2 * Level * (variance - Mean))) / cumulant;
    }

    private readonly ref struct Form(
        ReadOnlySpan<double> variances, ReadOnlySpan<double> squareVariances, ReadOnlySpan<double> cumulants, Span<double> weights)
    {
        private readonly ReadOnlySpan<double> _variances = variances, _squareVariances = squareVariances, _cumulants = cumulants;
        private readonly Span<double> _weights = weights;

        public double Greatest(double best)
        {
            // Where q is convex along every edge it is greatest at a vertex.
            if (!(TensorPrimitives.Min(_cumulants) < 0)) return best;
            best = Scan(1, None, None, best);
            for (int a = 0; a < _cumulants.Length; a++)
            {
                if (_cumulants[a] > 0) best = Scan(1, a, None, best);
            }

            return best;
        }

        public double Least(double best)
        {
            best = Scan(-1, None, None, best);
            for (int a = 0; a < _cumulants.Length; a++)
            {
                if (_cumulants[a] > 0) continue;
                best = Scan(-1, a, None, best);
                for (int b = a + 1; b < _cumulants.Length; b++)
                {
                    double distance = _variances[a] - _variances[b];
                    if (_cumulants[b] < 0 && (2 * distance * distance) + _cumulants[a] + _cumulants[b] >= 0) best = Scan(-1, a, b, best);
                }
            }

            return best;
        }

        // Adds the outputs of the right sign one by one, in order of c, to those joining from the other sign.
        private double Scan(int sign, int first, int second, double best)
        {
            Sums own = default;
            int nearest = None, order = _variances.Length;
            for (int k = -1; k < order; k++)
            {
                int a = sign > 0 ? order - 1 - k : k;
                if (k >= 0)
                {
                    if (sign * _cumulants[a] > 0) continue;
                    own = own.With(_variances[a], _cumulants[a]);
                    if (nearest == None) nearest = a;
                }

                Sums all = own;
                if (first != None) all = all.With(_variances[first], _cumulants[first]);
                if (second != None) all = all.With(_variances[second], _cumulants[second]);
                if (!(sign * all.Value > sign * best)) continue;
                bool isInside = k < 0 || (IsInside(all, a) && IsInside(all, nearest));
                if (isInside && (first == None || IsInside(all, first)) && (second == None || IsInside(all, second)))
                {
                    double attained = Attained(all, sign, k, first, second);
                    if (sign * attained > sign * best) best = attained;
                }
            }

            return best;
        }

        private bool IsInside(Sums sums, int a) => sums.Share(_variances[a], _cumulants[a]) >= -Outside;

        // The form at the point itself, from terms none of which is negative.
        private double Attained(Sums sums, int sign, int last, int first, int second)
        {
            int order = _variances.Length;
            _weights.Clear();
            for (int k = 0; k <= last; k++)
            {
                int a = sign > 0 ? order - 1 - k : k;
                if (sign * _cumulants[a] < 0) _weights[a] = Math.Max(0, sums.Share(_variances[a], _cumulants[a]));
            }

            if (first != None) _weights[first] = Math.Max(0, sums.Share(_variances[first], _cumulants[first]));
            if (second != None) _weights[second] = Math.Max(0, sums.Share(_variances[second], _cumulants[second]));
            double total = TensorPrimitives.Sum<double>(_weights), value = 0, before = 0;
            for (int a = 0; a < order; a++)
            {
                double weight = _weights[a] / total, weighted = weight * _variances[a];
                value += (weight * weight * _squareVariances[a]) + (4 * weighted * before);
                before += weighted;
            }

            return value;
        }
    }
}
