using Neuromanifold.Experiments.Runs;
using Neuromanifold.Studies.Conditioning;
using Neuromanifold.Studies.Trials;

namespace Neuromanifold.Studies.Rfim;

/// <summary>
/// The relative natural gradient against gradient descent, momentum and Adam, with and without batch normalisation after the
/// activation: training and test error over epochs and over seconds. Source: [SunNielsen17].
/// </summary>
/// <remarks>Seconds are of training alone, as this machine took them: of all numbers they alone differ when it is run again.</remarks>
internal sealed class RfimStudy(RfimPlan full, RfimPlan quick) : TrialStudy(
    "rfim",
    "The relative natural gradient in training",
    "the relative natural gradient against gradient descent, momentum and Adam, with and without batch normalisation",
    "Sun and Nielsen, Relative Fisher information and natural gradient for learning large modular models, ICML 2017")
{
    protected override IReadOnlyList<ReportFact> Facts(bool isQuick)
    {
        RfimPlan plan = isQuick ? quick : full;
        return
        [
            new("networks", string.Join("; ", plan.Networks.Select(network => network.Name)) + "; relu"),
            new("training", $"batches of {plan.Batch}, {plan.Epochs} epochs, {plan.Seeds} {(plan.Seeds == 1 ? "seed" : "seeds")}, weight decay {NumberText.Exact(plan.WeightDecay)}"),
            new("inverses of rngd", $"refreshed every {plan.InversePeriod} steps"),
            new("learning rates", plan.ChoiceEpochs == 0
                ? string.Join(", ", plan.Optimisers.Select(optimiser => $"{optimiser.Name} {NumberText.Exact(optimiser.Usual)}")) + "; none was chosen by trial"
                : $"the one with the least loss on {NumberText.Exact(100 * plan.Validation)} % held out, after {plan.ChoiceEpochs} epochs: " + string.Join("; ", plan.Optimisers.Select(optimiser => $"{optimiser.Name} of {string.Join(", ", optimiser.Values.Select(value => NumberText.Exact(value)))}"))),
        ];
    }

    protected internal override IReadOnlyList<Measurement<MeasuredRows<TrialRow>>> Measurements(StudyBench bench)
    {
        RfimPlan plan = bench.Configuration.Quick ? quick : full;
        return [.. plan.Networks.SelectMany(network => plan.Optimisers.SelectMany(optimiser => ChoicesOf(network, optimiser).Concat(RunsOf(network, optimiser))))];

        IEnumerable<Measurement<MeasuredRows<TrialRow>>> ChoicesOf(StudiedNetwork network, Contender optimiser) => plan.ChoiceEpochs == 0 ? [] : optimiser.Values.Select(rate => Trial(
            $"{network.Name}, {optimiser.Name}, choice of {NumberText.Exact(rate)}",
            optimiser.Cost * plan.ChoiceEpochs * bench.Dataset.Training.Count * (1 - plan.Validation),
            _ => [Try(bench, plan, network, optimiser, rate)]));

        IEnumerable<Measurement<MeasuredRows<TrialRow>>> RunsOf(StudiedNetwork network, Contender optimiser) => bench.Seeds(plan.Seeds).Select(seed => Trial(
            $"{network.Name}, {optimiser.Name}, seed {seed}",
            optimiser.Cost * plan.Epochs * bench.Dataset.Training.Count,
            rows => Train(bench, plan, network, optimiser, RateOf(rows, network, optimiser), seed)));

        double RateOf(TrialRows rows, StudiedNetwork network, Contender optimiser) => plan.ChoiceEpochs == 0
            ? optimiser.Usual
            : RfimRows.BestRate(rows, network.Name, optimiser.Name) ?? optimiser.Values.Min();
    }

    public override IReadOnlyList<StudyClaim> Claims(TrialRows rows) => [.. RfimRows.Parts(rows).SelectMany(part => RfimClaims.Of(rows, part))];

    protected override IReadOnlyList<ReportTable> Tables(TrialRows rows) => [.. RfimRows.Parts(rows).Select(part => RfimReport.Table(rows, part))];

    protected override IReadOnlyList<ReportChart> Charts(TrialRows rows) => [.. RfimRows.Parts(rows).SelectMany(part => RfimReport.Charts(rows, part))];

    private static RunConfiguration RunOf(StudyBench bench, RfimPlan plan, StudiedNetwork network, Contender optimiser, double rate)
    {
        string period = optimiser.Name == RfimPlan.Relative ? $":inverse-every={plan.InversePeriod}" : "";
        OptimiserConfiguration rule = (optimiser with { Fixed = $"weight-decay={NumberText.Exact(plan.WeightDecay)}{period}" }).At(rate);
        return new RunConfiguration(bench.Configuration.Data, network.For(bench.Dataset), rule)
        {
            Batch = plan.Batch,
            Epochs = plan.Epochs,
            Seed = bench.Configuration.Seed,
            Threads = bench.Configuration.Threads,
        };
    }

    private static TrialRow Try(StudyBench bench, RfimPlan plan, StudiedNetwork network, Contender optimiser, double rate)
    {
        RunConfiguration run = RunOf(bench, plan, network, optimiser, rate);
        run = run with { Data = run.Data with { Validation = plan.Validation }, Epochs = plan.ChoiceEpochs };
        double? loss = null;
        bool isDone = bench.Train(run, (_, record) => loss = record.Validation!.Loss);
        return new TrialRow(network.Name, RfimRows.ChoiceOf(optimiser.Name), rate, run.Seed, Numbers.Of((RfimRows.HeldOutLoss, isDone ? loss : null)));
    }

    private static IReadOnlyList<TrialRow> Train(StudyBench bench, RfimPlan plan, StudiedNetwork network, Contender optimiser, double rate, long seed)
    {
        List<TrialRow> rows = [];
        double seconds = 0;
        bool isDone = bench.Train(RunOf(bench, plan, network, optimiser, rate) with { Seed = seed }, (session, record) =>
        {
            seconds += record.Seconds;
            EvaluationResult training = bench.Evaluate(session.Model, session.Data.Training);
            rows.Add(new TrialRow(network.Name, optimiser.Name, record.Epoch, seed, Numbers.Of(
                (RfimRows.Seconds, seconds),
                (RfimRows.TrainingLoss, training.Loss),
                (RfimRows.TrainingError, 1 - training.Accuracy),
                (RfimRows.TestLoss, record.Test.Loss),
                (RfimRows.TestError, 1 - record.Test.Accuracy),
                (RfimRows.Rate, rate))));
        });
        if (!isDone) rows.Add(new TrialRow(network.Name, optimiser.Name, rows.Count + 1, seed, Numbers.Of((RfimRows.Rate, rate))));
        return rows;
    }
}
