using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Reports;

namespace Neuromanifold.Studies.Trials;

/// <summary>A study that is a list of trials, each repeated from several seeds, and what they say of claims.</summary>
public abstract class TrialStudy : Study
{
    /// <summary>The page's heading.</summary>
    public abstract string Title { get; }

    /// <inheritdoc/>
    public override DataConfiguration DefaultData(Action<string> note) => new("digits");

    /// <summary>How it is set up, as labelled values.</summary>
    public abstract IReadOnlyList<ReportFact> Facts(bool quick);

    /// <summary>The trials, in the order they are run.</summary>
    /// <param name="configuration">The study's configuration.</param>
    /// <param name="dataset">The data.</param>
    public abstract IReadOnlyList<Trial> Trials(StudyConfiguration configuration, Dataset dataset);

    /// <summary>Judges the claims.</summary>
    public abstract IReadOnlyList<StudyClaim> Claims(TrialRows rows);

    /// <summary>The tables of the page.</summary>
    public abstract IReadOnlyList<ReportTable> Tables(TrialRows rows);

    /// <summary>The charts of the page.</summary>
    public virtual IReadOnlyList<ReportChart> Charts(TrialRows rows) => [];

    /// <summary>Refuses data that the study is not made for.</summary>
    /// <exception cref="Numerics.Errors.InvalidInputException">They are unfit.</exception>
    public virtual void Check(Dataset dataset)
    {
        // Most take any labelled data.
    }

    /// <inheritdoc/>
    public override PreparedStudy Prepare(StudyConfiguration configuration, Action<string> note)
    {
        Dataset dataset = configuration.Data.Load(OutcomeKind.Labels);
        foreach (string word in dataset.Notes) note(word);
        Check(dataset);
        return new PreparedTrials(this, configuration, dataset, note);
    }

    /// <summary>The classes of the data.</summary>
    protected static int Classes(Dataset dataset) => dataset.Classes?.Count ?? 10;

    /// <summary>The seeds of the repeats.</summary>
    protected static IEnumerable<long> Seeds(StudyConfiguration configuration, int count) => Enumerable.Range(0, count).Select(repeat => configuration.Seed + repeat);
}
