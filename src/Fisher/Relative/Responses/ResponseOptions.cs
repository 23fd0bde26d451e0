using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Fisher.Relative.Responses;

/// <summary>What a network does not say of its neurons as statistical models.</summary>
public sealed record ResponseOptions
{
    /// <summary>ω of rectifiers, more than 0.</summary>
    public double Width { get; init; } = 1;

    /// <summary>ι of rectifiers, in [0, 1); null for the network's own: 0, or a leaky rectifier's slope.</summary>
    public double? Leak { get; init; }

    /// <summary>s of normal responses, more than 0.</summary>
    public double Deviation { get; init; } = 1;

    /// <summary>Refuses settings that no response has.</summary>
    /// <exception cref="InvalidInputException">One is out of its range.</exception>
    public void Validate()
    {
        if (!(Width > 0) || double.IsInfinity(Width)) throw new InvalidInputException("ω, the width of a rectifier's bend (--omega)", $"{Width}", "a number greater than 0", "A small one, as 0.01, comes near a hard rectifier.");
        if (Leak is { } leak && !(leak is >= 0 and < 1)) throw new InvalidInputException("ι, the slope of a rectifier below zero (--iota)", $"{leak}", "a number in [0, 1)");
        if (!(Deviation > 0) || double.IsInfinity(Deviation)) throw new InvalidInputException("s, the standard deviation of a response (--sd)", $"{Deviation}", "a number greater than 0");
    }
}
