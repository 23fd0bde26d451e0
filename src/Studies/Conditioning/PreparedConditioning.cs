using Neuromanifold.Experiments.Reports;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Numerics.Collectives;

namespace Neuromanifold.Studies.Conditioning;

/// <summary>Descends from each start by each method. It takes seconds to minutes, so that nothing is kept on the way: resumed, it measures anew.</summary>
internal sealed class PreparedConditioning(Study study, ConditioningPlan plan, StudyConfiguration configuration, Dataset dataset, Action<string> note) : PreparedStudy
{
    public override StudyOutcome Run(RunDirectory directory, Begin begin, CancellationToken cancellation)
    {
        note($"About {(configuration.Quick ? "a minute" : "five minutes")}.");
        // While a team lives the linear algebra library runs on one thread, so that no bit depends on what is measured beside.
        using ThreadTeam alone = new(1);
        ConditionedProblem[] problems = [new NetworkProblem(plan.Network, dataset, configuration.Seed), .. ManifoldProblem.All(plan, configuration.Seed)];
        (ConditionedProblem Problem, double Kappa, int Start)[] all = [.. problems.SelectMany(problem => problem.Conditions.SelectMany(kappa => Enumerable.Range(0, problem.Starts).Select(start => (problem, kappa, start))))];
        IReadOnlyList<ConditioningMeasurement>[] measured = new IReadOnlyList<ConditioningMeasurement>[all.Length];
        ParallelOptions options = new() { MaxDegreeOfParallelism = configuration.Threads, CancellationToken = cancellation };
        Parallel.For(0, all.Length, options, index => measured[index] = all[index].Problem.Measure(all[index].Kappa, all[index].Start, cancellation));
        ConditioningMeasurement[] measurements = [.. measured.SelectMany(one => one)];
        StudyClaim[] claims = [.. problems.SelectMany(problem => problem.Claims([.. measurements.Where(one => one.Problem == problem.Name)]))];
        ConditioningFindings findings = new(study, plan, configuration, problems, measurements, claims);
        return new StudyOutcome(claims, findings.ToJson(), ConditioningReport.Of(findings));
    }
}
