using System.Diagnostics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Claims.Measurements;

/// <summary>Training by shuffled steps over a data set in memory, with a clock.</summary>
internal sealed class TrainingRate : IDisposable
{
    private readonly ThreadTeam _team;
    private readonly Session<float> _session;
    private readonly DataParallelSteps<float> _steps;
    private readonly RandomStream _random;
    private readonly double _learningRate;
    private readonly int[] _order;
    private long _index;

    public TrainingRate(RunConfiguration configuration, Dataset dataset)
    {
        _team = new ThreadTeam(configuration.Threads);
        _session = new Session<float>(configuration, dataset, _team);
        _steps = new DataParallelSteps<float>(_session.Model, _session.Optimiser, _team, configuration.Batch);
        _random = RandomStream.FromSeed(configuration.Seed);
        _learningRate = configuration.ToTrainingOptions().LearningRate;
        _order = new int[dataset.Training.Count];
        Shuffle();
    }

    /// <summary>Samples a second over whole epochs, as many as fill the time.</summary>
    public double Measure(TimeSpan least)
    {
        long start = Stopwatch.GetTimestamp(), samples = 0;
        do samples += TakeEpoch();
        while (Stopwatch.GetElapsedTime(start) < least);
        return samples / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Takes steps within one epoch.</summary>
    public void Take(int count)
    {
        int batch = _session.Configuration.Batch;
        for (int step = 0; step < count; step++)
        {
            _steps.Take(_session.Data.Training, _order.AsMemory(step * batch, batch), _index, _learningRate, _random.Split(_index));
            _index++;
        }
    }

    public void Dispose() => _team.Dispose();

    private long TakeEpoch()
    {
        int steps = _order.Length / _session.Configuration.Batch;
        Shuffle();
        Take(steps);
        return (long)steps * _session.Configuration.Batch;
    }

    private void Shuffle()
    {
        RandomSequence shuffle = _random.Split("shuffle").Split(_index).From();
        shuffle.FillPermutation(_order);
    }
}
