using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Divergences;

/// <summary>
/// Optimal transport between discrete distributions, smoothed by entropy: min ⟨P, C⟩ + ε KL(P ‖ a bᵀ) over plans P with margins a and
/// b, by Sinkhorn's alternating scaling. Potentials are kept as logarithms, so that no ε is too small to be represented, and ε
/// falls to its value by halves, each solution being the next one's start. [Cuturi13]; [PeyreCuturi19], 4.4.
/// </summary>
public static class Sinkhorn
{
    private const double SumTolerance = 1e-9;

    private const int WarmIterations = 20;

    /// <summary>The plan. Cost: 4nm exponentials an iteration.</summary>
    /// <param name="from">a, n probabilities.</param>
    /// <param name="to">b, m probabilities.</param>
    /// <param name="cost">C, n×m.</param>
    /// <param name="settings">The regularisation and where to end.</param>
    /// <exception cref="InvalidInputException">Weights that are no probabilities, or a cost that is not finite.</exception>
    public static SinkhornResult Solve(ReadOnlySpan<double> from, ReadOnlySpan<double> to, ReadOnlyMatrixView<double> cost, SinkhornSettings settings)
    {
        Require(from, "first");
        Require(to, "second");
        if (cost.Rows != from.Length || cost.Columns != to.Length) throw new ArgumentException($"The cost of {from.Length} by {to.Length} outcomes is {from.Length}×{to.Length}; found {cost.Rows}×{cost.Columns}.", nameof(cost));
        if (!(settings.Regularisation > 0 && double.IsFinite(settings.Regularisation))) throw new ArgumentException($"A regularisation is positive and finite; found {settings.Regularisation:R}.", nameof(settings));
        double largest = 0;
        for (int row = 0; row < cost.Rows; row++)
        {
            foreach (double value in cost.Row(row))
            {
                if (!double.IsFinite(value)) throw new InvalidInputException("A cost of transport", FormattableString.Invariant($"{value:R}"), "finite numbers");
                largest = Math.Max(largest, Math.Abs(value));
            }
        }

        State state = new(from, to, cost);
        for (double coarse = largest; coarse > 2 * settings.Regularisation; coarse /= 2) state.Iterate(coarse, WarmIterations, settings.MarginalTolerance);
        double error = state.Iterate(settings.Regularisation, settings.MostIterations, settings.MarginalTolerance);
        return state.Result(settings.Regularisation, error <= settings.MarginalTolerance);
    }

    private static void Require(ReadOnlySpan<double> weights, string which)
    {
        double sum = 0;
        foreach (double weight in weights)
        {
            if (!(weight >= 0)) throw new InvalidInputException($"The weights of the {which} distribution", FormattableString.Invariant($"{weight:R}"), "probabilities ≥ 0 that sum to 1");
            sum += weight;
        }

        if (!(Math.Abs(sum - 1) <= SumTolerance)) throw new InvalidInputException($"The weights of the {which} distribution", FormattableString.Invariant($"a sum of {sum:R}"), "probabilities ≥ 0 that sum to 1");
    }

    private readonly ref struct State
    {
        private readonly ReadOnlySpan<double> _from, _to;
        private readonly ReadOnlyMatrixView<double> _cost;
        private readonly double[] _f, _g, _logFrom, _logTo, _exponents;
        private readonly int[] _count = new int[1];

        public State(ReadOnlySpan<double> from, ReadOnlySpan<double> to, ReadOnlyMatrixView<double> cost)
        {
            _from = from;
            _to = to;
            _cost = cost;
            _f = new double[from.Length];
            _g = new double[to.Length];
            _logFrom = Array.ConvertAll(from.ToArray(), Math.Log);
            _logTo = Array.ConvertAll(to.ToArray(), Math.Log);
            _exponents = new double[Math.Max(from.Length, to.Length)];
        }

        // P_ij = a_i b_j exp((f_i + g_j − C_ij)/ε). After the second half of a pass its columns are right, and its rows tell the error.
        public double Iterate(double epsilon, int most, double tolerance)
        {
            double error = double.PositiveInfinity;
            for (int pass = 0; pass < most && error > tolerance; pass++)
            {
                error = pass == 0 ? double.PositiveInfinity : 0;
                for (int i = 0; i < _f.Length; i++)
                {
                    for (int j = 0; j < _g.Length; j++) _exponents[j] = _logTo[j] + ((_g[j] - _cost[i, j]) / epsilon);
                    double potential = -epsilon * LogSum(_exponents.AsSpan(0, _g.Length));
                    error += _from[i] * Math.Abs(Math.Exp((_f[i] - potential) / epsilon) - 1);
                    _f[i] = potential;
                }

                for (int j = 0; j < _g.Length; j++)
                {
                    for (int i = 0; i < _f.Length; i++) _exponents[i] = _logFrom[i] + ((_f[i] - _cost[i, j]) / epsilon);
                    _g[j] = -epsilon * LogSum(_exponents.AsSpan(0, _f.Length));
                }

                _count[0]++;
            }

            return error;
        }

        public SinkhornResult Result(double epsilon, bool converged)
        {
            Matrix<double> plan = new(_f.Length, _g.Length);
            double total = 0, dual = 0, error = 0;
            double[] columns = new double[_g.Length];
            for (int i = 0; i < _f.Length; i++)
            {
                double sum = 0;
                for (int j = 0; j < _g.Length; j++)
                {
                    double moved = Math.Exp(_logFrom[i] + _logTo[j] + ((_f[i] + _g[j] - _cost[i, j]) / epsilon));
                    plan[i, j] = moved;
                    total += moved * _cost[i, j];
                    sum += moved;
                    columns[j] += moved;
                }

                error += Math.Abs(sum - _from[i]);
                dual += _from[i] * _f[i];
            }

            for (int j = 0; j < columns.Length; j++)
            {
                error += Math.Abs(columns[j] - _to[j]);
                dual += _to[j] * _g[j];
            }

            return new(total, dual, error, _count[0], converged, plan);
        }

        private static double LogSum(ReadOnlySpan<double> exponents)
        {
            double largest = double.NegativeInfinity, sum = 0;
            foreach (double exponent in exponents) largest = Math.Max(largest, exponent);
            if (double.IsNegativeInfinity(largest)) return largest;
            foreach (double exponent in exponents) sum += Math.Exp(exponent - largest);
            return largest + Math.Log(sum);
        }
    }
}
