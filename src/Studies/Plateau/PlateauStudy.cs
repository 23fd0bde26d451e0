using System.Diagnostics;
using System.Text.Json;

namespace Neuromanifold.Studies.Plateau;

/// <summary>
/// A soft-committee machine of two units learns another one from a start where its units nearly agree, and its metric nearly is
/// singular: how long the plain and the natural gradient stand still there. Each contender's rate is chosen on starts of their own.
/// Sources: [SaadSolla95]; [RattraySaadAmari98]; [AmariParkFukumizu00]; [Amari16], ch. 12.
/// </summary>
internal sealed class PlateauStudy(PlateauPlan full, PlateauPlan quick) : MeasuredStudy<MeasuredRows<PlateauMeasurement>>(
    "plateau",
    "The plateau by the singularity",
    "the plain gradient on the plateau of a soft-committee machine, near a singular metric, and the natural one off it",
    "Saad and Solla, On-line learning in soft committee machines, Physical Review E 52, 1995; Rattray, Saad and Amari, Natural gradient "
        + "descent for on-line learning, Physical Review Letters 81, 1998",
    "measurements.jsonl",
    PlateauJson.Default.MeasuredRowsPlateauMeasurement,
    static one => one.Trial)
{
    // Seeds of starts on which rates are chosen follow at so great a distance.
    private const long ChoiceOffset = 1_000_000;
    private const int TimedSteps = 200;

    public override bool TakesData => false;

    protected internal override bool IsParallel => true;

    protected internal override IReadOnlyList<Measurement<MeasuredRows<PlateauMeasurement>>> Measurements(StudyBench bench)
    {
        PlateauPlan plan = PlanOf(bench);
        IReadOnlyList<PlateauContender> contenders = PlateauContender.Of(plan);
        return
        [
            .. contenders.SelectMany(one => plan.Rates.SelectMany(rate => Enumerable.Range(0, plan.ChoiceSeeds).Select(start => Of(
                $"{one.Name}, choice of rate {NumberText.Exact(rate)}, start {start}",
                _ => PlateauRun.Measure(plan, one, rate * (1 + one.Damping), bench.Configuration.Seed + ChoiceOffset + start, plan.MaximumSteps) with { Curve = [] })))),
            .. contenders.SelectMany(one => bench.Seeds(plan.Seeds).Select(seed => Of(
                $"{one.Name}, seed {seed}",
                before => PlateauRun.Measure(plan, one, BestRate(plan, one, ChoicesIn(bench, before)), seed, plan.MaximumSteps)) with { Stage = 1 })),
        ];

        static Measurement<MeasuredRows<PlateauMeasurement>> Of(string name, Func<IReadOnlyList<MeasuredRows<PlateauMeasurement>>, PlateauMeasurement> run) =>
            new(name, before => new MeasuredRows<PlateauMeasurement>(name, [run(before)]));
    }

    protected internal override Func<Measurement<MeasuredRows<PlateauMeasurement>>, double> Estimate(
        StudyBench bench, IReadOnlyList<Measurement<MeasuredRows<PlateauMeasurement>>> missing)
    {
        PlateauPlan plan = PlanOf(bench);
        PlateauContender dearest = PlateauContender.Of(plan)[1];
        PlateauRun.Measure(plan, dearest, plan.Rates[0], bench.Configuration.Seed, TimedSteps);
        long start = Stopwatch.GetTimestamp();
        int steps = PlateauRun.Measure(plan, dearest, plan.Rates[0], bench.Configuration.Seed, TimedSteps).Steps;
        double perStep = Stopwatch.GetElapsedTime(start).TotalSeconds / steps;
        // Every second rate is too large to learn with; the others learn soon, as those that are chosen do.
        return one => one.Stage == 0 ? 0.5 * plan.MaximumSteps * perStep : 0;
    }

    protected internal override StudyFindings Conclude(StudyBench bench, IReadOnlyList<MeasuredRows<PlateauMeasurement>> records)
    {
        PlateauPlan plan = PlanOf(bench);
        PlateauMeasurement[] choices = ChoicesIn(bench, records);
        PlateauMeasurement[] measured = [.. records.SelectMany(record => record.Rows).Where(run => !IsChoice(bench, run))];
        PlateauFindings findings = new(plan, bench.Configuration, measured, PlateauClaims.Of(plan, measured));
        PlateauDocuments.PlateauDocument document = new(
            plan.Inputs, plan.Batch, plan.StartLength, ErfCommittee.PlateauOfTwo, plan.Margin, plan.Target, plan.MaximumSteps, choices, measured);
        JsonObject json = JsonSerializer.SerializeToNode(document, PlateauJson.Default.PlateauDocument)!.AsObject();
        return new StudyFindings(findings.Claims, json)
        {
            Facts = PlateauReport.Facts(findings),
            Notes = [PlateauReport.Note],
            Tables = [PlateauReport.Table(findings)],
            Charts = PlateauReport.Charts(findings),
        };
    }

    private static PlateauMeasurement[] ChoicesIn(StudyBench bench, IEnumerable<MeasuredRows<PlateauMeasurement>> records) =>
        [.. records.SelectMany(record => record.Rows).Where(run => IsChoice(bench, run))];

    private static bool IsChoice(StudyBench bench, PlateauMeasurement run) => run.Seed >= bench.Configuration.Seed + ChoiceOffset;

    // The fewest steps to the target in the median; the smaller of two equal ones.
    private static double BestRate(PlateauPlan plan, PlateauContender contender, PlateauMeasurement[] tried) => tried
        .Where(run => run.Contender == contender.Name)
        .GroupBy(run => run.Rate)
        .OrderBy(rate => Numbers.Median(rate.Select(run => (double)(run.Learnt ?? plan.MaximumSteps + 1))))
        .ThenBy(rate => rate.Key)
        .First().Key;

    private PlateauPlan PlanOf(StudyBench bench) => bench.Configuration.Quick ? quick : full;
}
