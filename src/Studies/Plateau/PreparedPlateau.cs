using System.Diagnostics;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Studies.Conditioning;
using Neuromanifold.Studies.Optimisers;
using Neuromanifold.Studies.Tradeoffs;

namespace Neuromanifold.Studies.Plateau;

/// <summary>Chooses each contender's rate on starts of their own, then runs it from the others. It takes seconds to minutes, so that nothing is kept on the way: resumed, it measures anew.</summary>
internal sealed class PreparedPlateau(Study study, PlateauPlan plan, StudyConfiguration configuration, Action<string> note) : PreparedStudy
{
    // Seeds of starts on which rates are chosen follow at so great a distance.
    private const long ChoiceOffset = 1_000_000;
    private const int TimedSteps = 200;

    public override StudyOutcome Run(RunDirectory directory, Begin begin, CancellationToken cancellation)
    {
        IReadOnlyList<PlateauContender> contenders = PlateauContender.Of(plan);
        note($"About {TimeEstimate.Describe(Seconds(contenders))} on this machine, if every second rate is too large to learn with.");
        PlateauMeasurement[] tried = InParallel(
            [.. contenders.SelectMany(one => plan.Rates.SelectMany(rate => Enumerable.Range(0, plan.ChoiceSeeds).Select(start => (one, rate * (1 + one.Damping), configuration.Seed + ChoiceOffset + start))))],
            cancellation);
        PlateauMeasurement[] measured = InParallel(
            [.. contenders.SelectMany(one => Enumerable.Range(0, plan.Seeds).Select(start => (one, BestRate(one, tried), configuration.Seed + start)))],
            cancellation);
        PlateauFindings findings = new(study, plan, configuration, tried, measured, PlateauClaims.Of(plan, measured));
        return new StudyOutcome(findings.Claims, findings.ToJson(), PlateauReport.Of(findings));
    }

    // The fewest steps to the target in the median; the smaller of two equal ones.
    private double BestRate(PlateauContender contender, PlateauMeasurement[] tried) => tried
        .Where(run => run.Contender == contender.Name)
        .GroupBy(run => run.Rate)
        .OrderBy(rate => Median.Of(rate.Select(run => (double)(run.Learnt ?? plan.MostSteps + 1))))
        .ThenBy(rate => rate.Key)
        .First().Key;

    private PlateauMeasurement[] InParallel((PlateauContender Contender, double Rate, long Seed)[] runs, CancellationToken cancellation)
    {
        PlateauMeasurement[] measured = new PlateauMeasurement[runs.Length];
        ParallelOptions options = new() { MaxDegreeOfParallelism = configuration.Threads, CancellationToken = cancellation };
        Parallel.For(0, runs.Length, options, index => measured[index] = PlateauRun.Measure(plan, runs[index].Contender, runs[index].Rate, runs[index].Seed, plan.MostSteps));
        return measured;
    }

    private double Seconds(IReadOnlyList<PlateauContender> contenders)
    {
        PlateauContender dearest = contenders[1];
        PlateauRun.Measure(plan, dearest, plan.Rates[0], configuration.Seed, TimedSteps);
        long start = Stopwatch.GetTimestamp();
        int steps = PlateauRun.Measure(plan, dearest, plan.Rates[0], configuration.Seed, TimedSteps).Steps;
        double perStep = Stopwatch.GetElapsedTime(start).TotalSeconds / steps;
        return contenders.Count * plan.ChoiceSeeds * plan.Rates.Length * 0.5 * plan.MostSteps * perStep / Math.Min(configuration.Threads, Environment.ProcessorCount);
    }
}
