using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Manifolds.Geometry.Charts;
using Neuromanifold.Manifolds.NaturalGradient;
using Neuromanifold.Manifolds.Tests.Geometry;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.Tests.NaturalGradient;

public sealed class SteepestDescentTests
{
    private static readonly DescentOptions s_one = new(1, Backtracking: false);

    [Fact]
    public void A_step_of_one_in_the_expectation_chart_lands_on_the_maximum_of_the_likelihood()
    {
        RandomSequence random = RandomStream.FromSeed(31).From();
        foreach (GeometryCase one in GeometryCase.All)
        {
            Distribution start = one.Random(ref random), truth = one.Random(ref random);
            MomentFit fit = MomentFit.ToOutcomes(one.Family, truth.Sample(50, RandomStream.FromSeed(31).Split(one.Family.Name)));
            double[] expected = new double[one.Family.Dimension], landed = new double[one.Family.Dimension];
            double[] likeliest = one.Family.MaximumLikelihood(truth.Sample(50, RandomStream.FromSeed(31).Split(one.Family.Name)));
            one.Family.ToMean(likeliest, expected);
            Objective inMean = fit.In((PulledBackManifold)one.Family.Manifold(Chart.Expectation));
            new SteepestDescent(inMean, Steepness.Information, s_one).Step(GeometryCase.Coordinates(start, Chart.Expectation), landed);
            Close.To(expected, landed, 1e-9, start.ToString());
        }
    }

    [Fact]
    public void In_the_natural_chart_it_is_a_step_of_Newton()
    {
        RandomSequence random = RandomStream.FromSeed(32).From();
        foreach (GeometryCase one in GeometryCase.All)
        {
            int d = one.Family.Dimension;
            double[] start = GeometryCase.Coordinates(one.Random(ref random), Chart.Natural), moments = GeometryCase.Coordinates(one.Random(ref random), Chart.Expectation);
            MomentFit fit = new(one.Family, moments);
            double[] next = new double[d], gradient = new double[d], product = new double[d];
            new SteepestDescent(fit, Steepness.Information, s_one).Step(start, next);
            fit.Gradient(start, gradient);
            double[] hessian = Differences.Of(fit.Gradient, start, d, axis => 0.01 * Math.Max(0.1, Math.Abs(start[axis])));
            for (int i = 0; i < d; i++)
            {
                for (int j = 0; j < d; j++) product[i] -= hessian[(i * d) + j] * (next[j] - start[j]);
            }

            Close.To(gradient, product, 1e-6, one.Family.Name);
        }
    }

    [Fact]
    public void Natural_descents_reach_the_maximum_of_the_likelihood_in_every_chart()
    {
        RandomSequence random = RandomStream.FromSeed(33).From();
        foreach (GeometryCase one in GeometryCase.All)
        {
            Distribution start = one.Random(ref random), answer = one.Random(ref random);
            MomentFit fit = new(one.Family, GeometryCase.Coordinates(answer, Chart.Expectation));
            foreach (Chart chart in new[] { Chart.Usual, Chart.Natural, Chart.Expectation })
            {
                Objective objective = chart == Chart.Natural ? fit : fit.In((PulledBackManifold)one.Family.Manifold(chart));
                DescentResult result = new SteepestDescent(objective, Steepness.Information).Run(GeometryCase.Coordinates(start, chart));
                Assert.True(result.End == DescentEnd.Converged && result.Steps < 100, $"{start} → {answer}, {chart}: {result}");
                Close.To(GeometryCase.Coordinates(answer, chart), result.Point.AsSpan(), 1e-6, $"{start} → {answer}, {chart}");
            }
        }
    }

    [Fact]
    public void Plain_descents_reach_it_too_in_more_steps()
    {
        foreach ((string name, double[] start, double[] answer) in new[] { ("normal", new[] { 0, 1.0 }, new[] { 2, 3.0 }), ("gamma", [2, 1], [3, 2]), ("poisson", [2], [5]) })
        {
            ExponentialFamily family = GeometryCase.Named(name);
            Objective objective = new MomentFit(family, GeometryCase.Coordinates(family.At(answer), Chart.Expectation)).In((PulledBackManifold)family.UsualManifold);
            DescentResult plain = new SteepestDescent(objective, Steepness.Coordinates, new DescentOptions(1, 1e-6)).Run(start);
            Assert.Equal(DescentEnd.Converged, plain.End);
            Close.To(answer, plain.Point.AsSpan(), 1e-4, name);
            Assert.True(plain.Steps > 2 * new SteepestDescent(objective, Steepness.Information, new DescentOptions(1, 1e-6)).Run(start).Steps, name);
        }
    }

    // The step is the same to first order: what charts differ by falls with the square of the rate.
    [Fact]
    public void Finite_steps_depend_on_the_chart_to_second_order_alone()
    {
        RandomSequence random = RandomStream.FromSeed(34).From();
        foreach (GeometryCase one in GeometryCase.All)
        {
            Distribution start = one.Random(ref random);
            double[] origin = new double[one.Family.Dimension], usual = start.Coordinates();
            Objective objective = new MomentFit(one.Family, GeometryCase.Coordinates(one.Random(ref random), Chart.Expectation)).In((PulledBackManifold)one.Family.UsualManifold);
            MappedManifold first = GeometryCase.RandomChart(one.Family.UsualManifold, usual, ref random), second = GeometryCase.RandomChart(one.Family.UsualManifold, usual, ref random);
            double unit = 1 / new SteepestDescent(objective, Steepness.Information).Direction(usual, new double[origin.Length]);
            double[] apart = [.. new[] { 0.02, 0.01, 0.005 }.Select(length => Apart(Steepness.Information, length * unit))];
            Assert.InRange(apart[0] / apart[1], 3.2, 5);
            Assert.InRange(apart[1] / apart[2], 3.5, 4.5);

            // The plain gradient's steps differ to first order already.
            if (one.Family.Dimension > 1) Assert.InRange(Apart(Steepness.Coordinates, 0.01 * unit) / Apart(Steepness.Coordinates, 0.005 * unit), 1.6, 2.6);

            double Apart(Steepness steepness, double rate)
            {
                double[] image = Stepped(first, steepness, rate), other = Stepped(second, steepness, rate);
                return objective.Manifold.Length(usual, [.. image.Select((value, place) => value - other[place])]);
            }

            double[] Stepped(MappedManifold chart, Steepness steepness, double rate)
            {
                double[] next = new double[origin.Length], image = new double[origin.Length];
                new SteepestDescent(objective.In(chart), steepness, new DescentOptions(rate, Backtracking: false)).Step(origin, next);
                chart.ToAmbient(next, image);
                return image;
            }
        }
    }

    [Fact]
    public void The_flow_does_not_depend_on_the_chart()
    {
        GeometryCase gamma = GeometryCase.All.Single(one => one.Family.Name == "gamma");
        MomentFit fit = new(gamma.Family, GeometryCase.Coordinates(gamma.Family.At(3, 2), Chart.Expectation));
        Distribution start = gamma.Family.At(1, 0.5);
        double[] natural = Flow(fit, GeometryCase.Coordinates(start, Chart.Natural)), usual = Flow(fit.In((PulledBackManifold)gamma.Family.UsualManifold), start.Coordinates());
        double[] mean = Flow(fit.In((PulledBackManifold)gamma.Family.Manifold(Chart.Expectation)), GeometryCase.Coordinates(start, Chart.Expectation)), parameters = new double[2];
        gamma.Family.FromNatural(natural, parameters);
        Close.To(usual, parameters, 1e-11, "natural and usual");
        gamma.Family.FromMean(mean, parameters);
        Close.To(usual, parameters, 1e-11, "expectation and usual");

        // In η the flow of a moment fit is η̂ + (η₀ − η̂) e⁻ᵗ.
        double[] from = GeometryCase.Coordinates(start, Chart.Expectation), to = GeometryCase.Coordinates(gamma.Family.At(3, 2), Chart.Expectation);
        Close.To([.. to.Select((value, place) => value + ((from[place] - value) * Math.Exp(-1.5)))], mean, 1e-12, "closed form");

        static double[] Flow(Objective objective, double[] from)
        {
            SteepestDescent descent = new(objective, Steepness.Information);
            Numerics.DifferentialEquations.DormandPrince solution = new((_, point, rate) => descent.Direction(point, rate), (_, scale) => scale.Fill(1), 0, from);
            solution.Advance(1.5);
            return solution.State.ToArray();
        }
    }

    [Fact]
    public void Mirror_descent_is_the_natural_gradient_in_the_dual_chart()
    {
        RandomSequence random = RandomStream.FromSeed(35).From();
        foreach (GeometryCase one in GeometryCase.All)
        {
            Distribution start = one.Random(ref random);
            int d = one.Family.Dimension;
            double[] weights = GeometryCase.Vector(d, ref random), mirrored = new double[d], natural = new double[d], parameters = new double[one.Family.ParameterLength], back = new double[d];
            double[] θ = GeometryCase.Coordinates(start, Chart.Natural);
            foreach (Objective objective in new Objective[] { new MomentFit(one.Family, GeometryCase.Coordinates(one.Random(ref random), Chart.Expectation)), new FieldObjective(one.Family.Manifold(Chart.Natural), Wave) })
            {
                PulledBackManifold mean = (PulledBackManifold)one.Family.Manifold(Chart.Expectation);
                new MirrorDescent(objective, 0.05).Step(θ, mirrored);
                new SteepestDescent(objective.In(mean), Steepness.Information, new DescentOptions(0.05)).Step(GeometryCase.Coordinates(start, Chart.Expectation), natural);
                one.Family.FromMean(natural, parameters);
                one.Family.ToNatural(parameters, back);
                Close.To(back, mirrored, 1e-9, $"{start}, {objective.GetType().Name}");
            }

            Jet Wave(ReadOnlySpan<Jet> point)
            {
                Jet sum = 0;
                for (int place = 0; place < d; place++) sum += 0.01 * Jet.Sin(weights[place] * point[place]);
                return sum;
            }
        }
    }

    // U linear in t: p is of the family itself, and one natural step of one lands on it. Poisson: U = −y ln 4.
    [Fact]
    public void A_variational_fit_to_a_member_of_the_family_takes_one_step()
    {
        ExponentialFamily poisson = GeometryCase.Named("poisson");
        VariationalFit fit = new(poisson, natural => -Math.Log(4) * Jet.Exp(natural[0]));
        double[] next = new double[1];
        new SteepestDescent(fit, Steepness.Information, s_one).Step([0.3], next);
        Assert.Equal(Math.Log(4), next[0], 1e-13);
    }

    [Fact]
    public void A_variational_fit_of_a_normal_to_a_normal_finds_it()
    {
        VariationalFit fit = VariationalFit.OfNormal(y => 0.5 * (y - 3) * (y - 3) / 4, 5);
        double[] next = new double[2];
        new SteepestDescent(fit, Steepness.Information, s_one).Step([0.5, -1], next);
        Close.To([0.75, -0.125], next, 1e-12, "one natural step");
        Close.To([0.75, -0.125], new SteepestDescent(fit, Steepness.Coordinates, new DescentOptions(0.1)).Run([0.5, -1]).Point.AsSpan(), 1e-6, "plain steps");
    }

    // A logistic likelihood with a normal prior; its gradient vanishes where E[U′] = 0 and E[U″] = 1/σ².
    [Fact]
    public void A_variational_fit_of_a_normal_satisfies_its_equations()
    {
        VariationalFit fit = VariationalFit.OfNormal(y => (0.5 * y * y / 9) + (5 * Jet.Log(1 + Jet.Exp(-y))) + (2 * Jet.Log(1 + Jet.Exp(y))));
        DescentResult natural = new SteepestDescent(fit, Steepness.Information, new DescentOptions(1, 1e-11)).Run([0, -0.5]);
        DescentResult plain = new SteepestDescent(fit, Steepness.Coordinates, new DescentOptions(1, 1e-8)).Run([0, -0.5]);
        Assert.Equal(DescentEnd.Converged, natural.End);
        Assert.Equal(DescentEnd.Converged, plain.End);
        Assert.True(natural.Steps < plain.Steps, $"{natural.Steps} natural and {plain.Steps} plain steps");
        double variance = -0.5 / natural.Point[1], mean = natural.Point[0] * variance, first = 0, second = 0;
        const int Nodes = 4000;
        for (int node = 0; node < Nodes; node++)
        {
            double z = -10 + (20 * (node + 0.5) / Nodes), y = mean + (Math.Sqrt(variance) * z), weight = Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI) * 20 / Nodes;
            double logistic = 1 / (1 + Math.Exp(-y));
            first += weight * ((y / 9) - (5 * (1 - logistic)) + (2 * logistic));
            second += weight * ((1.0 / 9) + (7 * logistic * (1 - logistic)));
        }

        Assert.Equal(0, first, 1e-9);
        Assert.Equal(1 / variance, second, 1e-8);
    }

    [Fact]
    public void Gradients_are_those_by_differences()
    {
        RandomSequence random = RandomStream.FromSeed(37).From();
        VariationalFit fit = VariationalFit.OfNormal(y => Jet.Log(1 + (y * y)));
        foreach (double[] θ in new[] { [0.3, -0.8], new[] { -1, -0.2 } })
        {
            double[] gradient = new double[2];
            fit.Gradient(θ, gradient);
            Close.To(Differences.Of((at, value) => value[0] = fit.Value(at), θ, 1, _ => 0.01), gradient, 1e-7, "variational");
        }

        foreach (GeometryCase one in GeometryCase.All)
        {
            Distribution at = one.Random(ref random);
            Objective objective = new MomentFit(one.Family, GeometryCase.Coordinates(one.Random(ref random), Chart.Expectation)).In((PulledBackManifold)one.Family.UsualManifold);
            double[] gradient = new double[one.Family.Dimension];
            objective.Gradient(at.Coordinates(), gradient);
            Close.To(Differences.Of((x, value) => value[0] = objective.Value(x), at.Coordinates(), 1, _ => 0.003), gradient, 1e-6, at.ToString());
        }
    }

    [Fact]
    public void Steps_that_leave_the_chart_are_halved_or_end_the_descent()
    {
        ExponentialFamily family = GeometryCase.Named("gamma");
        Objective objective = new MomentFit(family, GeometryCase.Coordinates(family.At(4, 1), Chart.Expectation)).In((PulledBackManifold)family.UsualManifold);
        Assert.Equal(DescentEnd.Stuck, new SteepestDescent(objective, Steepness.Coordinates, new DescentOptions(100, Backtracking: false)).Run([2, 1]).End);
        Assert.Equal(DescentEnd.Converged, new SteepestDescent(objective, Steepness.Information, new DescentOptions(100)).Run([2, 1]).End);
        Assert.Equal(DescentEnd.TooManySteps, new SteepestDescent(objective, Steepness.Coordinates, new DescentOptions(1e-9, MostSteps: 3)).Run([2, 1]).End);
        Assert.Throws<InvalidInputException>(() => new SteepestDescent(objective, Steepness.Information).Run([-1, 1]));
    }

    [Fact]
    public void Functions_of_other_coordinates_are_refused()
    {
        ExponentialFamily family = GeometryCase.Named("gamma");
        MomentFit fit = new(family, [0, 1]);
        MappedManifold chart = new(family.UsualManifold, ["u", "v"], (u, x) => u.CopyTo(x));
        Assert.Throws<ArgumentException>(() => fit.In(chart));
        Assert.Throws<ArgumentException>(() => new MirrorDescent(fit.In((PulledBackManifold)family.UsualManifold), 1));
        Assert.Throws<ArgumentException>(() => new MomentFit(family, [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MirrorDescent(fit, 0));
    }
}
