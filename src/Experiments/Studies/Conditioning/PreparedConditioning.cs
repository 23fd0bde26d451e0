using System.Diagnostics;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Manifolds.NaturalGradient;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Experiments.Studies.Conditioning;

/// <summary>Descends from each start with each gradient. It takes seconds to minutes, so that nothing is kept on the way: resumed, it measures anew.</summary>
internal sealed class PreparedConditioning(Study study, ConditioningPlan plan, StudyConfiguration configuration, Action<string> note) : PreparedStudy
{
    // Steps in units of κ after which a rate is given up: the best rate takes (κ/2) ln(1/reduction) in theory.
    private const double MostStepsPerCondition = 60;

    public override StudyOutcome Run(RunDirectory directory, Begin begin, CancellationToken cancellation)
    {
        note($"About {(configuration.Quick ? "ten seconds" : "two minutes")}.");
        List<ConditioningMeasurement> measured = [];
        foreach (ConditionedProblem problem in ConditionedProblem.All)
        {
            foreach (double kappa in plan.Conditions)
            {
                ConditionedProblem.Posed posed = problem.Pose(kappa);
                for (int start = 0; start < plan.Starts; start++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    measured.Add(Measure(problem, posed, kappa, start));
                }
            }
        }

        StudyClaim[] claims = [.. ConditionedProblem.All.SelectMany(problem => ConditioningClaims.Of(problem.Name, measured.Where(one => one.Problem == problem.Name), plan))];
        ConditioningFindings findings = new(study, plan, configuration, measured, claims);
        return new StudyOutcome(claims, findings.ToJson(), ConditioningReport.Of(findings));
    }

    private ConditioningMeasurement Measure(ConditionedProblem problem, ConditionedProblem.Posed posed, double kappa, int number)
    {
        double[] start = Start(posed, RandomStream.FromSeed(configuration.Seed).Split(problem.Name).Split(BitConverter.DoubleToInt64Bits(kappa)).Split(number));
        double tolerance = plan.Reduction * new SteepestDescent(posed.Loss, Steepness.Information).Direction(start, new double[start.Length]);
        int most = (int)(MostStepsPerCondition * Math.Max(10, posed.Condition));
        double middle = 0.5 * (posed.Smallest + posed.Largest);
        (int Steps, double Rate) plain = Best(Steepness.Coordinates, 1 / middle), natural = Best(Steepness.Information, 1);
        return new ConditioningMeasurement(problem.Name, posed.Condition, number, plain.Steps, plain.Rate * middle, natural.Steps, natural.Rate);

        (int Steps, double Rate) Best(Steepness steepness, double guess) =>
            BestRate.Of((rate, steps) => new SteepestDescent(posed.Loss, steepness, new DescentOptions(rate, tolerance, steps, Backtracking: false)).Run(start), guess, most)
            ?? throw new UnreachableException($"No rate converges within {most} steps for {problem.Name} at κ = {posed.Condition:g3}.");
    }

    // At the plan's distance from the answer in a random direction of the metric: g = LLᵀ, x = x* + r L⁻ᵀz/|z|.
    private double[] Start(ConditionedProblem.Posed posed, RandomStream stream)
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
}
