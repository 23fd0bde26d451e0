using System.Numerics;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Manifolds.Geometry.Charts;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.LocationScale;

/// <summary>
/// Weibull distributions by shape k and scale λ: (y/λ)ᵏ is exponential of rate one, so ln y is Gumbel's family of least values with
/// location m = ln λ and scale s = 1/k, and the metric that of a half-plane in (m, s) with a = 1, c = 1 − γ, b = (1 − γ)² + π²/6:
/// curvature −6/π².
/// </summary>
public sealed class Weibull : DistributionFamily, IHalfPlaneFamily
{
    private const double γ = 0.57721566490153286061;

    private const double Deviation = 1.2825498301618640955; // π/√6, of ln y at shape one

    private const int MostNewtonSteps = 100;

    // a_m = ψ = 1 − x and a_s = 1 + ln x (1 − x) for x exponential of rate one: C_ijk s³ = −E[a_i a_j a_k].
    private static readonly CubicForm _cubic = new(
        2,
        4 - (2 * γ),
        -((2 * (1 - γ)) + Moment(3, 2)),
        -(1 - 3 + (3 * Moment(2, 2)) + Moment(3, 3)));

    /// <summary>The family.</summary>
    public Weibull()
        : base("weibull", [new("shape", ParameterDomain.Positive), new("scale", ParameterDomain.Positive)], ["shape", "scale"]) =>
        UsualManifold = new FieldManifold(CoordinateNames, Contains, MetricField, CubicField);

    /// <inheritdoc/>
    public HalfPlane Plane { get; } = new(1, 1 - γ, ((1 - γ) * (1 - γ)) + (Math.PI * Math.PI / 6));

    /// <summary>The Amari–Chentsov tensor of (ln λ, 1/k) at shape one.</summary>
    public CubicForm Cubic => _cubic;

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes => OutcomeSpace.Interval.HalfLine;

    /// <inheritdoc/>
    public override StatisticalManifold UsualManifold { get; }

    /// <inheritdoc/>
    public (double Location, double Scale) ToLocationScale(ReadOnlySpan<double> parameters) => (Math.Log(parameters[1]), 1 / parameters[0]);

    /// <inheritdoc/>
    public void FromLocationScale(double location, double scale, Span<double> parameters)
    {
        parameters[0] = 1 / scale;
        parameters[1] = Math.Exp(location);
    }

    /// <summary>ln(k/y) + z − eᶻ, z = k ln(y/λ).</summary>
    public override double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome)
    {
        if (!Outcomes.Contains(outcome)) return double.NegativeInfinity;
        double z = parameters[0] * ElementaryFunctions.LogQuotient(outcome[0], parameters[1]);
        return Math.Log(parameters[0]) - Math.Log(outcome[0]) + z - Math.Exp(z);
    }

    /// <summary>[[b/k², −c/λ], [−c/λ, k²/λ²]].</summary>
    public override void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric)
    {
        (double shape, double scale) = (parameters[0], parameters[1]);
        metric[0, 0] = Plane.Scale / shape / shape;
        metric[0, 1] = metric[1, 0] = -Plane.Mixed / scale;
        metric[1, 1] = shape / scale * (shape / scale);
    }

    /// <summary>γ(1 − 1/k) + ln(λ/k) + 1.</summary>
    public override double Entropy(ReadOnlySpan<double> parameters) => (γ * (1 - (1 / parameters[0]))) + Math.Log(parameters[1]) - Math.Log(parameters[0]) + 1;

    /// <summary>
    /// e^w − 1 − w + ln Γ(r) + γ(r − 1), r = k′/k, w = k′ ln(λ/λ′) + ln Γ(1 + r): both parts are positive, the second
    /// ∫ (r − x) ψ′(x) dx from 1 to r.
    /// </summary>
    public override double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference)
    {
        double logRatio = ElementaryFunctions.LogQuotient(reference[0], parameters[0]);
        double shapes = logRatio == 0 ? 0 : SmoothIntegral.OfPositive(Integrand, 0, 1);
        double excess = ElementaryFunctions.ExponentialRemainder(logRatio) + logRatio;
        double w = (reference[0] * ElementaryFunctions.LogQuotient(parameters[1], reference[1])) + logRatio + shapes - (γ * excess);
        return ElementaryFunctions.ExponentialRemainder(w) + shapes;

        // Along x = rᵗ.
        double Integrand(double t)
        {
            double x = Math.Exp(t * logRatio), left = (1 - t) * logRatio;
            return PolyGamma.TriGamma(x) * x * (ElementaryFunctions.ExponentialRemainder(left) + left) * x * logRatio;
        }
    }

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome) =>
        outcome[0] = Math.Clamp(parameters[1] * Math.Pow(-Math.Log(random.NextUniform()), 1 / parameters[0]), double.Epsilon, double.MaxValue);

    /// <summary>1/k = the mean of ln y weighted by yᵏ, less the plain one: by Newton's method in ln k.</summary>
    public override double[] MaximumLikelihood(ReadOnlyMatrixView<double> outcomes)
    {
        double[] logs = LocationScaleLikelihood.Column(outcomes);
        for (int row = 0; row < logs.Length; row++) logs[row] = Math.Log(logs[row]);
        double largest = logs.Max(), mean = 0, square = 0;
        for (int row = 0; row < logs.Length; row++) mean += (logs[row] -= largest) / logs.Length;
        foreach (double log in logs) square += (log - mean) * (log - mean) / logs.Length;
        if (!(square > 0) || !double.IsFinite(square)) throw new NumericalException("Outcomes that are all the same, or not positive, have no likeliest Weibull distribution.");

        double shape = Deviation / Math.Sqrt(square), power = 0;
        for (int step = 0; step < MostNewtonSteps; step++)
        {
            double weights = 0, first = 0, second = 0;
            foreach (double log in logs)
            {
                double weight = Math.Exp(shape * log);
                weights += weight;
                first += weight * log;
                second += weight * log * log;
            }

            first /= weights;
            second = Math.Max(0, (second / weights) - (first * first));
            power = weights / logs.Length;
            double residual = first - mean - (1 / shape), slope = (shape * second) + (1 / shape), change = Math.Clamp(-residual / slope, -1, 1);
            shape *= Math.Exp(change);
            if (Math.Abs(change) < 1e-15) break;
        }

        return [shape, Math.Exp(largest + (Math.Log(power) / shape))];
    }

    // E[ψʲ lnⁿ x], as sums of Γ⁽ⁿ⁾.
    private static double Moment(int powers, int logs)
    {
        double sum = 0, binomial = 1, factorial = 1;
        for (int j = 0; j <= powers; j++)
        {
            if (j > 0)
            {
                binomial *= -(powers - j + 1.0) / j;
                factorial *= j;
            }

            double first = PolyGamma.DiGamma(j + 1), second = PolyGamma.TriGamma(j + 1);
            double derivative = logs == 2 ? (first * first) + second : (first * first * first) + (3 * first * second) + PolyGamma.TetraGamma(j + 1);
            sum += binomial * factorial * derivative;
        }

        return sum;
    }

    private static bool Contains(ReadOnlyMemory<double> point) => point.Span[0] > 0 && point.Span[1] > 0 && double.IsFinite(point.Span[0]) && double.IsFinite(point.Span[1]);

    private void MetricField(ReadOnlySpan<Jet> coordinates, Span<Jet> metric)
    {
        (Jet shape, Jet scale) = (coordinates[0], coordinates[1]);
        metric[0] = Plane.Scale / (shape * shape);
        metric[1] = metric[2] = -Plane.Mixed / scale;
        metric[3] = shape * shape / (scale * scale);
    }

    // dm = dλ/λ and ds = −dk/k².
    private void CubicField(ReadOnlySpan<Jet> coordinates, Span<Jet> cubic)
    {
        (Jet location, Jet scale) = (coordinates[0] / coordinates[1], -1 / coordinates[0]);
        for (int place = 0; place < cubic.Length; place++)
        {
            Jet value = _cubic[3 - BitOperations.PopCount((uint)place)];
            for (int index = 0; index < 3; index++) value *= (place & (1 << index)) != 0 ? location : scale;
            cubic[place] = value;
        }
    }
}
