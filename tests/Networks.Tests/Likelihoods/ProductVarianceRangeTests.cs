using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Networks.Tests.Likelihoods;

/// <summary>The extremes of M(u,u,u,u) on unit vectors against searches that know nothing of its structure.</summary>
public sealed class ProductVarianceRangeTests
{
    public static TheoryData<string, int> Small => new()
    {
        { "categorical", 2 }, { "categorical", 3 }, { "categorical", 4 }, { "bernoulli", 2 }, { "bernoulli", 3 }, { "bernoulli", 4 },
        { "poisson", 2 }, { "poisson", 3 }, { "poisson", 4 }, { "normal", 2 }, { "normal", 4 },
    };

    [Theory, MemberData(nameof(Small))]
    public void A_dense_search_over_the_sphere_finds_the_same_range(string name, int dimension)
    {
        Likelihood likelihood = Family(name, dimension);
        for (int draw = 0; draw < 60; draw++)
        {
            double[] θ = Parameters(dimension, draw);
            EigenvalueRange range = likelihood.ProductVarianceRange(θ);
            double greatest = Search(likelihood, θ, 1), least = Search(likelihood, θ, -1), rounding = 1e-14 * Math.Max(greatest, 1e-30);
            Assert.True(range.Greatest >= (greatest * (1 - 1e-11)) - rounding, $"draw {draw}: {range.Greatest:R} is below {greatest:R}");
            Assert.True(range.Least <= (least * (1 + 1e-11)) + rounding, $"draw {draw}: {range.Least:R} is above {least:R}");
            Assert.Equal(greatest, range.Greatest, (1e-5 * greatest) + 1e-25);
            Assert.Equal(least, range.Least, (1e-5 * least) + (1e-9 * greatest) + 1e-25);
        }
    }

    [Theory, InlineData("categorical", 10), InlineData("bernoulli", 10), InlineData("poisson", 10), InlineData("categorical", 40)]
    public void No_restarted_ascent_or_descent_goes_further(string name, int dimension)
    {
        Likelihood likelihood = Family(name, dimension);
        for (int draw = 0; draw < 24; draw++)
        {
            double[] θ = Parameters(dimension, draw);
            EigenvalueRange range = likelihood.ProductVarianceRange(θ);
            RandomSequence random = RandomStream.FromSeed(100 + draw).From();
            for (int start = 0; start < 40; start++)
            {
                double[] u = new double[dimension];
                random.FillNormal<double>(u);
                if (start % 3 == 1) u = [.. u.Select(value => value * value * value)];
                if (start % 3 == 2) u = [.. u.Select((value, a) => value * Math.Exp(0.5 * θ[a]))];
                Assert.True(Climb(likelihood, θ, u, 1, 60) <= (range.Greatest * (1 + 1e-11)) + 1e-25);
                Assert.True(Climb(likelihood, θ, u, -1, 60) >= (range.Least * (1 - 1e-11)) - 1e-25);
            }
        }
    }

    [Fact]
    public void Two_labels_have_the_closed_form()
    {
        CategoricalLikelihood likelihood = Likelihood.Categorical(2);
        for (int draw = 0; draw < 40; draw++)
        {
            double θ = (draw - 20) * 1.7, skew = Math.Tanh(0.5 * θ), odds = Math.Exp(-Math.Abs(θ));
            Assert.Equal(4 * odds / ((1 + odds) * (1 + odds)) * skew * skew, likelihood.ProductVarianceRange([θ, 0]).Greatest, 1e-12 * odds);
            Assert.Equal(2 * odds / ((1 + odds) * (1 + odds)), likelihood.CovarianceRange([θ, 0]).Greatest, 1e-14 * odds);
        }
    }

    [Fact]
    public void Fair_coins_vary_most_in_the_mean_direction_and_not_at_all_alone()
    {
        EigenvalueRange range = Likelihood.Bernoulli(1000).ProductVarianceRange(new double[1000]);
        Assert.Equal(0, range.Least);
        Assert.Equal((1 - (1.0 / 1000)) / 8, range.Greatest, 1e-14);
    }

    [Fact]
    public void Normal_outputs_have_one_value_in_every_direction()
    {
        EigenvalueRange range = Likelihood.Normal(7, 0.5).ProductVarianceRange(new double[7]);
        Assert.Equal(8, range.Least, 1e-12);
        Assert.Equal(8, range.Greatest, 1e-12);
    }

    [Fact]
    public void The_search_for_families_of_unknown_structure_finds_what_the_families_know()
    {
        Likelihood[] families = [Likelihood.Categorical(4), Likelihood.Bernoulli(3), Likelihood.Poisson(3)];
        foreach (Likelihood likelihood in families)
        {
            for (int draw = 0; draw < 4; draw++)
            {
                double[] θ = new double[likelihood.Dimension];
                RandomStream.FromSeed(draw).From().FillNormal<double>(θ);
                (EigenvalueRange known, EigenvalueRange found) = (likelihood.ProductVarianceRange(θ), new Anonymous(likelihood).ProductVarianceRange(θ));
                Assert.Equal(known.Greatest, found.Greatest, 1e-9 * known.Greatest);
                Assert.Equal(known.Least, found.Least, 1e-7 * known.Greatest);
                EigenvalueRange covariance = new Anonymous(likelihood).CovarianceRange(θ);
                Assert.Equal(likelihood.CovarianceRange(θ).Greatest, covariance.Greatest, 1e-12 * covariance.Greatest);
            }
        }
    }

    private static Likelihood Family(string name, int dimension) => name switch
    {
        "categorical" => Likelihood.Categorical(dimension),
        "bernoulli" => Likelihood.Bernoulli(dimension),
        "poisson" => Likelihood.Poisson(dimension),
        _ => Likelihood.Normal(dimension, 0.3),
    };

    // Ordinary ones, equal ones, nearly equal ones, pairs, rare ones of 1e-12, and one that is nearly certain.
    private static double[] Parameters(int dimension, int draw)
    {
        double[] θ = new double[dimension];
        RandomStream.FromSeed(draw).Split(dimension).From().FillNormal<double>(θ);
        return (draw % 8) switch
        {
            0 => [.. θ.Select(value => 0.3 * value)],
            1 => θ,
            2 => [.. θ.Select(value => 3 * value)],
            3 => new double[dimension],
            4 => [.. θ.Select((value, a) => (1e-3 * value) - (a % 2 == 0 ? 0 : 3))],
            5 => [.. θ.Select((value, a) => a % 3 == 0 ? 1e-2 * value : -27.6)],
            6 => [.. θ.Select((value, a) => a == 0 ? 0 : -27.6 + value)],
            _ => [.. θ.Select(value => 8 * value)],
        };
    }

    // The best points of a grid over the sphere, each polished.
    private static double Search(Likelihood likelihood, double[] θ, int sign)
    {
        int points = likelihood.Dimension switch { 2 => 181, 3 => 25, _ => 13 };
        List<(double Value, double[] Point)> seen = [];
        int total = (int)Math.Pow(points, likelihood.Dimension - 1);
        for (int face = 0; face < likelihood.Dimension; face++)
        {
            for (int cell = 0; cell < total; cell++)
            {
                double[] u = new double[likelihood.Dimension];
                int rest = cell;
                for (int a = 0; a < u.Length; a++)
                {
                    u[a] = a == face ? 1 : -1 + (2.0 * (rest % points) / (points - 1));
                    if (a != face) rest /= points;
                }

                seen.Add((sign * Form(likelihood, θ, u), u));
            }
        }

        return sign * seen.OrderByDescending(point => point.Value).Where((_, rank) => rank % 3 == 0).Take(6).Max(point => sign * Climb(likelihood, θ, point.Point, sign, 400));
    }

    // Steps along random and axis directions, lengthened after a success and shortened after a failure.
    private static double Climb(Likelihood likelihood, double[] θ, double[] start, int sign, int rounds)
    {
        RandomSequence random = RandomStream.FromSeed(7).From();
        double[] u = [.. start.Select(value => value / Math.Sqrt(start.Sum(entry => entry * entry)))], direction = new double[u.Length];
        double value = Form(likelihood, θ, u), step = 0.1;
        for (int round = 0; round < rounds && step > 1e-9; round++)
        {
            random.FillNormal<double>(direction);
            if (round % 2 == 0) direction = [.. direction.Select((entry, a) => a == round / 2 % u.Length ? entry : 0)];
            double[] ahead = [.. u.Select((entry, a) => entry + (step * direction[a]))], back = [.. u.Select((entry, a) => entry - (step * direction[a]))];
            double aheadValue = Form(likelihood, θ, ahead), backValue = Form(likelihood, θ, back), better = sign * Math.Max(sign * aheadValue, sign * backValue);
            if (sign * better > sign * value)
            {
                double[] point = better == aheadValue ? ahead : back;
                double length = Math.Sqrt(point.Sum(entry => entry * entry));
                (u, value, step) = ([.. point.Select(entry => entry / length)], better, step * 1.5);
            }
            else
            {
                step *= 0.85;
            }
        }

        return value;
    }

    private static double Form(Likelihood likelihood, double[] θ, double[] u)
    {
        double length = 0;
        foreach (double value in u) length += value * value;
        return likelihood.ProductVariance(θ, u, u) / (length * length);
    }
}
