namespace Neuromanifold.Manifolds.Notation;

/// <summary>A number, a list of numbers or a matrix, as written, and where.</summary>
/// <param name="Numbers">All numbers, row after row.</param>
/// <param name="Rows">0 for a number, 1 for a list, else the rows of a matrix.</param>
/// <param name="Position">Where it begins, from 1.</param>
internal sealed record NotationValue(double[] Numbers, int Rows, int Position)
{
    /// <summary>"a number", "a list of 3 numbers".</summary>
    public string Description => Rows switch
    {
        0 => "a number",
        1 => $"a list of {Numbers.Length} numbers",
        _ => $"a {Rows}×{Numbers.Length / Rows} matrix",
    };
}
