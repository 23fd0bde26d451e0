using System.Collections.Immutable;
using System.Numerics;
using Neuromanifold.Networks.Composition;

namespace Neuromanifold.Optimisation.Catalogue;

/// <summary>An optimiser as users choose it: a name, settings with defaults that work untuned, and how to make one.</summary>
public abstract class OptimiserKind
{
    /// <summary>The name of the learning rate among the settings.</summary>
    public const string LearningRate = "lr";

    /// <summary>The name of the weight decay among the settings.</summary>
    public const string WeightDecay = "weight-decay";

    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What it is, in a phrase.</summary>
    public abstract string Description { get; }

    /// <summary>Its settings; the learning rate is one of them.</summary>
    public abstract ImmutableArray<OptimiserSetting> Settings { get; }

    /// <summary>An optimiser for a network and a team of <paramref name="members"/>.</summary>
    public abstract Optimiser<T> Create<T>(Network network, OptimiserSettings settings, int members)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Refuses settings that were given and have no effect beside the others, by <see cref="OptimiserSettings.RefuseGiven"/>.</summary>
    protected internal virtual void Check(OptimiserSettings settings)
    {
    }

    /// <summary>The learning rate, γ.</summary>
    protected static OptimiserSetting Rate(string value) => NumberSetting.Positive(LearningRate, "learning rate", value);

    /// <summary>The weight decay, λ.</summary>
    protected static OptimiserSetting Decay(string value = "0", string description = "coefficient of half the squared norm of all parameters") =>
        NumberSetting.NonNegative(WeightDecay, description, value);
}
