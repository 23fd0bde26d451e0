using System.Diagnostics;
using Neuromanifold.Optimisation;

namespace Neuromanifold.Studies.Optimisers;

/// <summary>Training by the clock: steps over shuffled batches, of which alone the seconds count, with looks in between.</summary>
/// <param name="model">What is trained.</param>
/// <param name="optimiser">By which rule.</param>
/// <param name="team">By whom.</param>
/// <param name="batch">Examples a step.</param>
/// <param name="rate">The learning rate.</param>
internal sealed class TimedTraining(Model<float> model, Optimiser<float> optimiser, ThreadTeam team, int batch, double rate)
{
    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>Seconds they took.</summary>
    public double Seconds { get; private set; }

    /// <summary>Trains until a look or a limit says that it is enough; whether no loss or direction was undefined before.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="seed">The root of the order of examples.</param>
    /// <param name="maximumSeconds">The limit in seconds.</param>
    /// <param name="maximumSteps">The limit in steps.</param>
    /// <param name="isDue">Whether to look after so many steps.</param>
    /// <param name="look">Looks; true if that is enough.</param>
    /// <param name="cancellation">Stops it.</param>
    public bool Run(IExamples examples, long seed, double maximumSeconds, long maximumSteps, Func<long, bool> isDue, Func<bool> look, CancellationToken cancellation)
    {
        int size = Math.Min(batch, examples.Count), perEpoch = examples.Count / size;
        DataParallelSteps<float> steps = new(model, optimiser, team, size);
        RandomStream randomness = RandomStream.FromSeed(seed), noise = randomness.Split("noise");
        int[] order = new int[examples.Count];
        while (Steps < maximumSteps && Seconds < maximumSeconds)
        {
            cancellation.ThrowIfCancellationRequested();
            int place = (int)(Steps % perEpoch);
            if (place == 0) randomness.Split("shuffle").Split(Steps / perEpoch).From().FillPermutation(order);
            long start = Stopwatch.GetTimestamp();
            double loss;
            try
            {
                loss = steps.Take(examples, order.AsMemory(place * size, size), Steps, rate, noise.Split(Steps)).NegativeLogLikelihood;
            }
            catch (NumericalException)
            {
                return false;
            }

            Seconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (!double.IsFinite(loss)) return false;
            Steps++;
            if (isDue(Steps) && look()) return true;
        }

        return true;
    }
}
