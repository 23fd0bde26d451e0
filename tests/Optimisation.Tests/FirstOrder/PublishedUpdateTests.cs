using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.FirstOrder;
using Neuromanifold.Optimisation.Training;
using Neuromanifold.References.Optimisers;

namespace Neuromanifold.Optimisation.Tests.FirstOrder;

/// <summary>
/// Every rule against its published form, over 1 to 40 parameters, with and without weight decay. The model is linear with one
/// output, so its parameters are as many as its inputs and a batch of one example has a random gradient, which the twin reads.
/// </summary>
public sealed class PublishedUpdateTests
{
    private const int Steps = 50;

    public static TheoryData<string> Names => ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"];

    [Theory, MemberData(nameof(Names))]
    public void Every_step_in_double_is_the_published_one(string name) => EveryStepIsThePublishedOne<double>(name, 1e-13);

    // Each of the 50 steps rounds a few times at 6e-8; errors do not grow, for the twin takes the same gradients.
    [Theory, MemberData(nameof(Names))]
    public void Every_step_in_single_precision_is_the_published_one_to_rounding(string name) => EveryStepIsThePublishedOne<float>(name, 1e-5);

    [Theory, MemberData(nameof(Names))]
    public void A_team_of_any_size_ends_with_the_same_bits(string name)
    {
        foreach (int parameters in (ReadOnlySpan<int>)[1, 15, 16, 17, 33, 70])
        {
            float[] alone = Follow<float>(name, parameters, 0.01, members: 1, steps: 12, (_, _, _) => { });
            for (int members = 2; members <= 3; members++) Assert.Equal(alone, Follow<float>(name, parameters, 0.01, members, steps: 12, (_, _, _) => { }));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Optimisers_carry_the_names_users_write(string name) => Assert.Equal(name, Create<double>(name, 3, 0).Name);

    private static void EveryStepIsThePublishedOne<T>(string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int parameters = 1; parameters <= 40; parameters++)
        {
            double weightDecay = parameters % 2 == 0 ? 0.05 : 0;
            UpdateTwin twin = Twin(name, parameters, weightDecay);
            double[]? expected = null;
            Follow<T>(name, parameters, weightDecay, members: 1, Steps, (count, before, step) =>
            {
                expected ??= before;
                twin(expected, Chain.ToDouble<T>(step.Gradient), LearningRate(name), count);
                Close.Assert(expected, Chain.ToDouble<T>(step.Model.Parameters.Span), tolerance, $"{name}, {parameters} parameters, step {count}");
            });
        }
    }

    private static T[] Follow<T>(string name, int parameters, double weightDecay, int members, int steps, Action<int, double[], TrainingStep<T>> afterStep)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Likelihood likelihood = Likelihood.Normal(1);
        NetworkBuilder builder = new(new Shape(parameters));
        builder.Add("fc1", new Dense(1, hasBias: false));
        Model<T> model = Model<T>.Initialise(builder.Build(), likelihood, WeightInitialisation.LeCun, RandomStream.FromSeed(parameters));
        MemoryExamples examples = MemoryExamples.Draw(likelihood, steps, parameters, RandomStream.FromSeed(parameters).Split("data"));
        using ThreadTeam team = new(members);
        DataParallelSteps<T> trained = new(model, Create<T>(name, parameters, weightDecay), team, 1);
        for (int step = 0; step < steps; step++)
        {
            double[] before = Chain.ToDouble<T>(model.Parameters.Span);
            trained.Take(examples, new[] { step }, step, LearningRate(name), RandomStream.FromSeed(0));
            afterStep(step + 1, before, trained.Members[0]);
        }

        return model.Parameters.ToArray();
    }

    private static double LearningRate(string name) => name is "sgd" or "momentum" or "nesterov" ? 0.02 : 0.1;

    private static Optimiser<T> Create<T>(string name, int parameters, double weightDecay)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => name switch
        {
            "sgd" => new GradientDescent<T>(parameters, weightDecay),
            "momentum" => new Momentum<T>(parameters, 0.8, weightDecay),
            "nesterov" => new Nesterov<T>(parameters, 0.8, weightDecay),
            "adagrad" => new Adagrad<T>(parameters, 1e-4, weightDecay),
            "rmsprop" => new RootMeanSquarePropagation<T>(parameters, 0.95, 1e-4, weightDecay),
            _ => new Adam<T>(parameters, new AdamOptions { FirstDecay = 0.8, SecondDecay = 0.95, Epsilon = 1e-4, WeightDecay = weightDecay, DecoupledWeightDecay = name == "adamw" }),
        };

    private static UpdateTwin Twin(string name, int parameters, double weightDecay) => name switch
    {
        "sgd" => FirstOrderTwins.GradientDescent(weightDecay),
        "momentum" => FirstOrderTwins.Momentum(parameters, 0.8, weightDecay),
        "nesterov" => FirstOrderTwins.Nesterov(parameters, 0.8, weightDecay),
        "adagrad" => FirstOrderTwins.Adagrad(parameters, 1e-4, weightDecay),
        "rmsprop" => FirstOrderTwins.RootMeanSquarePropagation(parameters, 0.95, 1e-4, weightDecay),
        _ => FirstOrderTwins.Adam(parameters, 0.8, 0.95, 1e-4, weightDecay, decoupled: name == "adamw"),
    };
}
