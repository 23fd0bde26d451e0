using Neuromanifold.Fisher.Labels;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Optimisation.NaturalGradient;
using Neuromanifold.Optimisation.NaturalGradient.EigenCorrected;
using Neuromanifold.Optimisation.NaturalGradient.Exact;
using Neuromanifold.References.LinearAlgebra;

namespace Neuromanifold.Optimisation.Tests.NaturalGradient;

/// <summary>Directions of every natural gradient against the solution of a dense system that its definition gives.</summary>
public sealed class DirectionTests
{
    private const double Rate = 0.3, Lambda = 0.07, Decay = 0.2;

    public static TheoryData<string> Names => ["dense", "conjugate gradients", "unit-wise", "diagonal", "eigen-corrected"];

    /// <summary>For one example E-K-FAC's blocks are exact, so all kinds are a mask on the exact matrix.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Directions_solve_the_system_of_the_exact_matrix_where_it_is_kept(string name)
    {
        Likelihood[] families = [Likelihood.Categorical(3), Likelihood.Normal(2, 0.5), Likelihood.Bernoulli(2), Likelihood.Poisson(2)];
        for (int seed = 0; seed < 8; seed++)
        {
            Likelihood likelihood = families[seed % families.Length];
            Model<double> model = Chain.Build<double>(likelihood, [3, 4, likelihood.Dimension], seed);
            MemoryExamples examples = MemoryExamples.Draw(likelihood, name == "eigen-corrected" ? 1 : 9, 3, RandomStream.FromSeed(seed).Split("data"));
            double[] gradient = FullBatch.Gradient(model, examples), θ = model.Parameters.ToArray();
            double[,] system = FullBatch.Fisher(model, examples), right = new double[gradient.Length, 1];
            for (int i = 0; i < gradient.Length; i++)
            {
                for (int j = 0; j < gradient.Length; j++) system[i, j] = Keeps(name, model.Network, i, j) ? system[i, j] : 0;
                system[i, i] += Lambda + Decay;
                right[i, 0] = gradient[i] + (Decay * θ[i]);
            }

            double[,] solution = Dense.Solve(system, right);
            double[] expected = [.. Enumerable.Range(0, gradient.Length).Select(i => -Rate * solution[i, 0])];
            int members = 1 + (seed % 3);
            Close.Assert(expected, FullBatch.Step(model, examples, Create(name, model.Network, members), Rate, members), 1e-8, $"seed {seed}");
        }
    }

    /// <summary>
    /// E-K-FAC from its own state: the moments of fresh gradients in the new basis beside the diagonal, in that basis, of the
    /// matrix that the old moments made in the old one.
    /// </summary>
    [Fact]
    public void Moments_are_carried_into_a_turned_basis_and_averaged_with_fresh_ones()
    {
        for (int seed = 0; seed < 4; seed++)
        {
            Likelihood likelihood = Likelihood.Bernoulli(2);
            Model<double> model = Chain.Build<double>(likelihood, [3, 2], seed);
            EigenCorrectedOptions options = new() { Damping = Lambda, Labels = LabelRule.Expected, StatisticsPeriod = 1, InversePeriod = 2, Decay = 0.6 };
            EigenCorrectedNaturalGradient<double> optimiser = new(model.Network, options, 1);
            double[] State(string state) => optimiser.State.Single(values => values.Name == $"fc1.{state}").Values.ToArray();
            double[,] before = new double[8, 8];
            for (int step = 0; step < 5; step++)
            {
                // Each batch is another one, so that the basis turns.
                MemoryExamples examples = MemoryExamples.Draw(likelihood, 5, 3, RandomStream.FromSeed(seed).Split(step));
                double[,] fresh = FullBatch.Fisher(model, examples), past = before;
                FullBatch.Step(model, examples, optimiser, 0.3, index: step);
                double[,] basis = Dense.Kronecker(Square(State("output_basis")), Square(State("input_basis")));
                double[,] old = Dense.Multiply(Dense.Multiply(basis, past), Dense.Transpose(basis)), now = Dense.Multiply(Dense.Multiply(basis, Interleaved(fresh)), Dense.Transpose(basis));
                double[] moments = State("moments");
                double keep = Math.Min(step / (step + 1.0), 0.6);
                for (int i = 0; i < 8; i++) Close.Assert((keep * old[i, i]) + ((1 - keep) * now[i, i]), moments[i], 1e-10, $"seed {seed}, step {step}, moment {i}");

                double[,] scaled = (double[,])basis.Clone();
                for (int i = 0; i < 8; i++)
                    for (int j = 0; j < 8; j++)
                        scaled[i, j] *= moments[i];
                before = Dense.Multiply(Dense.Transpose(basis), scaled);
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_damping_of_zero_is_refused_where_the_matrix_is_bound_to_be_singular(string name)
    {
        if (name is "dense" or "conjugate gradients") return;
        Network network = Chain.Build<double>(Likelihood.Categorical(2), [2, 2], 1).Network;
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => Create(name, network, 1, damping: 0));
        Assert.Contains("more than 0, because", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new DiagonalNaturalGradient<double>(network, new DiagonalOptions { InversePeriod = 0 }, 1));
    }

    private static Optimiser<double> Create(string name, Network network, int members, double damping = Lambda) => name switch
    {
        "dense" => new ExactNaturalGradient<double>(network, Plain(new ExactOptions { Solver = ExactSolver.Dense }, damping), members),
        "conjugate gradients" => new ExactNaturalGradient<double>(network, Plain(new ExactOptions { Solver = ExactSolver.ConjugateGradients, Tolerance = 1e-12, MostProducts = 200 }, damping), members),
        "unit-wise" => new UnitWiseNaturalGradient<double>(network, Plain(new UnitWiseOptions(), damping), members),
        "diagonal" => new DiagonalNaturalGradient<double>(network, Plain(new DiagonalOptions(), damping), members),
        _ => new EigenCorrectedNaturalGradient<double>(network, Plain(new EigenCorrectedOptions(), damping), members),
    };

    private static TOptions Plain<TOptions>(TOptions options, double damping)
        where TOptions : NaturalGradientOptions => (TOptions)(options with
        {
            Damping = damping, WeightDecay = Decay, Momentum = 0, Labels = LabelRule.Expected, DivergenceLimit = double.PositiveInfinity,
        });

    private static bool Keeps(string name, Network network, int i, int j)
    {
        (int Block, int Unit) first = Place(network, i), second = Place(network, j);
        return name switch
        {
            "unit-wise" => first == second,
            "diagonal" => i == j,
            "eigen-corrected" => first.Block == second.Block,
            _ => true,
        };
    }

    private static (int Block, int Unit) Place(Network network, int parameter)
    {
        for (int index = 0; index < network.Blocks.Length; index++)
        {
            ParameterBlock block = network.Blocks[index];
            int weight = parameter - block.First.Offset, bias = parameter - block.Second!.Offset;
            if (weight >= 0 && weight < block.First.Length) return (index, weight / block.Inputs);
            if (bias >= 0 && bias < block.Second.Length) return (index, bias);
        }

        throw new ArgumentOutOfRangeException(nameof(parameter));
    }

    private static double[,] Square(double[] values)
    {
        int order = (int)Math.Sqrt(values.Length);
        double[,] matrix = new double[order, order];
        for (int i = 0; i < values.Length; i++) matrix[i / order, i % order] = values[i];
        return matrix;
    }

    // A layer of 3 inputs and 2 units: from weights and then biases to a row a unit.
    private static double[,] Interleaved(double[,] fisher)
    {
        static int At(int i) => i % 4 < 3 ? (i / 4 * 3) + (i % 4) : 6 + (i / 4);
        double[,] result = new double[8, 8];
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                result[i, j] = fisher[At(i), At(j)];
        return result;
    }
}
