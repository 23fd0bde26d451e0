namespace Neuromanifold.Manifolds.Geometry.Geodesics.BoundaryValues;

/// <summary>
/// Newton's method on the energy ∫ g(ẋ, ẋ) dt of a path with fixed ends, whose least value is the squared distance, with the error of the
/// path squared. The matrix is the index form, block by block along the path. Cost of a step: an expansion of the metric at every node and
/// N (pd)² for N unknowns. Memory is kept for the next path; a relaxation serves one thread at a time.
/// </summary>
internal sealed class Relaxation
{
    private const int MostHalvings = 30;

    // A step counts although rounding hides what it gains.
    private const double Noise = 1e-13;

    private const double MostShift = 1e5;

    private double[] _values = [], _gradient = [], _trial = [], _velocity = [], _momentum = [], _force = [], _metric = [], _mixed = [], _bend = [];

    private int[] _first = [];

    private int _d, _degree, _unknowns;

    private PathGeometry? _geometry;

    private Path? _path;

    private PathGeometry Geometry => _geometry!;

    private Path Path => _path!;

    /// <summary>Changes a path until its energy can fall by no more than a fraction of itself.</summary>
    public RelaxationResult Run(PathGeometry geometry, Path path, double tolerance, int mostSteps)
    {
        Prepare(geometry, path);
        double energy = Energy(path.Deviations), fall = double.PositiveInfinity;
        for (int step = 0; step < mostSteps; step++)
        {
            if (_unknowns == 0 || energy == 0) return new(energy, 0, true);
            if (!double.IsFinite(energy)) break;
            double? promised = Solve(0);
            for (double shift = energy; promised is null && shift <= MostShift * energy; shift *= 10) promised = Solve(shift);
            if (promised is null) break;
            fall = promised.Value;
            if (Descend(energy, fall) is not { } changed) return new(energy, fall / energy, fall <= tolerance * energy);
            energy = changed;
            if (fall <= tolerance * energy) return new(energy, fall / energy, true);
        }

        return new(energy, fall / energy, false);
    }

    /// <summary>Writes −½ ∂E/∂x₀, which is the momentum g γ′(0) with the error of the energy, not that of the path.</summary>
    public void InitialMomentum(PathGeometry geometry, Path path, Span<double> momentum)
    {
        Prepare(geometry, path);
        Expand(0);
        for (int i = 0; i < _d; i++) momentum[i] = -ElementGradient(0, i);
    }

    /// <summary>Writes ½ ∂E/∂x₁ = g γ′(1).</summary>
    public void FinalMomentum(PathGeometry geometry, Path path, Span<double> momentum)
    {
        Prepare(geometry, path);
        Expand(path.Elements - 1);
        for (int i = 0; i < _d; i++) momentum[i] = ElementGradient(_degree, i);
    }

    private static void Grow(ref double[] array, int length)
    {
        if (array.Length < length) array = new double[Math.Max(length, 2 * array.Length)];
    }

    private void Prepare(PathGeometry geometry, Path path)
    {
        (_geometry, _path) = (geometry, path);
        (_d, _degree, _unknowns) = (path.Dimension, path.Element.Degree, (path.NodeCount - 2) * path.Dimension);
        int inElement = (_degree + 1) * _d;
        Grow(ref _values, _unknowns * inElement);
        Grow(ref _gradient, _unknowns);
        Grow(ref _trial, path.Deviations.Length);
        Grow(ref _velocity, inElement);
        Grow(ref _momentum, inElement);
        Grow(ref _force, inElement);
        Grow(ref _metric, inElement * _d);
        Grow(ref _mixed, inElement * _d);
        Grow(ref _bend, inElement * _d);
        if (_first.Length < _unknowns) _first = new int[Math.Max(_unknowns, 2 * _first.Length)];

        // A node sees those from the left end of its element on; the path's own left end is fixed.
        for (int unknown = 0; unknown < _unknowns; unknown++) _first[unknown] = Math.Max(0, ((unknown / _d / _degree * _degree) - 1) * _d);
    }

    // Armijo's rule on the energy; null where nothing lowers it.
    private double? Descend(double energy, double fall)
    {
        double share = 1;
        for (int halving = 0; halving < MostHalvings; halving++, share *= 0.5)
        {
            Path.Deviations.AsSpan().CopyTo(_trial);
            for (int unknown = 0; unknown < _unknowns; unknown++) _trial[_d + unknown] -= share * _gradient[unknown];
            double changed = Energy(_trial);
            if (changed <= energy - (1e-4 * share * fall) || (fall <= Noise * energy && changed <= energy * (1 + Noise)))
            {
                _trial.AsSpan(0, Path.Deviations.Length).CopyTo(Path.Deviations);
                return changed;
            }
        }

        return null;
    }

    private double Energy(ReadOnlySpan<double> deviations)
    {
        Span<double> x = stackalloc double[_d];
        double energy = 0;
        for (int element = 0; element < Path.Elements; element++)
        {
            Velocities(element, deviations);
            for (int node = 0; node <= _degree; node++)
            {
                Place(element, node, deviations, x);
                energy += Path.Element.Weights[node] * Geometry.SpeedSquared(x, _velocity.AsSpan(node * _d, _d));
            }
        }

        return energy / Path.Elements;
    }

    private void Place(int element, int node, ReadOnlySpan<double> deviations, Span<double> x)
    {
        double time = (element + Path.Element.Nodes[node]) / Path.Elements;
        ReadOnlySpan<double> deviation = deviations.Slice(((element * _degree) + node) * _d, _d);
        for (int i = 0; i < _d; i++) x[i] = Path.Start[i] + (time * Path.Difference[i]) + deviation[i];
    }

    private void Velocities(int element, ReadOnlySpan<double> deviations)
    {
        ReadOnlySpan<double> values = deviations.Slice(element * _degree * _d, (_degree + 1) * _d), derivative = Path.Element.Derivative;
        for (int node = 0; node <= _degree; node++)
        {
            ReadOnlySpan<double> row = derivative.Slice(node * (_degree + 1), _degree + 1);
            Span<double> velocity = _velocity.AsSpan(node * _d, _d);
            velocity.Clear();
            for (int other = 0; other <= _degree; other++)
            {
                double weight = row[other];
                for (int i = 0; i < velocity.Length; i++) velocity[i] += weight * values[(other * _d) + i];
            }

            for (int i = 0; i < velocity.Length; i++) velocity[i] = Path.Difference[i] + (Path.Elements * velocity[i]);
        }
    }

    // The metric and its changes at the nodes of an element, weighted.
    private void Expand(int element)
    {
        Span<double> x = stackalloc double[_d];
        Velocities(element, Path.Deviations);
        int square = _d * _d;
        for (int node = 0; node <= _degree; node++)
        {
            Place(element, node, Path.Deviations, x);
            Span<double> momentum = _momentum.AsSpan(node * _d, _d), force = _force.AsSpan(node * _d, _d);
            Span<double> metric = _metric.AsSpan(node * square, square), mixed = _mixed.AsSpan(node * square, square), bend = _bend.AsSpan(node * square, square);
            Geometry.Expand(x, _velocity.AsSpan(node * _d, _d), momentum, force, metric, mixed, bend);
            double weight = Path.Element.Weights[node], perElement = weight / Path.Elements, elements = weight * Path.Elements;
            for (int i = 0; i < momentum.Length; i++) (momentum[i], force[i]) = (weight * momentum[i], perElement * force[i]);
            for (int i = 0; i < metric.Length; i++) (metric[i], mixed[i], bend[i]) = (elements * metric[i], weight * mixed[i], perElement * bend[i]);
        }
    }

    private double ElementGradient(int node, int i)
    {
        double sum = _force[(node * _d) + i];
        for (int other = 0; other <= _degree; other++) sum += Path.Element.Derivative[(other * (_degree + 1)) + node] * _momentum[(other * _d) + i];
        return sum;
    }

    // The step in the gradient's place, and the fall of the energy that it promises; null where the matrix is not positive definite. A shift,
    // of the size of the curvature times the squared speed, stands against positive curvature.
    private double? Solve(double shift)
    {
        int width = (_degree + 1) * _d;
        Array.Clear(_values, 0, _unknowns * width);
        Array.Clear(_gradient, 0, _unknowns);
        ProfileCholesky matrix = new(_values, _first.AsSpan(0, _unknowns), width);
        for (int element = 0; element < Path.Elements; element++)
        {
            Expand(element);
            int origin = ((element * _degree) - 1) * _d;
            for (int node = 0; node <= _degree; node++)
            {
                int row = origin + (node * _d);
                if (row < 0 || row >= _unknowns) continue;
                for (int i = 0; i < _d; i++) _gradient[row + i] += ElementGradient(node, i);
                Gather(matrix, node, origin, row, shift / Path.Elements / Path.Elements);
            }
        }

        double promise = 0;
        Span<double> step = _trial.AsSpan(0, _unknowns);
        _gradient.AsSpan(0, _unknowns).CopyTo(step);
        if (!matrix.TryFactor()) return null;
        matrix.Solve(_gradient.AsSpan(0, _unknowns));
        for (int unknown = 0; unknown < _unknowns; unknown++) promise += step[unknown] * _gradient[unknown];
        return double.IsFinite(promise) ? promise : null;
    }

    // The rows of a node's block row up to the diagonal: D_qj D_qk g + δ_qj D_qk Sᵀ + δ_qk D_qj S + δ_qj δ_qk B, summed over q.
    private void Gather(ProfileCholesky matrix, int node, int origin, int row, double shift)
    {
        ReadOnlySpan<double> derivative = Path.Element.Derivative;
        int count = _degree + 1, square = _d * _d;
        Span<double> block = stackalloc double[square];
        for (int other = 0; other <= node; other++)
        {
            int column = origin + (other * _d);
            if (column < 0) continue;
            block.Clear();
            for (int q = 0; q < count; q++)
            {
                double weight = derivative[(q * count) + node] * derivative[(q * count) + other];
                ReadOnlySpan<double> metric = _metric.AsSpan(q * square, square);
                for (int place = 0; place < block.Length; place++) block[place] += weight * metric[place];
            }

            double atOther = derivative[(other * count) + node], atNode = derivative[(node * count) + other];
            for (int i = 0; i < _d; i++)
            {
                Span<double> target = matrix.Row(row + i);
                int start = column - (row + i - target.Length + 1), length = other == node ? i + 1 : _d;
                for (int j = 0; j < length; j++)
                {
                    double value = block[(i * _d) + j] + (atOther * _mixed[(other * square) + (i * _d) + j]) + (atNode * _mixed[(node * square) + (j * _d) + i]);
                    if (other == node) value += _bend[(node * square) + (i * _d) + j] + (shift * _metric[(node * square) + (i * _d) + j]);
                    target[start + j] += value;
                }
            }
        }
    }
}
