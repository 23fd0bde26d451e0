using System.Collections.Immutable;
using System.Globalization;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Optimisation.Catalogue;

namespace Neuromanifold.Studies.Rfim;

/// <summary>An optimiser of the study and the learning rates that it may choose from.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rates">The rates that are tried.</param>
/// <param name="UsualRate">The rate where none is tried.</param>
/// <param name="Cost">About what an example costs it, in those of plain gradient descent.</param>
internal sealed record ComparedOptimiser(string Name, ImmutableArray<double> Rates, double UsualRate, double Cost)
{
    /// <summary>Its settings at a learning rate.</summary>
    /// <param name="rate">The learning rate.</param>
    /// <param name="weightDecay">The coefficient of half the squared norm of all parameters.</param>
    /// <param name="period">Steps between refreshes of an inverse, for those that keep one.</param>
    internal OptimiserConfiguration At(double rate, double weightDecay, int period)
    {
        Dictionary<string, string> given = new(StringComparer.Ordinal)
        {
            [OptimiserKind.LearningRate] = rate.ToString(CultureInfo.InvariantCulture),
            [OptimiserKind.WeightDecay] = weightDecay.ToString(CultureInfo.InvariantCulture),
        };
        if (Name == RfimPlan.Relative) given["inverse-every"] = period.ToString(CultureInfo.InvariantCulture);
        return new OptimiserConfiguration(Name) { Given = given };
    }
}
