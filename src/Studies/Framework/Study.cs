namespace Neuromanifold.Studies.Framework;

/// <summary>A published experiment that can be repeated: what was claimed is measured again.</summary>
/// <param name="name">The name on the command line.</param>
/// <param name="title">The heading of its page.</param>
/// <param name="description">What it is about, in one line.</param>
/// <param name="publication">Where it was published, as a reader would look it up.</param>
public abstract class Study(string name, string title, string description, string publication)
{
    /// <summary>The name on the command line.</summary>
    public string Name => name;

    /// <summary>The heading of its page.</summary>
    public string Title => title;

    /// <summary>What it is about, in one line.</summary>
    public string Description => description;

    /// <summary>Where it was published, as a reader would look it up.</summary>
    public string Publication => publication;

    /// <summary>Whether it runs on data, which are labelled then.</summary>
    public virtual bool TakesData => true;

    /// <summary>Whether measurements are taken side by side, each on one thread; else one after the other, each on all threads.</summary>
    protected internal virtual bool IsParallel => false;

    /// <summary>The data it runs on where none are named.</summary>
    /// <param name="note">Told if the choice needs a word.</param>
    public virtual DataConfiguration DefaultData(Action<string> note) => TakesData ? new DataConfiguration("digits") : DataConfiguration.None;

    /// <summary>Refuses data that the study is not made for, before anything is written.</summary>
    /// <exception cref="Numerics.Errors.InvalidInputException">They are unfit.</exception>
    protected internal virtual void Check(StudyConfiguration configuration, Dataset dataset)
    {
        // Most take any labelled data.
    }

    /// <summary>Measures what has not been measured yet, and judges the claims.</summary>
    /// <exception cref="OperationCanceledException">It was stopped; what was measured is kept.</exception>
    protected internal abstract StudyFindings Measure(StudyBench bench);
}
