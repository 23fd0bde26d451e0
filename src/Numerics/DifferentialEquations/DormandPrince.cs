using System.Numerics.Tensors;

namespace Neuromanifold.Numerics.DifferentialEquations;

/// <summary>
/// The initial value problem y′ = f(t, y) by Dormand and Prince's method of order eight, with steps held to a tolerance by its
/// embedded formulas of orders five and three. Source: [HairerNorsettWanner93], II.5 and II.10. Twelve evaluations of f a step.
/// </summary>
public sealed class DormandPrince
{
    private const double Safety = 0.9, Least = 0.2, Most = 6;

    private readonly VectorField _field;
    private readonly ErrorScale _scale;
    private readonly IntegrationOptions _options;
    private readonly double[][] _slopes;
    private readonly double[] _state, _trial, _units;
    private double _step;

    /// <summary>A solution that starts somewhere.</summary>
    /// <param name="field">f.</param>
    /// <param name="scale">The units of errors.</param>
    /// <param name="time">t at the start.</param>
    /// <param name="state">y at the start.</param>
    /// <param name="options">How exactly.</param>
    public DormandPrince(VectorField field, ErrorScale scale, double time, ReadOnlySpan<double> state, IntegrationOptions? options = null)
    {
        _field = field;
        _scale = scale;
        _options = options ?? IntegrationOptions.Default;
        if (!(_options.Tolerance > 0)) throw new ArgumentOutOfRangeException(nameof(options), _options.Tolerance, "The tolerance must be positive.");
        Time = time;
        _state = state.ToArray();
        _trial = new double[state.Length];
        _units = new double[state.Length];
        _slopes = new double[DormandPrinceTableau.Stages + 1][];
        for (int stage = 0; stage < _slopes.Length; stage++) _slopes[stage] = new double[state.Length];
        _field(Time, _state, _slopes[0]);
        if (!AllFinite(_slopes[0])) throw new IntegrationException($"The equation is not defined where its solution is to start, at t = {time:R}.", time, state);
    }

    /// <summary>t reached.</summary>
    public double Time { get; private set; }

    /// <summary>y(t).</summary>
    public ReadOnlySpan<double> State => _state;

    /// <summary>
    /// The sum of the steps' estimated errors, each the greatest over components in units of the <see cref="ErrorScale"/>. The
    /// estimates are those of the embedded formulas and lie well above the error of the result; they do not know whether neighbouring solutions part.
    /// </summary>
    public double Error { get; private set; }

    /// <summary>The steps taken.</summary>
    public int Steps { get; private set; }

    /// <summary>Goes on to a time, forwards or backwards, and ends exactly there.</summary>
    /// <exception cref="IntegrationException">The solution leaves the domain of f on the way, or takes more steps than allowed.</exception>
    public void Advance(double end)
    {
        if (!double.IsFinite(end)) throw new ArgumentOutOfRangeException(nameof(end), end, "A time must be finite.");
        if (end == Time) return;
        double direction = Math.Sign(end - Time);
        if (_step == 0) _step = FirstStep(Math.Abs(end - Time));
        while (Time != end)
        {
            double left = Math.Abs(end - Time), step = Math.Min(_step, left);
            if (left - step < 0.01 * step) step = left;
            if (++Steps > _options.MostSteps)
                throw new IntegrationException($"The solution was followed to t = {Time:R} of {end:R} in {_options.MostSteps} steps. Raise the tolerance (now {_options.Tolerance:R}) or the number of steps.", Time, _state);
            (double error, double largest) = Try(direction * step);
            if (error <= 1)
            {
                Error += largest;
                Time = step == left ? end : Time + (direction * step);
                _trial.CopyTo(_state, 0);
                (_slopes[0], _slopes[^1]) = (_slopes[^1], _slopes[0]);
                double growth = error == 0 ? Most : Math.Clamp(Safety * Math.Pow(error, -1.0 / 8), Least, Most);
                if (step == _step || growth < 1) _step = step * growth;
                continue;
            }

            _step = step * (double.IsFinite(error) ? Math.Max(Least, Safety * Math.Pow(error, -1.0 / 8)) : Least);
            if (_step <= 1e-15 * Math.Max(Math.Abs(Time), Math.Abs(end)))
                throw new IntegrationException($"The solution cannot be followed beyond t = {Time:R} of {end:R}: it leaves the domain of the equation there.", Time, _state);
        }
    }

    // The error in units of the tolerance, and the greatest of its components in those of the scale.
    private (double Error, double Largest) Try(double step)
    {
        for (int stage = 1; stage < DormandPrinceTableau.Stages; stage++)
        {
            Combine(DormandPrinceTableau.Weights(stage), step);
            if (!Evaluate(stage, step)) return (double.PositiveInfinity, 0);
        }

        Combine(DormandPrinceTableau.Final, step);
        if (!Evaluate(DormandPrinceTableau.Stages, step)) return (double.PositiveInfinity, 0);
        _scale(_trial, _units);
        double fifth = 0, third = 0, largest = 0;
        for (int place = 0; place < _state.Length; place++)
        {
            double five = 0, three = 0;
            for (int stage = 0; stage < DormandPrinceTableau.Stages; stage++)
            {
                double slope = _slopes[stage][place];
                five += DormandPrinceTableau.FifthOrder[stage] * slope;
                three += DormandPrinceTableau.ThirdOrder[stage] * slope;
            }

            five /= _units[place];
            three /= _units[place];
            fifth += five * five;
            third += three * three;
            largest = Math.Max(largest, Math.Abs(five));
        }

        double both = fifth + (0.01 * third), size = Math.Abs(step);
        if (both == 0) return (0, 0);
        double shrink = Math.Sqrt(fifth / both);
        double error = size * Math.Sqrt(fifth / _state.Length) * shrink / _options.Tolerance;
        return (double.IsFinite(error) ? error : double.PositiveInfinity, size * largest * shrink);
    }

    private bool Evaluate(int stage, double step)
    {
        if (!AllFinite(_trial)) return false;
        double fraction = stage == DormandPrinceTableau.Stages ? 1 : DormandPrinceTableau.Node(stage);
        _field(Time + (fraction * step), _trial, _slopes[stage]);
        return AllFinite(_slopes[stage]);
    }

    private void Combine(ReadOnlySpan<double> weights, double step)
    {
        _state.CopyTo(_trial, 0);
        for (int stage = 0; stage < weights.Length; stage++)
        {
            if (weights[stage] != 0) TensorPrimitives.MultiplyAdd(_slopes[stage], step * weights[stage], _trial, _trial);
        }
    }

    // A step over which the solution moves by about a tenth of its units.
    private double FirstStep(double span)
    {
        _scale(_state, _units);
        double speed = 0;
        for (int place = 0; place < _state.Length; place++) speed = Math.Max(speed, Math.Abs(_slopes[0][place]) / _units[place]);
        return speed > 0 ? Math.Min(span, 0.1 / speed) : span;
    }

    private static bool AllFinite(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (!double.IsFinite(value)) return false;
        }

        return true;
    }
}
