using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Labels;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Optimisation.FirstOrder;
using Neuromanifold.Optimisation.NaturalGradient;
using Neuromanifold.Optimisation.NaturalGradient.EigenCorrected;
using Neuromanifold.Optimisation.NaturalGradient.Exact;

namespace Neuromanifold.Optimisation.Tests.NaturalGradient;

/// <summary>
/// Two networks that compute the same function in different parameters take a step each, and the functions are compared again. An
/// affine change of parameters costs the exact natural gradient nothing; any other O(γ²) a step. Block metrics keep what their
/// blocks allow. Sources: [MartensGrosse15], §10; [Martens20], §12.
/// </summary>
public sealed class InvarianceTests
{
    private const double Rate = 0.02;

    /// <summary>Which metric sees through which change of parametrisation, as theory has it. "False" is a difference of the order of the step itself.</summary>
    public static TheoryData<string, bool, bool, bool> Invariances => new()
    {
        // An affine map of the inputs mixes columns of W with the bias; one of the activations scales and shifts them, and scales
        // rows of the layer before; between tanh and sigmoid it is the same map for all units.
        { "exact", true, true, true },
        { "kfac", true, true, true },
        { "unitwise", true, true, true },

        // Orthogonal eigenbases and diagonals are of one coordinate system.
        { "ekfac", false, false, false },
        { "fisher-diagonal", false, false, false },
        { "sgd", false, false, false },
    };

    [Theory, MemberData(nameof(Invariances))]
    public void Steps_see_through_affine_changes_of_parameters_as_their_metric_does(string name, bool inputs, bool activations, bool sigmoid)
    {
        for (int seed = 0; seed < 4; seed++)
        {
            Verify(name, seed, TwinNetwork.AffineInputs, inputs);
            Verify(name, seed, TwinNetwork.AffineActivations, activations);
            Verify(name, seed, TwinNetwork.Sigmoid, sigmoid);
        }
    }

    /// <summary>A linear map as one matrix and as a product of two: no affine change of parameters leads from one to the other.</summary>
    [Theory]
    [InlineData("exact", 2)]
    [InlineData("geodesic", 3)]
    [InlineData("kfac", 1)]
    [InlineData("unitwise", 1)]
    [InlineData("sgd", 1)]
    public void Under_a_bent_change_of_parameters_steps_differ_by_the_order_that_theory_gives(string name, int order)
    {
        for (int seed = 0; seed < 3; seed++)
        {
            double wide = Difference(name, seed, TwinNetwork.Factored, 0.02).Difference, narrow = Difference(name, seed, TwinNetwork.Factored, 0.01).Difference;
            Assert.InRange(wide / narrow, 0.85 * Math.Pow(2, order), 1.15 * Math.Pow(2, order));
        }
    }

    /// <summary>A path of a fixed length in ever more steps: what O(γ²) a step adds up to is O(γ).</summary>
    [Fact]
    public void Exact_paths_through_function_space_come_together_as_steps_shrink()
    {
        double coarse = Difference("exact", 1, TwinNetwork.Factored, 0.05, steps: 4).Difference, fine = Difference("exact", 1, TwinNetwork.Factored, 0.025, steps: 8).Difference;
        Assert.InRange(coarse / fine, 1.7, 2.3);
    }

    private static void Verify(string name, int seed, Func<Model<double>, MemoryExamples, int, (Model<double> Model, MemoryExamples Examples)> change, bool invariant)
    {
        (double difference, double length) = Difference(name, seed, change, Rate, steps: 3);
        if (invariant) Assert.InRange(difference / length, 0, 1e-5);

        // With squared error a last layer is a Kronecker product exactly, and so has invariances that its metric does not give.
        else if (seed % 2 == 1) Assert.InRange(difference / length, 1e-3, double.PositiveInfinity);
    }

    // Largest difference between the functions after some steps, and the largest change of the first.
    private static (double Difference, double Length) Difference(
        string name, int seed, Func<Model<double>, MemoryExamples, int, (Model<double> Model, MemoryExamples Examples)> change, double rate, int steps = 1)
    {
        Likelihood likelihood = seed % 2 == 0 ? Likelihood.Normal(2) : Likelihood.Bernoulli(2);
        bool isLinear = change == TwinNetwork.Factored;
        Model<double> model = Chain.Build<double>(likelihood, isLinear ? [2, 2] : [2, 2, 2], seed);
        MemoryExamples examples = MemoryExamples.Draw(likelihood, 24, 2, RandomStream.FromSeed(seed).Split("data"));
        (Model<double> twin, MemoryExamples seen) = change(model, examples, seed);
        double[] before = FullBatch.Outputs(model, examples);
        Close.Assert(before, FullBatch.Outputs(twin, seen), 1e-9, "the twins compute the same function");
        Optimiser<double> first = Create(name, model.Network), second = Create(name, twin.Network);
        for (int step = 0; step < steps; step++)
        {
            FullBatch.Step(model, examples, first, rate, index: step);
            FullBatch.Step(twin, seen, second, rate, index: step);
        }

        double[] after = FullBatch.Outputs(model, examples);
        return (Largest(after, FullBatch.Outputs(twin, seen)), Largest(after, before));
    }

    private static double Largest(double[] left, double[] right) => left.Zip(right, (a, b) => Math.Abs(a - b)).Max();

    private static Optimiser<double> Create(string name, Network network) => name switch
    {
        "exact" => new ExactNaturalGradient<double>(network, Bare(new ExactOptions { PseudoInverse = true }, 0), 1),
        "geodesic" => new ExactNaturalGradient<double>(network, Bare(new ExactOptions { PseudoInverse = true, FollowsGeodesics = true }, 0), 1),
        "kfac" => new KroneckerFactoredNaturalGradient<double>(network, Bare(new KroneckerFactoredOptions(), 1e-20), 1),
        "unitwise" => new UnitWiseNaturalGradient<double>(network, Bare(new UnitWiseOptions(), 1e-12), 1),
        "ekfac" => new EigenCorrectedNaturalGradient<double>(network, Bare(new EigenCorrectedOptions(), 1e-12), 1),
        "fisher-diagonal" => new DiagonalNaturalGradient<double>(network, Bare(new DiagonalOptions(), 1e-12), 1),
        _ => new GradientDescent<double>(network.Parameters.Length),
    };

    // Damping is of one coordinate system, so there is next to none.
    private static TOptions Bare<TOptions>(TOptions options, double damping)
        where TOptions : NaturalGradientOptions => (TOptions)(options with
        {
            Damping = damping, WeightDecay = 0, Momentum = 0, Decay = 0, StatisticsPeriod = 1, InversePeriod = 1, Labels = LabelRule.Expected, DivergenceLimit = double.PositiveInfinity,
        });
}
