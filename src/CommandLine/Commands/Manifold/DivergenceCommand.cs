using System.CommandLine;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Manifolds.Divergences;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.CommandLine.Commands.Manifold;

/// <summary><c>manifold divergence</c>: how different one distribution is from another.</summary>
internal static class DivergenceCommand
{
    public static Command Create()
    {
        Argument<string> first = DistributionArgument.Named("P"), second = DistributionArgument.Named("Q");
        Option<string?> kind = new Option<string?>("--kind") { Description = $"{string.Join(", ", DivergenceKinds.All.Select(known => known.Usage))} [default: kl]", HelpName = "KIND" }
            .Offering(DivergenceKinds.All.Select(known => known.Usage));
        Option<string?> samples = new("--samples") { Description = "draws, where a divergence is found by sampling [default: 100000]", HelpName = "N" };
        Option<string?> seed = CommonOptions.Seed();
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        Command command = new Command("divergence", "Print a divergence of two distributions; P comes first: kl is KL(P ‖ Q).") { first, second }
            .With(kind, samples, seed, json, quiet)
            .WithExampleOf("manifold divergence \"gamma(2, 1)\" \"gamma(5, 3)\" --kind renyi:0.5\nmanifold divergence \"normal(0, 1)\" \"normal(5, 2)\" --kind chernoff");
        command.Does(quiet, parse =>
        {
            Divergence divergence = DivergenceKinds.Parse(parse.Text(kind, "kl"));
            int draws = parse.Count(samples) ?? SamplingSettings.Default.Samples;
            if (draws < 2) throw new InvalidInputException("--samples", $"{draws}", "two or more");
            (Distribution p, Distribution q) = (parse.Distribution(first), parse.Distribution(second));
            EstimateAnswer.Print("divergence", divergence.Name, p, q, divergence.Between(p, q, new SamplingSettings(draws, parse.Seed(seed) ?? 0)), parse.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }
}
