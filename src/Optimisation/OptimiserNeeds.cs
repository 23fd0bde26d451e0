namespace Neuromanifold.Optimisation;

/// <summary>What an optimiser needs beside a gradient, known before memory is planned.</summary>
public sealed record OptimiserNeeds
{
    /// <summary>Nothing more.</summary>
    public static OptimiserNeeds GradientOnly { get; } = new();

    /// <summary>Cotangents pulled back at once for each example.</summary>
    public int Cotangents { get; init; } = 1;

    /// <summary>Inputs and cotangents of every block of parameters.</summary>
    public bool Blocks { get; init; }

    /// <summary>Tangents pushed forward.</summary>
    public bool Tangents { get; init; }
}
