using System.Numerics.Tensors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Normals;

/// <summary>
/// The least f(K) = ¼‖log G(K)‖² over skew K by the quasi-Newton method of limited memory, with ∂f from a corner of log G. Covariances are
/// diagonal and scaled, so that f″ near K = 0 is known: ln(sᵢsⱼ)/(sᵢsⱼ − 1), as on horocycles of a half-plane [LiuNocedal89].
/// </summary>
internal sealed class SkewSearch
{
    private const int Memory = 40, MostSteps = 400, MostHalvings = 40;

    private const double Rounding = 4e-16;

    private readonly int _order, _unknowns;

    private readonly double[] _mean, _excess, _scale;

    /// <summary>A search for distributions with mean m and covariance diag(1 + excess), seen from the standard one.</summary>
    public SkewSearch(double[] mean, double[] excess)
    {
        (_mean, _excess) = (mean, excess);
        _order = mean.Length;
        _unknowns = _order * (_order - 1) / 2;
        _scale = new double[_unknowns];
        int place = 0;
        for (int i = 0; i < _order; i++)
        {
            for (int j = i + 1; j < _order; j++)
            {
                double left = excess[i] + (0.5 * mean[i] * mean[i]), right = excess[j] + (0.5 * mean[j] * mean[j]), product = left + right + (left * right);
                _scale[place++] = 0.5 * (Math.Abs(product) < 1e-4 ? 1 + (0.5 * product) : product / Math.Log(1 + product));
            }
        }
    }

    /// <summary>The path of the least, and how far its length may be off.</summary>
    public (Flight Flight, double Error) Run()
    {
        double[] skew = new double[_unknowns], gradient = new double[_unknowns], step = new double[_unknowns], trial = new double[_unknowns], next = new double[_unknowns];
        List<(double[] Step, double[] Change, double Product)> pairs = [];
        Flight flight = Lift(skew);
        Gradient(flight, gradient);
        double promise = 0;
        for (int iteration = 0; iteration < MostSteps && _unknowns > 0; iteration++)
        {
            double value = flight.Length * flight.Length;
            Direction(pairs, gradient, step);
            promise = TensorPrimitives.Dot<double>(gradient, step);
            if (!(promise > 0))
            {
                pairs.Clear();
                Direction(pairs, gradient, step);
                promise = TensorPrimitives.Dot<double>(gradient, step);
            }

            if (promise <= 1e-26 * value) break;
            double share = 1;
            Flight? better = null;
            for (int halving = 0; halving < MostHalvings && better is null; halving++, share *= 0.5)
            {
                for (int place = 0; place < _unknowns; place++) trial[place] = skew[place] - (share * step[place]);
                Flight moved = Lift(trial);
                double changed = moved.Length * moved.Length;
                if (changed <= value - (1e-4 * share * promise) || (promise <= 1e-12 * value && changed <= value * (1 + 1e-13))) better = moved;
            }

            if (better is null) break;
            Gradient(better, next);
            double[] moves = new double[_unknowns], changes = new double[_unknowns];
            TensorPrimitives.Subtract<double>(trial, skew, moves);
            TensorPrimitives.Subtract<double>(next, gradient, changes);
            double product = TensorPrimitives.Dot<double>(moves, changes);
            if (product > 0)
            {
                if (pairs.Count == Memory) pairs.RemoveAt(0);
                pairs.Add((moves, changes, product));
            }

            trial.CopyTo(skew, 0);
            next.CopyTo(gradient, 0);
            flight = better;
            if (promise <= 1e-20 * value) break;
        }

        // f is d², and what the last step promised bounds its error.
        double length = flight.Length;
        return (flight, length == 0 ? 0 : (promise / length) + (Rounding * _order * (length + 1) * Math.Min(1, length)));
    }

    private Flight Lift(double[] skew)
    {
        int n = _order, size = (2 * n) + 1;
        Matrix<double> excess = new(size, size), wing = new(n, n);
        int place = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = i; j < n; j++)
            {
                double turn = i == j ? 0 : skew[place++];
                (wing[i, j], wing[j, i]) = ((-0.5 * _mean[i] * _mean[j]) + turn, (-0.5 * _mean[i] * _mean[j]) - turn);
            }
        }

        // G − I, block by block, with W = K − ½mmᵀ and S⁻¹ − I = −excess/(1 + excess).
        double centre = 0;
        Matrix<double> scaled = new(n, n);
        for (int i = 0; i < n; i++)
        {
            double precision = 1 / (1 + _excess[i]);
            excess[i, i] = -_excess[i] * precision;
            excess[i, n] = excess[n, i] = _mean[i] * precision;
            centre += _mean[i] * _mean[i] * precision;
            for (int j = 0; j < n; j++)
            {
                excess[i, n + 1 + j] = excess[n + 1 + j, i] = wing[j, i] * precision;
                scaled[j, i] = wing[j, i] * precision;
            }
        }

        excess[n, n] = centre;
        for (int i = 0; i < n; i++)
        {
            double row = TensorPrimitives.Dot<double>(scaled.Row(i), _mean) - _mean[i];
            excess[n, n + 1 + i] = excess[n + 1 + i, n] = row;
            for (int j = 0; j <= i; j++)
            {
                double entry = TensorPrimitives.Dot<double>(scaled.Row(i), wing.Row(j)) + (_mean[i] * _mean[j]) + (i == j ? _excess[i] : 0);
                excess[n + 1 + i, n + 1 + j] = excess[n + 1 + j, n + 1 + i] = entry;
            }
        }

        return new(n, excess);
    }

    private void Gradient(Flight flight, double[] gradient)
    {
        Matrix<double> corner = new(_order, _order);
        flight.Corner(corner);
        int place = 0;
        for (int i = 0; i < _order; i++)
        {
            for (int j = i + 1; j < _order; j++) gradient[place++] = corner[j, i] - corner[i, j];
        }
    }

    private void Direction(List<(double[] Step, double[] Change, double Product)> pairs, double[] gradient, double[] step)
    {
        gradient.CopyTo(step, 0);
        Span<double> shares = stackalloc double[Memory];
        for (int pair = pairs.Count - 1; pair >= 0; pair--)
        {
            shares[pair] = TensorPrimitives.Dot<double>(pairs[pair].Step, step) / pairs[pair].Product;
            TensorPrimitives.MultiplyAdd<double>(pairs[pair].Change, -shares[pair], step, step);
        }

        TensorPrimitives.Multiply<double>(step, _scale, step);
        for (int pair = 0; pair < pairs.Count; pair++)
        {
            double share = TensorPrimitives.Dot<double>(pairs[pair].Change, step) / pairs[pair].Product;
            TensorPrimitives.MultiplyAdd<double>(pairs[pair].Step, shares[pair] - share, step, step);
        }
    }
}
