using System.Diagnostics;
using System.Numerics;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Experiments.Comparisons;

/// <summary>
/// What a step of each optimiser costs in the long run, refreshes of curvature included, relative to one of plain gradient
/// descent. All take turns within a round, so that what else the machine does falls on all of them.
/// </summary>
public static class StepCosts
{
    private const int Rounds = 5;

    // Whole periods of every refresh, past the denser ones of the start.
    private const int StepsPerRound = 100, FirstStep = 1000;

    /// <summary>Each configuration's cost: the median over rounds of the ratio to the baseline's, and of the seconds.</summary>
    /// <param name="configurations">What is measured; they differ in their optimisers only.</param>
    /// <param name="dataset">The data.</param>
    /// <param name="cancellation">Ends it after the step under way.</param>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public static IReadOnlyList<StepCost> Measure<T>(IReadOnlyList<RunConfiguration> configurations, Dataset dataset, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OptimiserConfiguration baseline = new("sgd");
        RunConfiguration[] measured = configurations.Any(configuration => configuration.Optimiser.Label == baseline.Label)
            ? [.. configurations]
            : [configurations[0] with { Optimiser = baseline }, .. configurations];
        int first = Array.FindIndex(measured, configuration => configuration.Optimiser.Label == baseline.Label);

        using ThreadTeam team = new(measured[0].Threads);
        Session<T>[] sessions = [.. measured.Select(configuration => new Session<T>(configuration, dataset, team))];
        DataParallelSteps<T>[] steps = [.. sessions.Select(session => new DataParallelSteps<T>(session.Model, session.Optimiser, team, BatchOf(session)))];
        double[][] seconds = new double[Rounds][];
        for (int index = 0; index < sessions.Length; index++) Time(sessions[index], steps[index], 0, cancellation);
        for (int round = 0; round < Rounds; round++)
            seconds[round] = [.. sessions.Select((session, index) => Time(session, steps[index], round, cancellation))];
        return
        [
            .. Enumerable.Range(measured.Length - configurations.Count, configurations.Count).Select(index => new StepCost(
                measured[index].Optimiser.Label,
                Median(seconds.Select(row => row[index] / row[first])),
                Median(seconds.Select(row => row[index])))),
        ];
    }

    private static int BatchOf<T>(Session<T> session)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Math.Min(session.Configuration.Batch, session.Data.Training.Count);

    private static double Time<T>(Session<T> session, DataParallelSteps<T> steps, int round, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int batch = BatchOf(session), batches = session.Data.Training.Count / batch;
        int[] order = new int[session.Data.Training.Count];
        RandomStream random = RandomStream.FromSeed(session.Configuration.Seed).Split("cost");
        RandomSequence shuffle = random.Split(round).From();
        shuffle.FillPermutation(order);
        double rate = session.Configuration.ToTrainingOptions().LearningRate;
        long start = Stopwatch.GetTimestamp();
        for (int step = 0; step < StepsPerRound; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            long index = FirstStep + ((long)round * StepsPerRound) + step;
            steps.Take(session.Data.Training, order.AsMemory(step % batches * batch, batch), index, rate, random.Split(index));
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds / StepsPerRound;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
