namespace Neuromanifold.Manifolds.Distributions;

/// <summary>A parameter as textbooks name it.</summary>
/// <param name="Name">One lower-case word: "rate".</param>
/// <param name="Domain">Where its values may lie.</param>
/// <param name="Rows">1 for a number or a list, else the rows of a matrix.</param>
/// <param name="Columns">The values in a row.</param>
public sealed record Parameter(string Name, ParameterDomain Domain, int Rows = 1, int Columns = 1)
{
    /// <summary>The number of values.</summary>
    public int Length => Rows * Columns;
}
