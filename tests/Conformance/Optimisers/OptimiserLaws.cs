using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation;
using Neuromanifold.Optimisation.Catalogue;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Conformance.Optimisers;

/// <summary>What every optimiser obeys; an optimiser joins by one line of <see cref="OptimiserCases"/>.</summary>
[Collection(nameof(Alone))]
public sealed class OptimiserLaws
{
    private const int Count = 24;

    public static TheoryData<string> Names => [.. OptimiserCases.ByName.Keys];

    [Fact]
    public void Every_optimiser_on_offer_is_under_the_laws() =>
        Assert.All(OptimiserKinds.All, kind => Assert.Contains(OptimiserCases.ByName.Values, tested => tested.Kind == kind.Name));

    /// <summary>Linear and logistic regression on all examples at once; the learning rate falls to zero, as constant steps of some rules never settle.</summary>
    [Theory, MemberData(nameof(Names))]
    public void On_strongly_convex_problems_the_gradient_falls_to_a_thousandth(string name)
    {
        const int total = 400;
        LearningRateSchedule schedule = new LearningRateSchedule.Cosine();
        foreach (Likelihood likelihood in (ReadOnlySpan<Likelihood>)[Likelihood.Normal(2), Likelihood.Bernoulli(2)])
        {
            OptimiserCase tested = OptimiserCases.ByName[name].Undecayed();
            (Model<double> model, Examples examples) = Problem<double>(likelihood, new MultilayerPerceptron([3, 2]));
            using ThreadTeam team = new(1);
            DataParallelSteps<double> steps = new(model, tested.Create<double>(model.Network, 1), team, Count);
            double first = 0;
            for (int step = 0; step < total; step++)
            {
                Take(steps, examples, step, tested.LearningRate * schedule.Factor(step, total));
                double norm = Math.Sqrt(steps.Members[0].Gradient.ToArray().Sum(g => g * g));
                if (step == 0) first = norm;
                if (step == total - 1) Assert.InRange(norm / first, 0, 1e-3);
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void State_and_parameters_are_all_it_takes_to_go_on_with_the_same_bits(string name)
    {
        for (int stop = 0; stop < 10; stop += 3)
        {
            (Model<float> model, Examples examples) = Bending<float>();
            using ThreadTeam team = new(2);
            Optimiser<float> optimiser = OptimiserCases.ByName[name].Create<float>(model.Network, 2);
            DataParallelSteps<float> steps = new(model, optimiser, team, Count);
            for (int step = 0; step < stop; step++) Take(steps, examples, step, 0.01);

            (Model<float> copy, _) = Bending<float>();
            Optimiser<float> fresh = OptimiserCases.ByName[name].Create<float>(copy.Network, 2);
            model.Parameters.CopyTo(copy.Parameters);
            model.Statistics.CopyTo(copy.Statistics);
            Assert.Equal(optimiser.State.Select(state => (state.Name, state.Values.Length)), fresh.State.Select(state => (state.Name, state.Values.Length)));
            foreach ((OptimiserState<float> from, OptimiserState<float> to) in optimiser.State.Zip(fresh.State)) from.Values.CopyTo(to.Values);
            DataParallelSteps<float> resumed = new(copy, fresh, team, Count);
            for (int step = stop; step < stop + 7; step++)
            {
                Take(steps, examples, step, 0.01);
                Take(resumed, examples, step, 0.01);
                Assert.Equal(model.Parameters.ToArray(), copy.Parameters.ToArray());
            }
        }
    }

    /// <summary>Sums over members in another order differ by rounding, 1e-16 of what is summed; ten steps with square roots and inverses may enlarge that a million times.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Teams_of_one_size_give_the_same_bits_and_of_another_the_same_numbers_to_rounding(string name)
    {
        double[] alone = Follow(name, members: 1);
        Assert.Equal(alone, Follow(name, members: 1));
        for (int members = 2; members <= 3; members++)
        {
            double[] shared = Follow(name, members);
            Assert.Equal(shared, Follow(name, members));
            for (int i = 0; i < alone.Length; i++) Assert.Equal(alone[i], shared[i], 1e-10 * Math.Max(1, Math.Abs(alone[i])));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_learning_rate_of_zero_moves_nothing(string name)
    {
        (Model<float> model, Examples examples) = Bending<float>();
        float[] before = model.Parameters.ToArray();
        using ThreadTeam team = new(2);
        DataParallelSteps<float> steps = new(model, OptimiserCases.ByName[name].Create<float>(model.Network, 2), team, Count);
        for (int step = 0; step < 3; step++) Take(steps, examples, step, 0);
        Assert.Equal(before, model.Parameters.ToArray());
    }

    /// <summary>Whole steps, with dropout, normalisation and every refresh of curvature. Of several counts the least stands, for the runtime may allocate beside.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Steps_allocate_nothing(string name)
    {
        foreach (Likelihood likelihood in (ReadOnlySpan<Likelihood>)[Likelihood.Categorical(4), Likelihood.Normal(2), Likelihood.Poisson(2)])
        {
            for (int members = 1; members <= 2; members++)
            {
                (Model<float> model, Examples examples) = Problem<float>(likelihood, Chain(likelihood));
                using ThreadTeam team = new(members);
                DataParallelSteps<float> steps = new(model, OptimiserCases.ByName[name].Create<float>(model.Network, members), team, Count);
                int[] batch = [.. Enumerable.Range(0, Count)];
                long index = 0, least = long.MaxValue;
                RandomStream noise = RandomStream.FromSeed(1);
                Advance(3);
                for (int attempt = 0; attempt < 5 && least > 0; attempt++)
                {
                    // Steps 0, 1, 2 and every hundredth refresh whatever the period; restarting the count meets them again.
                    index = 0;
                    long before = GC.GetTotalAllocatedBytes(precise: true);
                    Advance(12);
                    least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
                }

                Assert.True(least == 0, $"{likelihood.Name}, {members} members: {least} bytes in 12 steps");

                void Advance(int count)
                {
                    for (int step = 0; step < count; step++, index++) steps.Take(examples, batch, index, 1e-3, noise.Split(index));
                }
            }
        }
    }

    private static double[] Follow(string name, int members)
    {
        (Model<double> model, Examples examples) = Bending<double>();
        using ThreadTeam team = new(members);
        DataParallelSteps<double> steps = new(model, OptimiserCases.ByName[name].Create<double>(model.Network, members), team, Count);
        for (int step = 0; step < 10; step++) Take(steps, examples, step, 0.01);
        return model.Parameters.ToArray();
    }

    private static void Take<T>(DataParallelSteps<T> steps, Examples examples, int step, double learningRate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        steps.Take(examples, Enumerable.Range(0, Count).ToArray(), step, learningRate, RandomStream.FromSeed(4).Split(step));

    private static (Model<T> Model, Examples Examples) Bending<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Problem<T>(Likelihood.Categorical(3), Chain(Likelihood.Categorical(3)));

    private static MultilayerPerceptron Chain(Likelihood likelihood) => new([3, 17, 6, likelihood.Dimension])
    {
        Activation = ActivationFunctions.HyperbolicTangent, Normalisation = NormalisationPlace.After, Dropout = 0.3,
    };

    private static (Model<T> Model, Examples Examples) Problem<T>(Likelihood likelihood, MultilayerPerceptron chain)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Model<T> model = Model<T>.Initialise(chain.Build(new Shape(3)), likelihood, WeightInitialisation.LeCun, RandomStream.FromSeed(2));
        RandomSequence random = RandomStream.FromSeed(3).From();
        double[] inputs = new double[3 * Count], outcomes = new double[likelihood.OutcomeWidth * Count], natural = new double[likelihood.Dimension];
        random.FillNormal<double>(inputs);
        for (int i = 0; i < Count; i++)
        {
            // Natural parameters that follow the inputs closely enough to be learnt and not so closely that classes part.
            for (int a = 0; a < natural.Length; a++) natural[a] = inputs[(3 * i) + (a % 3)] - (0.5 * inputs[(3 * i) + ((a + 1) % 3)]);
            likelihood.Sample(natural, ref random, outcomes.AsSpan(i * likelihood.OutcomeWidth, likelihood.OutcomeWidth));
        }

        return (model, new Examples(new NumberTable<double>(inputs, 3), new Shape(3), new NumberTable<double>(outcomes, likelihood.OutcomeWidth)));
    }
}
