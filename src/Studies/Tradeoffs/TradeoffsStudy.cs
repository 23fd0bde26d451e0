using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;

namespace Neuromanifold.Studies.Tradeoffs;

/// <summary>
/// The Fisher information of networks in training, the variances of its two Monte-Carlo estimators and the bounds on them, layer by
/// layer. Source: [SoenSun24], Fig. 1 and its appendix.
/// </summary>
public sealed class TradeoffsStudy : Study
{
    private readonly TradeoffsPlan _full, _quick;

    /// <summary>The study as it was published, and its quick form.</summary>
    public TradeoffsStudy()
        : this(TradeoffsPlan.Full, TradeoffsPlan.Quick)
    {
    }

    /// <summary>The study with other networks, epochs or inputs.</summary>
    public TradeoffsStudy(TradeoffsPlan full, TradeoffsPlan quick)
    {
        _full = full;
        _quick = quick;
    }

    /// <inheritdoc/>
    public override string Name => "tradeoffs";

    /// <inheritdoc/>
    public override string Description => "Fisher information, the variances of its two estimators and their bounds, layer by layer over training";

    /// <inheritdoc/>
    public override string Publication => "Soen and Sun, Trade-offs of diagonal Fisher information matrix estimators, NeurIPS 2024, Fig. 1 and appendix";

    /// <inheritdoc/>
    public override DataConfiguration DefaultData(Action<string> note)
    {
        string folder = Path.Combine(DataDirectory.Default, "mnist");
        if (Directory.Exists(folder) && Directory.EnumerateFiles(folder).Any()) return new DataConfiguration("mnist");
        note($"There is no MNIST in {folder}, so the generated digits are used. Fetch it with 'neuromanifold data get mnist'.");
        return new DataConfiguration("digits");
    }

    /// <inheritdoc/>
    public override PreparedStudy Prepare(StudyConfiguration configuration, Action<string> note)
    {
        TradeoffsPlan plan = configuration.Quick ? _quick : _full;
        Dataset dataset = configuration.Data.Load(OutcomeKind.Labels);
        foreach (string word in dataset.Notes) note(word);
        foreach (StudiedNetwork network in plan.Networks)
        {
            NetworkConfiguration layers = network.For(dataset);
            layers.Validate();
            layers.CheckOutcomes(dataset.Training, "the training part");
            layers.CheckOutcomes(dataset.Test, "the test part");
        }

        return new PreparedTradeoffs(this, plan, configuration, dataset, note);
    }
}
