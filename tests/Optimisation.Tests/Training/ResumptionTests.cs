using Neuromanifold.Data.Datasets;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Optimisation.Catalogue;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.Tests.Training;

/// <summary>A run cut off at any checkpoint and taken up by new objects ends with the bits of the run that was not.</summary>
public sealed class ResumptionTests
{
    private static readonly Likelihood Family = Likelihood.Categorical(3);

    private static readonly TrainingOptions Options = new()
    {
        BatchSize = 5, Epochs = 2, LearningRate = 0.02, Schedule = new LearningRateSchedule.Cosine(), Seed = 3, CheckpointPeriod = 1,
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (OptimiserKind kind in OptimiserKinds.All) cases.Add(kind.Name, "");
            foreach (string labels in (ReadOnlySpan<string>)["sampled", "exact", "data"])
                cases.Add("kfac", $"statistics-every=2 inverse-every=3 adapt-damping=yes labels={labels}");
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Every_checkpoint_leads_to_the_same_end(string name, string settings)
    {
        (Model<double> model, Optimiser<double> optimiser) = Fresh(name, settings);
        Witness whole = new(model, optimiser);
        TrainingPosition end = Train(model, optimiser, new TrainingPosition(), whole);
        Assert.Equal(9, whole.Checkpoints.Count);
        foreach ((TrainingPosition position, double[][] values) in whole.Checkpoints)
        {
            (Model<double> again, Optimiser<double> fresh) = Fresh(name, settings);
            again.Parameters.Span.Fill(double.NaN);
            foreach ((Memory<double> tensor, double[] kept) in Witness.Tensors(again, fresh).Zip(values)) kept.CopyTo(tensor);
            TrainingPosition resumedEnd = Train(again, fresh, position, new Witness(again, fresh));
            Assert.All(Witness.Tensors(model, optimiser).Zip(Witness.Tensors(again, fresh)), pair => Assert.Equal(pair.First.ToArray(), pair.Second.ToArray()));
            Assert.Equal(
                end.Records.Select(record => (record.Epoch, record.TrainLoss, record.Test, record.Validation)),
                resumedEnd.Records.Select(record => (record.Epoch, record.TrainLoss, record.Test, record.Validation)));
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void State_has_one_vector_a_name(string name, string settings)
    {
        Optimiser<double> optimiser = Fresh(name, settings).Optimiser;
        Assert.Equal(optimiser.State.Count, optimiser.State.Select(state => state.Name).Distinct(StringComparer.Ordinal).Count());
    }

    private static (Model<double> Model, Optimiser<double> Optimiser) Fresh(string name, string settings)
    {
        Model<double> model = Chain.Build<double>(Family, [3, 6, 5, 3], 2, normalisation: NormalisationPlace.After, dropout: 0.3);
        OptimiserKind kind = OptimiserKinds.Find(name)!;
        Dictionary<string, string> given = settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return (model, kind.Create<double>(model.Network, new OptimiserSettings(kind, given), 2));
    }

    private static TrainingPosition Train(Model<double> model, Optimiser<double> optimiser, TrainingPosition position, Witness witness)
    {
        MemoryExamples training = MemoryExamples.Draw(Family, 17, 3, RandomStream.FromSeed(1)), test = MemoryExamples.Draw(Family, 9, 3, RandomStream.FromSeed(2));
        using ThreadTeam team = new(2);
        return new Trainer<double>(model, optimiser, team, new TrainingData(training, test, test), Options).Train(position, witness);
    }
}
