using Neuromanifold.Fisher.Relative.Responses;

namespace Neuromanifold.Optimisation.NaturalGradient.Relative;

/// <summary>Settings of <see cref="RelativeNaturalGradient{T}"/>.</summary>
public sealed record RelativeOptions : NaturalGradientOptions
{
    /// <summary>The defaults: no momentum, as published, and no limit on divergences, which the blocks of subsystems do not foretell.</summary>
    public RelativeOptions()
    {
        Damping = 0.3;
        Momentum = 0;
        DivergenceLimit = double.PositiveInfinity;
        WeightDecay = 0;
    }

    /// <summary>How matrices are inverted.</summary>
    public RelativeForm Form { get; init; }

    /// <summary>References in the window of <see cref="RelativeForm.Window"/>, R.</summary>
    public int References { get; init; } = 48;

    /// <summary>References in the window of <see cref="RelativeForm.Blocks"/>.</summary>
    public int BlockReferences { get; init; } = 5000;

    /// <summary>The mini-batches over which a window extends, each of which gives its share of references; more where they are too small to fill it.</summary>
    public int WindowBatches { get; init; } = 16;

    /// <summary>What the network does not say of its neurons.</summary>
    public ResponseOptions Responses { get; init; } = new();
}
