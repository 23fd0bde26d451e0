using Neuromanifold.Optimisation.Training;
using Spectre.Console;

namespace Neuromanifold.CommandLine.Output;

/// <summary>Shows a run while it goes: a bar on a terminal, a line an epoch elsewhere, nothing where quiet is wanted.</summary>
internal static class TrainingDisplay
{
    /// <summary>Does the work with one who shows its progress.</summary>
    /// <param name="label">What is trained, before the numbers.</param>
    /// <param name="epochs">Epochs in all.</param>
    /// <param name="work">The work.</param>
    public static T Watch<T>(string label, int epochs, Func<ITrainingProgress, T> work)
    {
        if (Terminal.IsQuiet) return work(new Silence());
        if (!Terminal.IsWatched) return work(new EpochLines(label, epochs));
        return Terminal.ErrorConsole.Progress()
            .AutoRefresh(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(new TrainingBar(context, label, epochs)));
    }

    private sealed class Silence : ITrainingProgress
    {
        public void StepTaken(in StepReport report)
        {
            // Nothing is shown.
        }

        public void EpochCompleted(EpochRecord record)
        {
            // Nothing is shown.
        }
    }
}
