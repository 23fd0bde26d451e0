using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Posteriors;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Fisher.Tests.Posteriors;

/// <summary>The marginal likelihood of logistic regression with a weight and a bias, against the integral it approximates.</summary>
public sealed class EvidenceTests
{
    private const int Examples = 300;

    private static (Problem Problem, Observations Data) Draw(int seed)
    {
        Problem problem = Problem.Chain(Likelihood.Bernoulli(1), new Activation(ActivationFunctions.Identity), 1, [], Examples, seed);
        Observations data = new(problem.Model.Likelihood, problem.Inputs, seed);

        // Outcomes that depend on the inputs: without that the best prior allows no weight at all.
        RandomSequence random = RandomStream.FromSeed(seed).Split("labels").From();
        for (int i = 0; i < Examples; i++) data.Outcomes[i][0] = random.NextUniform() < 1 / (1 + Math.Exp(-((1.2 * data.Inputs[i][0]) + 0.5))) ? 1 : 0;
        return (problem, data);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void At_the_mode_of_each_prior_it_is_the_integral_over_all_parameters(int seed)
    {
        (Problem problem, Observations data) = Draw(seed);
        foreach (double precision in new[] { 0.01, 0.3, 5, 80 })
        {
            (double a, double b) = MoveToMode(problem, data, precision);
            double evidence = Laplace.Fit(problem, data, new LaplaceOptions { Structure = LaplaceStructure.Full, PriorPrecision = precision }).LogMarginalLikelihood;

            // What Laplace's approximation leaves out is of the order of the parameters over the examples.
            Assert.Equal(LogIntegral(data, precision, a, b), evidence, 3.0 / Examples);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_best_prior_found_in_turn_with_the_mode_is_that_of_the_greatest_integral(int seed)
    {
        (Problem problem, Observations data) = Draw(seed);
        double precision = 1;
        for (int turn = 0; turn < 200; turn++)
        {
            MoveToMode(problem, data, precision);
            precision = Laplace.Fit(problem, data, new LaplaceOptions { Structure = LaplaceStructure.Full, PriorPrecision = precision }).WithBestPrecision().PriorPrecision;
        }

        double Integral(double logarithm)
        {
            (double a, double b) = MoveToMode(problem, data, Math.Exp(logarithm));
            return LogIntegral(data, Math.Exp(logarithm), a, b);
        }

        double best = Math.Log(precision), found = Integral(best);
        Assert.True(found > Integral(best - 0.7) && found > Integral(best + 0.7), $"The greatest integral is not near a precision of {precision}.");
    }

    [Fact]
    public void Values_that_no_data_determine_widen_the_best_prior_by_as_much_as_they_add_to_the_squared_norm()
    {
        const int Width = 40, Few = 10;
        Problem problem = Problem.Chain(Likelihood.Normal(1), new Activation(ActivationFunctions.Identity), Width, [], Few, seed: 5, hasBias: false);
        foreach (double[] input in problem.Inputs) Array.Clear(input, Width / 2, Width / 2);
        Observations data = new(problem.Model.Likelihood, problem.Inputs, 5);
        LaplaceOptions options = new() { Structure = LaplaceStructure.Full };
        LaplacePosterior<double> random = Laplace.Fit(problem, data, options).WithBestPrecision();
        double all = SquaredNorm(problem);

        // The second half of the inputs is zero: what their weights are, the data cannot say.
        problem.Model.Parameters.Span[(Width / 2)..].Clear();
        LaplacePosterior<double> cleared = Laplace.Fit(problem, data, options).WithBestPrecision();
        Assert.Equal(random.EffectiveParameters / all, random.PriorPrecision, 1e-9);
        Assert.Equal(cleared.EffectiveParameters / SquaredNorm(problem), cleared.PriorPrecision, 1e-9);
        Assert.Equal(all / SquaredNorm(problem), cleared.PriorPrecision / random.PriorPrecision, 0.3 * all / SquaredNorm(problem));
    }

    private static double SquaredNorm(Problem problem) => problem.Model.Parameters.ToArray().Sum(value => value * value);

    // Newton's method; the objective is convex.
    private static (double Weight, double Bias) MoveToMode(Problem problem, Observations data, double precision)
    {
        double a = 0, b = 0;
        for (int step = 0; step < 50; step++)
        {
            double ga = precision * a, gb = precision * b, haa = precision, hab = 0, hbb = precision;
            for (int i = 0; i < Examples; i++)
            {
                double x = data.Inputs[i][0], p = 1 / (1 + Math.Exp(-((a * x) + b))), error = p - data.Outcomes[i][0], variance = p * (1 - p);
                ga += error * x;
                gb += error;
                haa += variance * x * x;
                hab += variance * x;
                hbb += variance;
            }

            double determinant = (haa * hbb) - (hab * hab);
            a -= ((hbb * ga) - (hab * gb)) / determinant;
            b -= ((haa * gb) - (hab * ga)) / determinant;
        }

        problem.Model.Parameters.Span[0] = a;
        problem.Model.Parameters.Span[1] = b;
        return (a, b);
    }

    // ln ∫ p(D|a, b) N(a, b; 0, I/δ) by the trapezoidal rule about the mode; the integrand and all its derivatives vanish at the ends.
    private static double LogIntegral(Observations data, double precision, double weight, double bias)
    {
        const int Points = 60;
        double half = 10 / Math.Sqrt(precision + (0.1 * Examples)), step = 2 * half / Points, top = LogJoint(data, precision, weight, bias), sum = 0;
        for (int i = 0; i <= Points; i++)
        {
            for (int j = 0; j <= Points; j++)
                sum += Math.Exp(LogJoint(data, precision, weight - half + (i * step), bias - half + (j * step)) - top);
        }

        return top + Math.Log(sum * step * step);
    }

    private static double LogJoint(Observations data, double precision, double weight, double bias)
    {
        double sum = Math.Log(precision / (2 * Math.PI)) - (0.5 * precision * ((weight * weight) + (bias * bias)));
        for (int i = 0; i < Examples; i++)
        {
            double natural = (weight * data.Inputs[i][0]) + bias;
            sum += (data.Outcomes[i][0] * natural) - Math.Max(natural, 0) - Math.Log(1 + Math.Exp(-Math.Abs(natural)));
        }

        return sum;
    }
}
