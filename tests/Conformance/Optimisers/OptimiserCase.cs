using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Optimisation;
using Neuromanifold.Optimisation.Catalogue;

namespace Neuromanifold.Conformance.Optimisers;

/// <summary>An optimiser, set up as a user would, and a learning rate at which it must converge on small convex problems.</summary>
public sealed record OptimiserCase(string Kind, double LearningRate, params (string Name, string Value)[] Settings)
{
    public Optimiser<T> Create<T>(Network network, int members)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OptimiserKind kind = OptimiserKinds.Find(Kind)!;
        return kind.Create<T>(network, new OptimiserSettings(kind, Settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal)), members);
    }

    /// <summary>The same without weight decay.</summary>
    public OptimiserCase Undecayed() => this with { Settings = [.. Settings, (OptimiserKind.WeightDecay, "0")] };
}
