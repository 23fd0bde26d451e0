using System.Globalization;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Optimisation.Training;
using Neuromanifold.Studies.Conditioning;
using Neuromanifold.Studies.Trials;

namespace Neuromanifold.Studies.Rfim;

/// <summary>
/// The relative natural gradient against gradient descent, momentum and Adam, with and without batch normalisation after the
/// activation: training and test error over epochs and over seconds. Source: [SunNielsen17].
/// </summary>
/// <remarks>Seconds are of training alone, as this machine took them: of all numbers they alone differ when it is run again.</remarks>
public sealed class RfimStudy(RfimPlan full, RfimPlan quick) : TrialStudy
{
    /// <summary>The study as it is offered.</summary>
    public RfimStudy()
        : this(RfimPlan.Full, RfimPlan.Quick)
    {
    }

    /// <inheritdoc/>
    public override string Name => "rfim";

    /// <inheritdoc/>
    public override string Description => "the relative natural gradient against gradient descent, momentum and Adam, with and without batch normalisation";

    /// <inheritdoc/>
    public override string Publication => "Sun and Nielsen, Relative Fisher information and natural gradient for learning large modular models, ICML 2017";

    /// <inheritdoc/>
    public override string Title => "The relative natural gradient in training";

    /// <inheritdoc/>
    public override IReadOnlyList<ReportFact> Facts(bool quick)
    {
        RfimPlan plan = PlanOf(quick);
        string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
        return
        [
            new("networks", string.Join("; ", plan.Networks.Select(network => network.Name)) + "; relu"),
            new("training", $"batches of {plan.Batch}, {plan.Epochs} epochs, {plan.Seeds} {(plan.Seeds == 1 ? "seed" : "seeds")}, weight decay {Number(plan.WeightDecay)}"),
            new("inverses of rngd", $"refreshed every {plan.InversePeriod} steps"),
            new("learning rates", plan.ChoiceEpochs == 0
                ? string.Join(", ", plan.Optimisers.Select(optimiser => $"{optimiser.Name} {Number(optimiser.UsualRate)}")) + "; none was chosen by trial"
                : $"the one with the least loss on {Number(100 * plan.Validation)} % held out, after {plan.ChoiceEpochs} epochs: " + string.Join("; ", plan.Optimisers.Select(optimiser => $"{optimiser.Name} of {string.Join(", ", optimiser.Rates.Select(Number))}"))),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Trial> Trials(StudyConfiguration configuration, Dataset dataset)
    {
        RfimPlan plan = PlanOf(configuration.Quick);
        return [.. plan.Networks.SelectMany(network => plan.Optimisers.SelectMany(optimiser => ChoicesOf(network, optimiser).Concat(RunsOf(network, optimiser))))];

        IEnumerable<Trial> ChoicesOf(ModularNetwork network, ComparedOptimiser optimiser) => plan.ChoiceEpochs == 0 ? [] : optimiser.Rates.Select(rate => new Trial(
            $"{network.Name}, {optimiser.Name}, choice of {rate.ToString(CultureInfo.InvariantCulture)}",
            optimiser.Cost * plan.ChoiceEpochs * dataset.Training.Count * (1 - plan.Validation),
            bench => [Try(bench, plan, network, optimiser, rate, configuration)]));

        IEnumerable<Trial> RunsOf(ModularNetwork network, ComparedOptimiser optimiser) => Seeds(configuration, plan.Seeds).Select(seed => new Trial(
            $"{network.Name}, {optimiser.Name}, seed {seed}",
            optimiser.Cost * plan.Epochs * dataset.Training.Count,
            bench => Train(bench, plan, network, optimiser, configuration, seed)));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<StudyClaim> Claims(TrialRows rows) => [.. RfimRows.Parts(rows).SelectMany(part => RfimClaims.Of(rows, part))];

    /// <inheritdoc/>
    public override IReadOnlyList<ReportTable> Tables(TrialRows rows) => [.. RfimRows.Parts(rows).Select(part => RfimReport.Table(rows, part))];

    /// <inheritdoc/>
    public override IReadOnlyList<ReportChart> Charts(TrialRows rows) => [.. RfimRows.Parts(rows).SelectMany(part => RfimReport.Charts(rows, part))];

    private RfimPlan PlanOf(bool isQuick) => isQuick ? quick : full;

    private static RunConfiguration RunOf(RfimPlan plan, ModularNetwork network, ComparedOptimiser optimiser, double rate, StudyConfiguration configuration, Dataset dataset) =>
        new(configuration.Data, network.For(dataset), optimiser.At(rate, plan.WeightDecay, plan.InversePeriod)) { Batch = plan.Batch, Epochs = plan.Epochs, Seed = configuration.Seed, Threads = configuration.Threads };

    private static TrialRow Try(TrialBench bench, RfimPlan plan, ModularNetwork network, ComparedOptimiser optimiser, double rate, StudyConfiguration configuration)
    {
        RunConfiguration run = RunOf(plan, network, optimiser, rate, configuration, bench.Dataset) with { Data = configuration.Data with { Validation = plan.Validation }, Epochs = plan.ChoiceEpochs };
        double? loss = null;
        bool isDone = bench.Train(run, (_, record) => loss = record.Validation!.Loss);
        return new TrialRow(network.Name, RfimRows.ChoiceOf(optimiser.Name), rate, run.Seed, Numbers.Of((RfimRows.HeldOutLoss, isDone ? loss : null)));
    }

    private static IReadOnlyList<TrialRow> Train(TrialBench bench, RfimPlan plan, ModularNetwork network, ComparedOptimiser optimiser, StudyConfiguration configuration, long seed)
    {
        double rate = plan.ChoiceEpochs == 0 ? optimiser.UsualRate : RfimRows.BestRate(bench.Measured, network.Name, optimiser.Name) ?? optimiser.Rates.Min();
        List<TrialRow> rows = [];
        double seconds = 0;
        bool isDone = bench.Train(RunOf(plan, network, optimiser, rate, configuration, bench.Dataset) with { Seed = seed }, (session, record) =>
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
