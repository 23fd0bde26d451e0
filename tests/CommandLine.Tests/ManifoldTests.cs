using System.Text.Json.Nodes;
using System.Xml.Linq;
using Neuromanifold.Studies.Trials;

namespace Neuromanifold.CommandLine.Tests;

public sealed class ManifoldTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("normal(0,1) normal(mean=5,sd=2)", 3.048661033862434837137242, 1e-12, "closed form")]
    [InlineData("normal(0,1) normal(1e-8,1)", 9.999999999999999979e-9, 1e-12, "closed form")]
    [InlineData("categorical(0.5,0.3,0.2) categorical(0.1,0.2,0.7)", 1.136955290397470730337371, 1e-12, "closed form")]
    [InlineData("binomial(10,0.1) binomial(10,0.6)", 3.569114606880682673988317, 1e-12, "closed form")]
    [InlineData("poisson(2) poisson(5)", 1.643708830253389295214970, 1e-12, "closed form")]
    [InlineData("geometric(0.2) geometric(0.7)", 1.657026941045467714595883, 1e-12, "closed form")]
    [InlineData("laplace(0,1) laplace(5,4)", 2.3421790088083647472, 1e-12, "closed form")]
    [InlineData("gamma(2,1) gamma(5,3)", 0.751857218262542470, 1e-12, "quadrature")]
    [InlineData("gamma(1,1) gamma(1,10)", 2.14457200458831553, 1e-12, "quadrature")]
    [InlineData("beta(2,3) beta(5,1)", 2.16666112723659892, 1e-8, "boundary value")]
    [InlineData("dirichlet(1,1,1) dirichlet(3,3,3)", 1.2269493323843483001, 1e-8, "boundary value")]
    [InlineData("mvnormal([0,1],[[1,.5],[.5,2]]) mvnormal([1,2],[[2,1],[1,1]])", 1.3913688956726127243, 1e-8, "boundary value")]
    [InlineData("normal(0,1) normal(5,2) --kind wasserstein", 5.0990195135927848300, 1e-12, "closed form")]
    [InlineData("normal(0,1) normal(5,2) --kind hellinger", 0.86240496249519497419, 1e-12, "closed form")]
    public void Distances_are_those_computed_elsewhere(string pair, double expected, double tolerance, string method)
    {
        JsonObject answer = _tool.RunJson($"manifold distance {pair}");
        Assert.Equal(1, answer["value"]!.GetValue<double>() / expected, tolerance);
        Assert.Equal(method, answer["method"]!.GetValue<string>());
        Assert.InRange(answer["error_estimate"]!.GetValue<double>(), 0, 1e-8);
    }

    [Theory]
    [InlineData("kl", 3.4431471805599453094)]
    [InlineData("reverse-kl", 13.306852819440054691)]
    [InlineData("jeffreys", 16.75)]
    [InlineData("js", 0.56937816323513057096)]
    [InlineData("bhattacharyya", 1.3615717756571048779)]
    [InlineData("renyi:0.25", 1.9277424174845857353)]
    [InlineData("renyi:2", 3.9847678580208053949)]
    [InlineData("chernoff", 1.5045327608631592945)]
    [InlineData("tv", 0.91080562644913174541)]
    [InlineData("alpha:-1", 3.4431471805599453094)]
    public void Divergences_are_those_computed_elsewhere(string kind, double expected)
    {
        JsonObject answer = _tool.RunJson($"manifold divergence normal(0,1) normal(5,2) --kind {kind}");
        Assert.Equal(1, answer["value"]!.GetValue<double>() / expected, 1e-12);
        if (kind == "chernoff") Assert.Equal(0.33754450078700, answer["exponent"]!.GetValue<double>(), 1e-10);
    }

    [Fact]
    public void Chi_squared_is_Pearsons_and_what_is_infinite_is_null_with_a_reason()
    {
        Assert.Equal(2.0071428571428571429, _tool.RunJson("manifold divergence categorical(0.5,0.3,0.2) categorical(0.1,0.2,0.7) --kind chi2")["value"]!.GetValue<double>(), 1e-12);
        JsonObject infinite = _tool.RunJson("manifold divergence normal(5,2) normal(0,1) --kind renyi:2");
        Assert.Null(infinite["value"]);
        Assert.Contains("infinite", infinite["reason"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Geodesics_go_through_their_known_middles()
    {
        JsonObject shortest = _tool.RunJson("manifold geodesic normal(0,1) normal(5,2) --points 3");
        JsonNode middle = shortest["points"]!.AsArray()[1]!["parameters"]!;
        Assert.Equal(5.0 / 3, middle["mean"]!.GetValue<double>(), 1e-12);
        Assert.Equal(2.1858128414340002174, middle["sd"]!.GetValue<double>(), 1e-12);
        Assert.Equal(3.048661033862434837137242, shortest["length"]!.GetValue<double>(), 1e-12);

        JsonNode e = _tool.RunJson("manifold geodesic normal(0,1) normal(5,2) --points 3 --connection e")["points"]!.AsArray()[1]!["parameters"]!;
        Assert.Equal((1, 1.6), (Math.Round(e["mean"]!.GetValue<double>(), 12), Math.Round(Math.Pow(e["sd"]!.GetValue<double>(), 2), 12)));
        JsonObject mixture = _tool.RunJson("manifold geodesic normal(0,1) normal(5,2) --points 3 --connection m");
        Assert.Equal(8.75, Math.Pow(mixture["points"]!.AsArray()[1]!["parameters"]!["sd"]!.GetValue<double>(), 2), 1e-12);
        Assert.True(mixture["length"]!.GetValue<double>() > shortest["length"]!.GetValue<double>());
    }

    [Fact]
    public void A_geodesic_is_written_as_a_table_or_drawn()
    {
        Assert.Equal(0, _tool.Run("manifold geodesic gamma(2,1) gamma(5,3) --points 5 --out path.csv").Code);
        string[] lines = File.ReadAllLines(_tool.PathOf("path.csv"));
        Assert.Equal(("t,shape,rate", "0,2,1", "1,5,3", 6), (lines[0], lines[1], lines[^1], lines.Length));

        Assert.Equal(0, _tool.Run("manifold geodesic gamma(2,1) gamma(5,3) --points 5 --out path.svg").Code);
        XDocument drawing = XDocument.Load(_tool.PathOf("path.svg"));
        Assert.Equal(5, drawing.Descendants().Count(element => element.Name.LocalName == "circle"));
        Assert.DoesNotContain("NaN", drawing.ToString(), StringComparison.Ordinal);

        Tool.Outcome refused = _tool.Run("manifold geodesic poisson(2) poisson(5) --out line.svg");
        Assert.Equal(2, refused.Code);
        Assert.Contains("1 coordinate", refused.Error, StringComparison.Ordinal);
        Assert.Equal(2, _tool.Run("manifold geodesic normal(0,1) normal(5,2) --out path.png").Code);
        Assert.False(File.Exists(_tool.PathOf("line.svg")) || File.Exists(_tool.PathOf("path.png")));
    }

    [Fact]
    public void The_metric_stands_in_every_chart()
    {
        JsonObject metric = _tool.RunJson("manifold fisher normal(mean=5,variance=4)");
        Assert.Equal("normal(mean=5, sd=2)", metric["distribution"]!.GetValue<string>());
        Assert.Equal([0.25, 0, 0, 0.5], Numbers(metric["usual"]!["metric"]!));
        Assert.Equal([1.25, -0.125], metric["natural"]!["point"]!.AsArray().Select(value => value!.GetValue<double>()));
        Assert.Equal([4.0, 40, 40, 432], Numbers(metric["natural"]!["metric"]!));

        // The metrics of θ and η are inverse to each other.
        double[] natural = Numbers(metric["natural"]!["metric"]!), expectation = Numbers(metric["expectation"]!["metric"]!);
        Assert.Equal(1, (natural[0] * expectation[0]) + (natural[1] * expectation[2]), 1e-10);
        Assert.Equal(0, (natural[0] * expectation[1]) + (natural[1] * expectation[3]), 1e-10);

        JsonObject other = _tool.RunJson("manifold fisher cauchy(0,1)");
        Assert.Null(other["natural"]);
        Assert.Contains("not an exponential family", other["reason"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_coordinates_and_potentials_are_printed()
    {
        JsonObject normal = _tool.RunJson("manifold convert normal(5,2)");
        Assert.Equal(4.7370857137646180512, normal["log_partition"]!.GetValue<double>(), 1e-14);
        Assert.Equal([5.0, 29], normal["expectation"]!.AsArray().Select(value => value!.GetValue<double>()));
        Assert.Equal(-1.4189385332046727418, _tool.RunJson("manifold convert normal(0,1)")["dual_potential"]!.GetValue<double>(), 1e-15);
        Assert.Contains("θ of ln y", _tool.Run("manifold convert gamma(2,1)").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Projections_match_moments_or_conditionals()
    {
        JsonObject margins = _tool.RunJson("manifold project categorical([[.1,.3],[.4,.2]]) --onto independent");
        Assert.Equal(0.08630462173553427823, margins["divergence"]!.GetValue<double>(), 1e-14);
        JsonObject normal = _tool.RunJson("manifold project gamma(5,1) --onto normal");
        Assert.Equal(Math.Sqrt(5), normal["parameters"]!["sd"]!.GetValue<double>(), 1e-10);
        JsonObject field = _tool.RunJson("manifold project mvnormal([0,0],[[1,.5],[.5,2]]) --onto independent --kind e");
        Assert.Equal(0.875, Math.Pow(field["parameters"]!["sd"]!.AsArray()[0]!.GetValue<double>(), 2), 1e-12);

        // Every normal distribution gives outcomes that no gamma distribution does.
        Tool.Outcome infinite = _tool.Run("manifold project gamma(5,1) --onto normal --kind e --json");
        Assert.Equal(1, infinite.Code);
        Assert.Empty(infinite.Output);
    }

    [Theory]
    [InlineData("left", 1, 1.6)]
    [InlineData("right", 2.5, 8.75)]
    [InlineData("wasserstein", 2.5, 2.25)]
    [InlineData("bhattacharyya", 2.09158490905411504, 6.68183505735559377)]
    [InlineData("frechet", 5.0 / 3, 4.7777777777777777)]
    public void Means_are_those_computed_elsewhere(string kind, double mean, double variance)
    {
        JsonNode parameters = _tool.RunJson($"manifold mean normal(0,1) normal(5,2) --kind {kind}")["parameters"]!;
        Assert.Equal(mean, parameters["mean"]!.GetValue<double>(), 1e-10);
        Assert.Equal(variance, Math.Pow(parameters["sd"]!.GetValue<double>(), 2), 1e-10);
    }

    [Fact]
    public void A_mean_takes_weights_and_any_number_of_distributions()
    {
        Assert.Equal(5.6, _tool.RunJson("manifold mean poisson(2) poisson(5) poisson(7) --kind right --weights 0.1,0.2,0.7 ")["parameters"]!["rate"]!.GetValue<double>() - 0.5, 1e-12);
        Tool.Outcome refused = _tool.Run("manifold mean poisson(2) poisson(5) --weights 0.1,0.2");
        Assert.Equal(2, refused.Code);
        Assert.Matches(@"a sum of 0\.30", refused.Error);
        Assert.Equal(0, _tool.Run("manifold mean normal(0,1) normal(5,2) --kind symmetrised").Code);
    }

    [Fact]
    public void A_fit_is_the_likeliest_distribution_with_its_intervals()
    {
        File.WriteAllText(_tool.PathOf("y.csv"), "y\n1\n2\n3\n6\n");
        JsonObject fit = _tool.RunJson("manifold fit normal --data y.csv --level 0.9");
        Assert.Equal(3, fit["parameters"]!["mean"]!.GetValue<double>(), 1e-14);
        Assert.Equal(Math.Sqrt(3.5), fit["parameters"]!["sd"]!.GetValue<double>(), 1e-14);
        Assert.Equal(-2 * (Math.Log(2 * Math.PI * 3.5) + 1), fit["log_likelihood"]!.GetValue<double>(), 1e-13);
        Assert.Equal(3 - (1.6448536269514722 * Math.Sqrt(3.5 / 4)), fit["interval"]!["mean"]![0]!.GetValue<double>(), 1e-12);
        Assert.Equal(0.3, _tool.RunJson("manifold fit binomial(10,0.5) --data y.csv")["parameters"]!["probability"]!.GetValue<double>(), 1e-14);

        // I = 1/σ² per outcome in mean and 2/σ² in sd, the observed one the same at the maximum
        JsonObject observed = _tool.RunJson("manifold fit normal --data y.csv --level 0.9 --information observed");
        Assert.Equal(fit["interval"]!["sd"]![1]!.GetValue<double>(), observed["interval"]!["sd"]![1]!.GetValue<double>(), 1e-10);
        Tool.Outcome outside = _tool.Run("manifold fit beta --data y.csv");
        Assert.Equal(2, outside.Code);
        Assert.Contains("row 1", outside.Error, StringComparison.Ordinal);
        Assert.Equal(2, _tool.Run("manifold fit mvnormal --data y.csv").Code);
        Assert.Equal(2, _tool.Run("manifold fit normal --data y.csv --level 1").Code);
    }

    [Fact]
    public void A_region_has_the_quantile_of_chi_squared_and_intervals()
    {
        JsonObject region = _tool.RunJson("manifold region normal(5,2) --samples 100 --level 0.95");
        Assert.Equal(-2 * Math.Log(0.05), region["squared_radius"]!.GetValue<double>(), 1e-8);
        Assert.Equal(25, region["information"]![0]![0]!.GetValue<double>(), 1e-12);
        Assert.Equal(5 + (1.959963984540054 * 0.2), region["interval"]!["mean"]![1]!.GetValue<double>(), 1e-10);
        Assert.Equal(2, _tool.Run("manifold region normal(5,2)").Code);
    }

    [Fact]
    public void Legendre_potentials_leave_a_gap_that_is_a_divergence()
    {
        JsonObject own = _tool.RunJson("manifold legendre normal(5,2)"), other = _tool.RunJson("manifold legendre normal(5,2) --mean-of normal(0,1)");
        Assert.Equal(0, own["gap"]!.GetValue<double>(), 1e-13);
        Assert.Equal(_tool.RunJson("manifold divergence normal(0,1) normal(5,2) --kind kl")["value"]!.GetValue<double>(), other["gap"]!.GetValue<double>(), 1e-12);
        Assert.Equal(2, _tool.Run("manifold legendre cauchy(0,1)").Code);
        Assert.Equal(2, _tool.Run("manifold legendre normal(0,1) --mean-of gamma(1,1)").Code);
    }

    [Fact]
    public void Coordinates_are_piped_as_name_value_and_error()
    {
        string[] lines = _tool.Run("manifold convert gamma(2,1)").Output.TrimEnd('\n').Split('\n');
        Assert.All(lines, line => Assert.Equal(3, line.Split('\t').Length));
        Assert.Contains("shape\t2\t0", lines, StringComparer.Ordinal);
    }

    [Fact]
    public void Bounds_shrink_with_samples_and_hold_for_functions()
    {
        JsonObject bound = _tool.RunJson("manifold bound normal(5,2) --samples 100 --of mean/sd");
        Assert.Equal(0.2, bound["standard_deviation"]!["mean"]!.GetValue<double>(), 1e-15);

        // ∇(m/σ) = (1/σ, −m/σ²), I⁻¹/n = diag(σ², σ²/2)/n
        Assert.Equal((1 + (0.5 * 6.25)) / 100, bound["of"]!["variance"]!.GetValue<double>(), 1e-15);
        JsonObject gamma = _tool.RunJson("manifold bound gamma(2,1) --samples 10");
        Assert.True(gamma["standard_deviation"]!["shape"]!.GetValue<double>() > gamma["standard_deviation_others_known"]!["shape"]!.GetValue<double>());
    }

    [Theory]
    [InlineData("distance normal(0,1) gamma(1,1)", "gamma(shape=1, rate=1)", "family")]
    [InlineData("distance binomial(10,0.1) binomial(20,0.1)", "trials=20", "trials=10")]
    [InlineData("distance normal(0,-1) normal(0,1)", "'sd'", "a number > 0")]
    [InlineData("distance normal(0,1 normal(0,1)", "position 11", "',' or ')'")]
    [InlineData("distance nomal(0,1) normal(0,1)", "nomal", "Did you mean 'normal'?")]
    [InlineData("distance normal(0,1) normal(0,2) --kind taxi", "taxi", "fisher")]
    [InlineData("distance poisson(1) poisson(2) --kind wasserstein", "poisson", "normal")]
    [InlineData("divergence normal(0,1) normal(0,2) --kind k", "'k'", "renyi:A")]
    [InlineData("divergence normal(0,1) normal(0,2) --kind renyi", "no parameter", "renyi:A")]
    [InlineData("divergence normal(0,1) poisson(2)", "poisson", "normal")]
    [InlineData("divergence categorical(0.2,0.2) categorical(0.5,0.5)", "a sum of 0.4", "sum to 1")]
    [InlineData("fisher mvnormal([0,0],[[1,2],[2,1]])", "-1", "positive definite")]
    [InlineData("geodesic cauchy(0,1) cauchy(1,1) --connection e", "cauchy", "exponential family")]
    [InlineData("geodesic normal(0,1) normal(1,1) --points 1", "1", "from 2")]
    [InlineData("project gamma(2,1)", "nothing", "independent")]
    [InlineData("project gamma(2,1) --onto gama", "gama", "Did you mean 'gamma'?")]
    [InlineData("project poisson(2) --onto normal", "normal", "an integer")]
    [InlineData("project normal(0,1) --onto independent", "normal", "mvnormal")]
    [InlineData("bound normal(0,1)", "nothing", "the number of observations")]
    [InlineData("bound normal(0,1) --samples 0", "0", "one or more")]
    [InlineData("bound normal(0,1) --samples 9 --of mean+", "position 6", "a number, a name or '('")]
    [InlineData("bound normal(0,1) --samples 9 --of log(mean)", "no finite value", "smooth")]
    public void What_cannot_be_answered_is_refused_in_words(string line, string found, string expected)
    {
        Tool.Outcome outcome = _tool.Run($"manifold {line} --json");
        Assert.True(outcome.Code == 2, $"{outcome.Code}: {outcome.Error}");
        Assert.Empty(outcome.Output);
        Assert.Contains(found, outcome.Error, StringComparison.Ordinal);
        Assert.Contains(expected, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }

    private static double[] Numbers(JsonNode matrix) => [.. matrix.AsArray().SelectMany(row => row!.AsArray()).Select(value => value!.GetValue<double>())];
}
