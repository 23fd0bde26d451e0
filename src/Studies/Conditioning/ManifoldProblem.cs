using System.Diagnostics;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Manifolds.Geometry.Charts;
using Neuromanifold.Manifolds.NaturalGradient;
using Neuromanifold.Numerics.LinearAlgebra;

namespace Neuromanifold.Studies.Conditioning;

/// <summary>Maximum likelihood on a manifold, in a chart whose metric at the answer has about a given condition number κ: by the plain and by the natural gradient.</summary>
/// <param name="name">The manifold and its chart.</param>
/// <param name="description">What is fitted, in a sentence.</param>
/// <param name="chart">The chart.</param>
/// <param name="make">The family, and the answer by its textbook parameters, for a condition number.</param>
/// <param name="plan">How much is measured.</param>
/// <param name="seed">Of the starts.</param>
internal sealed class ManifoldProblem(string name, string description, Chart chart, Func<double, (ExponentialFamily Family, double[] Answer)> make, ConditioningPlan plan, long seed) : ConditionedProblem
{
    /// <summary>The methods.</summary>
    public const string Plain = "plain gradient", Natural = "natural gradient";

    private const int Dimensions = 8;

    // Steps in units of κ after which a rate is given up: the best rate takes (κ/2) ln(1/reduction) in theory.
    private const double MaximumStepsPerCondition = 60;

    private static readonly BestRate s_search = new(Coarse: 1.19, Reach: 10, Fine: 1.03);

    public override string Name => name;

    public override string Description => description;

    public override string ConditionOf => "the metric";

    public override ImmutableArray<double> Conditions => plan.Conditions;

    public override int Starts => plan.Starts;

    /// <summary>The manifolds of the study.</summary>
    public static ImmutableArray<ManifoldProblem> All(ConditioningPlan plan, long seed) =>
    [
        new("normals of known covariance, by their mean", $"{Dimensions} dimensions, a diagonal covariance with eigenvalues from 1/κ to 1: the loss is a quadratic form.", Chart.Usual, KnownCovariance, plan, seed),
        new("normals, by their natural parameters", "A normal of deviation one whose mean lies the farther from zero, the larger κ.", Chart.Natural, kappa => (new Normal(), [Math.Sqrt(Math.Max(0, (Math.Sqrt(2 * kappa) - 3) / 4)), 1]), plan, seed),
        new("gamma distributions, by shape and rate", "Of rate one, the shape the larger, the larger κ.", Chart.Usual, kappa => (new Gamma(), [Math.Max(0.5, Math.Cbrt(kappa / 2)), 1]), plan, seed),
        new("beta distributions, by their exponents", "With equal exponents, the larger, the larger κ.", Chart.Usual, kappa => (new Beta(), [Math.Max(0.5, kappa / 4), Math.Max(0.5, kappa / 4)]), plan, seed),
    ];

    public override double? PlainSteps(double condition) => -0.5 * condition * Math.Log(plan.Reduction);

    public override IReadOnlyList<ConditioningMeasurement> Measure(double kappa, int start, CancellationToken cancellation)
    {
        Posed posed = Pose(kappa);
        double[] point = Start(posed, RandomStream.FromSeed(seed).Split(Name).Split(BitConverter.DoubleToInt64Bits(kappa)).Split(start));
        double tolerance = plan.Reduction * new SteepestDescent(posed.Loss, Steepness.Information).Direction(point, new double[point.Length]);
        int maximum = (int)(MaximumStepsPerCondition * Math.Max(10, posed.Condition));
        double middle = 0.5 * (posed.Smallest + posed.Largest);
        (int Steps, double Rate) plain = Best(Steepness.Coordinates, 1 / middle), natural = Best(Steepness.Information, 1);
        return [new(Name, posed.Condition, start, Plain, plain.Steps, plain.Rate * middle), new(Name, posed.Condition, start, Natural, natural.Steps, natural.Rate)];

        (int Steps, double Rate) Best(Steepness steepness, double guess)
        {
            int? Run(double rate, int steps)
            {
                cancellation.ThrowIfCancellationRequested();
                DescentResult result = new SteepestDescent(posed.Loss, steepness, new DescentOptions(rate, tolerance, steps, Backtracking: false)).Run(point);
                return result.End == DescentEnd.Converged ? result.Steps : null;
            }

            return s_search.Of(Run, guess, maximum) ?? throw new UnreachableException($"No rate converges within {maximum} steps for {Name} at κ = {posed.Condition:g3}.");
        }
    }

    public override IReadOnlyList<StudyClaim> Claims(IReadOnlyList<ConditioningMeasurement> own) => ConditioningClaims.OfManifold(Name, own, plan);

    // The metric is the second derivative of the loss at the answer.
    private Posed Pose(double kappa)
    {
        (ExponentialFamily family, double[] parameters) = make(kappa);
        int d = family.Dimension;
        double[] moments = new double[d], answer = new double[d], eigenvalues = new double[d];
        family.ToMean(parameters, moments);
        Objective loss = new MomentFit(family, moments);
        if (chart == Chart.Natural)
        {
            family.ToNatural(parameters, answer);
        }
        else
        {
            family.ToCoordinates(parameters, answer);
            loss = loss.In((PulledBackManifold)family.UsualManifold);
        }

        Matrix<double> metric = new(d, d);
        loss.Manifold.Metric(answer, metric);
        SymmetricEigen.Decompose<double>(metric, eigenvalues);
        return new Posed(loss, answer, eigenvalues[0], eigenvalues[^1]);
    }

    private static (ExponentialFamily Family, double[] Answer) KnownCovariance(double kappa)
    {
        Matrix<double> covariance = new(Dimensions, Dimensions);
        double[] answer = new double[Dimensions];
        for (int place = 0; place < Dimensions; place++)
        {
            covariance[place, place] = Math.Pow(kappa, -(double)place / (Dimensions - 1));
            answer[place] = place;
        }

        return (new FixedCovarianceNormal(covariance), answer);
    }

    // At the plan's distance from the answer in a random direction of the metric: g = LLᵀ, x = x* + r L⁻ᵀz/|z|.
    private double[] Start(Posed posed, RandomStream stream)
    {
        int d = posed.Answer.Length;
        Matrix<double> factor = new(d, d);
        posed.Loss.Manifold.Metric(posed.Answer, factor);
        Cholesky.Factor<double>(factor);
        double[] step = new double[d];
        stream.From().FillNormal<double>(step);
        double length = Math.Sqrt(step.Sum(value => value * value));
        TriangularSystems.SolveLowerTransposed<double>(factor, new MatrixView<double>(step, d, 1));
        return [.. posed.Answer.Select((value, place) => value + (plan.Distance * step[place] / length))];
    }

    /// <summary>A problem at a condition number.</summary>
    private sealed record Posed(Objective Loss, double[] Answer, double Smallest, double Largest)
    {
        public double Condition => Largest / Smallest;
    }
}
