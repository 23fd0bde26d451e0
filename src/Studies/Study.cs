using Neuromanifold.Experiments.Configurations;

namespace Neuromanifold.Studies;

/// <summary>A published experiment that can be repeated: what was claimed is measured again.</summary>
public abstract class Study
{
    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What it is about, in one line.</summary>
    public abstract string Description { get; }

    /// <summary>Where it was published, as a reader would look it up.</summary>
    public abstract string Publication { get; }

    /// <summary>Whether it runs on data; one that does not leaves <see cref="DefaultData"/> alone.</summary>
    public virtual bool TakesData => true;

    /// <summary>The data it runs on where none are named.</summary>
    /// <param name="note">Told if the choice needs a word.</param>
    public virtual DataConfiguration DefaultData(Action<string> note) => DataConfiguration.None;

    /// <summary>Reads and checks all that is needed; nothing is written.</summary>
    /// <param name="configuration">What to run.</param>
    /// <param name="note">Told what the user should know.</param>
    /// <exception cref="Numerics.Errors.InvalidInputException">Data are missing or unfit.</exception>
    public abstract PreparedStudy Prepare(StudyConfiguration configuration, Action<string> note);
}
