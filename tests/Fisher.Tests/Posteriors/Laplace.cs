using Neuromanifold.Fisher.Posteriors;

namespace Neuromanifold.Fisher.Tests.Posteriors;

/// <summary>A posterior around a problem's parameters.</summary>
internal static class Laplace
{
    public static LaplacePosterior<double> Fit(Problem problem, Observations data, LaplaceOptions options) =>
        LaplacePosterior<double>.Fit(problem.Model, data, options, TestContext.Current.CancellationToken);
}
