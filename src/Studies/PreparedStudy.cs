using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Studies;

/// <summary>A study whose data have been read.</summary>
public abstract class PreparedStudy
{
    /// <summary>Makes the one who is told of a training, from its label and what is trained.</summary>
    public delegate ITrainingProgress Begin(string label, RunConfiguration run);

    /// <summary>
    /// Says how long it will take, then measures what the directory does not hold yet: a study that was stopped goes on where it
    /// stood, and ends with the same results.
    /// </summary>
    /// <param name="directory">Where it is kept.</param>
    /// <param name="begin">Makes the one who is told of a training.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped; what was measured is kept.</exception>
    public abstract StudyOutcome Run(RunDirectory directory, Begin begin, CancellationToken cancellation);
}
