using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Optimisation.Training;
using Spectre.Console;

namespace Neuromanifold.CommandLine.Output;

/// <summary>Shows runs while they go: a bar on a terminal, a line an epoch elsewhere, nothing where quiet is wanted.</summary>
internal static class TrainingDisplay
{
    /// <summary>Does work that shows its runs, of each of which it says what is trained, before the numbers, and how long it is.</summary>
    public static T Watch<T>(Func<Func<string, RunConfiguration, ITrainingProgress>, T> work)
    {
        if (Terminal.IsQuiet) return work((_, _) => new Silence());
        if (!Terminal.IsWatched) return work((label, run) => new EpochLines(label, run.Epochs));
        TrainingBar? shown = null;
        Terminal.IsBarShown = true;
        try
        {
            return Terminal.ErrorConsole.Progress()
                .AutoRefresh(false)
                .AutoClear(true)
                .HideCompleted(true)
                .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .Start(context => work((label, run) =>
                {
                    shown?.End();
                    return shown = new TrainingBar(context, label, run);
                }));
        }
        finally
        {
            Terminal.IsBarShown = false;
        }
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
