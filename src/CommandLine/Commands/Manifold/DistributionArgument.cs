using System.CommandLine;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Notation;

namespace Neuromanifold.CommandLine.Commands.Manifold;

/// <summary>A distribution on the command line, written like normal(mean=0, sd=1).</summary>
internal static class DistributionArgument
{
    public static Argument<string> Named(string name) => new(name) { Description = "a distribution, like \"normal(mean=0, sd=1)\" or \"gamma(2, rate=1)\"" };

    public static Distribution Distribution(this ParseResult parse, Argument<string> argument) => DistributionText.Parse(parse.GetRequiredValue(argument));
}
