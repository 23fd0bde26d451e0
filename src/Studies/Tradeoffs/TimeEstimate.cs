using System.Diagnostics;
using Neuromanifold.Experiments.Runs;

namespace Neuromanifold.Studies.Tradeoffs;

/// <summary>How long a training and its measurements take, from a few steps and one look at a network.</summary>
internal static class TimeEstimate
{
    private const int WarmUpSteps = 30, Steps = 40, Part = 4;

    /// <summary>Seconds of an epoch of training.</summary>
    public static double OfEpoch(StudyBench bench, RunConfiguration run)
    {
        Session<float> session = new(run, bench.Dataset, bench.Team);
        using Stopper stopper = new();
        try
        {
            session.Trainer.Train(new TrainingPosition(), stopper, stopper.Token);
        }
        catch (OperationCanceledException) when (stopper.Token.IsCancellationRequested)
        {
            // It has been timed.
        }

        // An evaluation is one of a step's three passes.
        double evaluation = bench.Dataset.Test.Count / (3.0 * bench.Dataset.Training.Count);
        return stopper.SecondsPerStep * session.Trainer.StepsPerEpoch * (1 + evaluation);
    }

    /// <summary>Seconds of a measurement.</summary>
    public static double OfMeasurement(StudyBench bench, RunConfiguration run, TradeoffsPlan plan)
    {
        Session<float> session = new(run, bench.Dataset, bench.Team);
        TradeoffsProbe few = new(bench.Dataset, plan with { Inputs = Math.Max(1, plan.Inputs / Part) }, run.Seed, run.Threads);
        TradeoffsProbe none = new(bench.Dataset, plan with { Inputs = 1 }, run.Seed, run.Threads);
        // The first looks compile the code.
        for (int i = 0; i < 2; i++) few.Measure(session.Model, bench.Cancellation);
        double fixedPart = Time(() => none.Measure(session.Model, bench.Cancellation));
        return fixedPart + (Part * Math.Max(0, Time(() => few.Measure(session.Model, bench.Cancellation)) - fixedPart));
    }

    private static double Time(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private sealed class Stopper : ITrainingObserver, IDisposable
    {
        private readonly CancellationTokenSource _source = new();
        private double _secondsBefore;

        public CancellationToken Token => _source.Token;

        public double SecondsPerStep { get; private set; }

        public void StepTaken(in StepReport report)
        {
            int step = report.StepInEpoch;
            if (step == WarmUpSteps) _secondsBefore = report.EpochSeconds;
            SecondsPerStep = step > WarmUpSteps ? (report.EpochSeconds - _secondsBefore) / (step - WarmUpSteps) : report.EpochSeconds / step;
            if (step == WarmUpSteps + Steps) _source.Cancel();
        }

        public void EpochCompleted(EpochRecord record) => _source.Cancel();

        public void CheckpointDue(TrainingPosition position)
        {
            // Nothing of it is kept.
        }

        public void Dispose() => _source.Dispose();
    }
}
