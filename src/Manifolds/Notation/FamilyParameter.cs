using System.Collections.Immutable;

namespace Neuromanifold.Manifolds.Notation;

/// <summary>What a family's argument is called and holds.</summary>
/// <param name="Name">The textbook name.</param>
/// <param name="Rows">0 for a number, 1 for a list, 2 for a square matrix.</param>
internal sealed record FamilyParameter(string Name, int Rows = 0)
{
    /// <summary>Other names under which the same, or a function of it, may be given.</summary>
    public ImmutableArray<(string Name, Func<double, double> Convert)> Others { get; init; } = [];

    /// <summary>Whether a list may be written as a matrix, row after row.</summary>
    public bool MayBeTable { get; init; }

    /// <summary>Whether a value of so many rows fits: 0 for a number, 1 for a list.</summary>
    public bool Takes(int rows) => rows == Rows || (rows > 1 && (MayBeTable || Rows == 2)) || (rows == 1 && Rows == 2);

    /// <summary>The parameter, also by another name for the same.</summary>
    public FamilyParameter Or(string name) => Or(name, value => value);

    /// <summary>The parameter, also through a number that determines it.</summary>
    public FamilyParameter Or(string name, Func<double, double> convert) => this with { Others = Others.Add((name, convert)) };

    /// <summary>"a number".</summary>
    public string Expected => Rows switch { 0 => "a number", 1 => "a list of numbers, [1,2,3]", _ => "a square matrix, [[1,0],[0,1]]" };
}
