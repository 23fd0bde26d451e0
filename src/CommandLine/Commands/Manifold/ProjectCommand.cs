using System.CommandLine;
using System.Text.Json.Nodes;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Manifolds.Divergences;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.Notation;
using Neuromanifold.Manifolds.Projections;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Text;

namespace Neuromanifold.CommandLine.Commands.Manifold;

/// <summary><c>manifold project</c>: the nearest distribution of another family, or with independent components.</summary>
internal static class ProjectCommand
{
    private const string Independent = "independent";

    private static readonly string[] Kinds = ["m", "e"];

    public static Command Create()
    {
        Argument<string> point = DistributionArgument.Named("P");
        Option<string?> onto = new Option<string?>("--onto") { Description = $"{Independent}, or a family: {string.Join(", ", FamilyText.ExponentialWords)}", HelpName = "TARGET" }.Offering([Independent, .. FamilyText.ExponentialWords]);
        Option<string?> kind = new Option<string?>("--kind") { Description = "m, least KL(P ‖ Q), or e, least KL(Q ‖ P) [default: m]", HelpName = "KIND" }.Offering(Kinds);
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        Command command = new Command("project", "Print the nearest distribution of a family, or the nearest with independent components.") { point }
            .With(onto, kind, json, quiet)
            .WithExampleOf("manifold project \"gamma(5, 1)\" --onto normal\nmanifold project \"mvnormal(mean=[0,0], covariance=[[1,0.5],[0.5,2]])\" --onto independent --kind e");
        command.Does(quiet, parse =>
        {
            string wanted = NamedChoice.Find("the kind of projection", parse.Text(kind, Kinds[0]), Kinds);
            string target = parse.GetValue(onto) ?? throw new InvalidInputException("--onto", "nothing", $"{Independent} or the name of a family");
            Distribution distribution = parse.Distribution(point), nearest = Project(distribution, target, wanted == "e");
            Estimate divergence = Between(distribution, nearest, wanted == "e");
            if (parse.GetValue(json)) Terminal.Result(new JsonObject
            {
                ["distribution"] = distribution.ToString(),
                ["onto"] = target,
                ["kind"] = wanted,
                ["projection"] = nearest.ToString(),
                ["parameters"] = ParametersJson.Of(nearest),
                ["divergence"] = NumberJson.Of(divergence.Value),
                ["method"] = divergence.MethodName,
                ["error_estimate"] = NumberJson.Of(divergence.ErrorEstimate),
            }.WithReason(NumberJson.ReasonFor(divergence)).ToJsonString());
            else
            {
                Terminal.Result(nearest.ToString());
                Terminal.Result($"{(wanted == "e" ? "KL(Q ‖ P)" : "KL(P ‖ Q)")} = {NumberText.Exact(divergence.Value)}");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Distribution Project(Distribution distribution, string target, bool reverse)
    {
        if (target == Independent) return reverse ? Independence.Exponential(distribution) : Independence.Moment(distribution);
        ExponentialFamily family = FamilyText.Parse(target, distribution);
        return reverse ? FamilyProjection.Exponential(distribution, family) : FamilyProjection.Moment(distribution, family);
    }

    // The divergence that the projection made least; of independent normals in the family of all.
    private static Estimate Between(Distribution distribution, Distribution nearest, bool reverse)
    {
        if (nearest.Family is Manifolds.ExponentialFamilies.Multivariate.DiagonalNormal diagonal) nearest = diagonal.ToFull(nearest);
        return reverse ? Divergence.KullbackLeibler.Between(nearest, distribution) : Divergence.KullbackLeibler.Between(distribution, nearest);
    }
}
