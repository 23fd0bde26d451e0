using System.Collections.Immutable;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Directional;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Manifolds.LocationScale;

namespace Neuromanifold.Manifolds.Notation;

/// <summary>The families that can be written, one line each.</summary>
internal static class FamilyNotations
{
    /// <summary>All of them, by word.</summary>
    public static ImmutableSortedDictionary<string, FamilyNotation> ByWord { get; } = All().ToImmutableSortedDictionary(notation => notation.Word, notation => notation, StringComparer.Ordinal);

    private static IEnumerable<FamilyNotation> All()
    {
        FamilyParameter mean = new("mean"), rate = new("rate"), scale = new("scale"), shape = new("shape"), probability = new("probability"), trials = new("trials");
        FamilyParameter location = new("location"), concentration = new("concentration"), means = new("mean", 1);
        FamilyParameter rateOrScale = rate.Or("scale", Reciprocal);

        yield return new("bernoulli", [probability], given => new Binomial(1).At(given.Number("probability")));
        yield return new("binomial", [trials, probability], given => new Binomial(given.Count("trials")).At(given.Number("probability")));
        yield return new("categorical", [new("probabilities", 1) { MayBeTable = true }], given => new Categorical(given.Rows("probabilities"), given.Several("probabilities").Length / given.Rows("probabilities")).At(given.Numbers("probabilities")));
        yield return new("multinomial", [trials, new("probabilities", 1)], given => new Multinomial(given.Count("trials"), given.Several("probabilities").Length).At(given.Numbers("probabilities")));
        yield return new("poisson", [rate], given => new Poisson().At(given.Number("rate")));
        yield return new("geometric", [probability], given => NegativeBinomial.Geometric.At(given.Number("probability")));
        yield return new("negativebinomial", [new("successes"), probability], given => new NegativeBinomial(given.Positive("successes")).At(given.Number("probability")));

        yield return new("normal", [mean, new FamilyParameter("sd").Or("variance", Math.Sqrt)], given => new Normal().At(given.Number("mean"), given.Number("sd")));
        yield return new("lognormal", [new FamilyParameter("logmean").Or("mu"), new FamilyParameter("logsd").Or("sigma")], given => new LogNormal().At(given.Number("logmean"), given.Number("logsd")));
        yield return new("exponential", [rateOrScale], given => new Exponential().At(given.Number("rate")));
        yield return new("gamma", [shape, rateOrScale], given => new Gamma().At(given.Number("shape"), given.Number("rate")));
        yield return new("inversegamma", [shape, scale.Or("rate", Reciprocal)], given => new InverseGamma().At(given.Number("shape"), given.Number("scale")));
        yield return new("inversenormal", [mean, shape], given => new InverseNormal().At(given.Number("mean"), given.Number("shape")));
        yield return new("beta", [new FamilyParameter("alpha").Or("a"), new FamilyParameter("beta").Or("b")], given => new Beta().At(given.Number("alpha"), given.Number("beta")));
        yield return new("dirichlet", [new("concentrations", 1)], given => new Dirichlet(given.Several("concentrations").Length).At(given.Numbers("concentrations")));
        yield return new("rayleigh", [scale], given => new Rayleigh().At(given.Number("scale")));
        yield return new("pareto", [scale, shape], given => new FixedScalePareto(given.Positive("scale")).At(given.Number("shape")));
        yield return new("weibull", [shape, scale], given => new Weibull().At(given.Number("shape"), given.Number("scale")));
        yield return new("laplace", [location, scale], given => new Laplace().At(given.Number("location"), given.Number("scale")));
        yield return new("cauchy", [location, scale], given => new Cauchy().At(given.Number("location"), given.Number("scale")));
        yield return new("logistic", [location, scale], given => new Logistic().At(given.Number("location"), given.Number("scale")));

        yield return new("mvnormal", [means, new("covariance", 2)], given => new MultivariateNormal(given.Numbers("mean").Length).At([.. given.Numbers("mean"), .. given.Square("covariance", given.Numbers("mean").Length)]));
        yield return new("diagonalnormal", [means, new FamilyParameter("sd", 1).Or("variance", Math.Sqrt)], given => new DiagonalNormal(given.Numbers("mean").Length).At([.. given.Numbers("mean"), .. given.Numbers("sd", given.Numbers("mean").Length)]));
        yield return new("wishart", [new("dof"), new("scale", 2)], given => new Wishart(given.Order("scale")).At([given.Number("dof"), .. given.Numbers("scale")]));
        yield return new("vonmises", [mean, concentration], given => new VonMises().At(given.Number("mean"), given.Number("concentration")));
        yield return new("vonmisesfisher", [new("direction", 1), concentration], given => new VonMisesFisher(given.Several("direction").Length).At([.. given.Numbers("direction"), given.Number("concentration")]));
    }

    private static double Reciprocal(double value) => 1 / value;
}
