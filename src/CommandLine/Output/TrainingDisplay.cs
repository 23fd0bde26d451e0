using Neuromanifold.Optimisation.Training;
using Spectre.Console;

namespace Neuromanifold.CommandLine.Output;

/// <summary>Shows runs while they go: a bar each on a terminal, a line an epoch elsewhere, nothing where quiet is wanted.</summary>
internal static class TrainingDisplay
{
    /// <summary>Begins to show a run.</summary>
    /// <param name="label">What is trained, before the numbers.</param>
    /// <param name="epochs">Epochs in all.</param>
    public delegate ITrainingProgress Begin(string label, int epochs);

    /// <summary>Does work that shows its runs.</summary>
    public static T Watch<T>(Func<Begin, T> work)
    {
        if (Terminal.IsQuiet) return work((_, _) => new Silence());
        if (!Terminal.IsWatched) return work((label, epochs) => new EpochLines(label, epochs));
        return Terminal.ErrorConsole.Progress()
            .AutoRefresh(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work((label, epochs) => new TrainingBar(context, label, epochs)));
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
