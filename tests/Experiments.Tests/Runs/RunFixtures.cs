using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Experiments.Runs.Checkpoints;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Experiments.Tests.Runs;

/// <summary>A small run, every bit of whose state follows from the number of its steps.</summary>
internal static class RunFixtures
{
    public const string Fingerprint = "the data";

    private static readonly Network s_network = new MultilayerPerceptron([6, 4, 3]) { Normalisation = NormalisationPlace.After }.Build(new Shape(6));

    public static JsonTypeInfo<T> Json<T>() => (JsonTypeInfo<T>)JsonSerializerOptions.Default.GetTypeInfo(typeof(T));

    public static Model<T> Model<T>(long steps)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Model<T> model = new(s_network, Likelihood.Categorical(3));
        RandomSequence random = RandomStream.FromSeed(steps).Split("model").From();
        random.FillNormal(model.Parameters.Span);
        random.FillNormal(model.Statistics.Span);
        return model;
    }

    /// <summary>Memory of awkward names and sizes, with values no arithmetic would keep.</summary>
    public static ImmutableArray<OptimiserState<T>> Optimiser<T>(long steps)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ImmutableArray<OptimiserState<T>> states = [new("__metadata__", new T[5]), new("fc1/weight \"é\"\n\\..", new T[7_000]), new("", new T[1]), new("empty", Memory<T>.Empty)];
        RandomSequence random = RandomStream.FromSeed(steps).Split("optimiser").From();
        foreach (OptimiserState<T> state in states) random.FillNormal(state.Values.Span);
        states[0].Values.Span[0] = T.NaN;
        states[0].Values.Span[1] = T.NegativeZero;
        states[0].Values.Span[2] = T.PositiveInfinity;
        states[0].Values.Span[3] = T.Epsilon;
        return states;
    }

    public static TrainingPosition Position(long steps)
    {
        RandomSequence random = RandomStream.FromSeed(steps).Split("position").From();
        int epochs = (int)(steps / 3);
        return new TrainingPosition
        {
            Epoch = epochs,
            StepInEpoch = (int)(steps % 3),
            Steps = steps,
            LossSum = random.NextNormal() / 3,
            EpochSeconds = random.NextUniform(),
            Records = [.. Enumerable.Range(1, epochs).Select(epoch => Record(epoch))],
        };
    }

    public static EpochRecord Record(int epoch)
    {
        RandomSequence random = RandomStream.FromSeed(epoch).Split("record").From();
        EvaluationResult test = epoch % 4 == 0 ? new(double.PositiveInfinity, double.NaN) : new(random.NextUniform(), random.NextUniform());
        return new EpochRecord(epoch, random.NextUniform(), random.NextUniform(), 1e5 * random.NextUniform(), test, epoch % 2 == 0 ? null : new(random.NextUniform(), null));
    }

    public static void Save(CheckpointStore store, long steps) => store.Save(Model<float>(steps), Optimiser<float>(steps), Position(steps), Fingerprint);

    /// <summary>Loads a checkpoint and checks each bit against the number of its steps, which is returned.</summary>
    public static long LoadChecked(CheckpointStore store)
    {
        Model<float> model = Model<float>(-1);
        ImmutableArray<OptimiserState<float>> optimiser = Optimiser<float>(-1);
        TrainingPosition position = store.Load(model, optimiser, Fingerprint);
        Assert.Equal(Model<float>(position.Steps).Parameters.ToArray(), model.Parameters.ToArray());
        Assert.Equal(Model<float>(position.Steps).Statistics.ToArray(), model.Statistics.ToArray());
        foreach ((OptimiserState<float> expected, OptimiserState<float> found) in Optimiser<float>(position.Steps).Zip(optimiser))
            Assert.Equal(Bits(expected), Bits(found));
        AssertSame(Position(position.Steps), position);
        return position.Steps;
    }

    public static void AssertSame(TrainingPosition expected, TrainingPosition found)
    {
        Assert.Equal(expected with { Records = [] }, found with { Records = [] });
        Assert.Equal(expected.Records, found.Records);
    }

    private static uint[] Bits(OptimiserState<float> state) => [.. state.Values.ToArray().Select(BitConverter.SingleToUInt32Bits)];
}
