namespace Neuromanifold.Numerics.Errors;

/// <summary>What a mistyped name was probably meant to be.</summary>
public static class NearestName
{
    /// <summary>The name within a third of its length, in edits, of <paramref name="word"/>; null where none is that near.</summary>
    public static string? To(string word, IEnumerable<string> names) => names
        .Select(name => (Name: name, Edits: Distance(word.ToUpperInvariant(), name.ToUpperInvariant())))
        .Where(candidate => candidate.Edits <= Math.Max(1, candidate.Name.Length / 3))
        .OrderBy(candidate => candidate.Edits)
        .Select(candidate => candidate.Name)
        .FirstOrDefault();

    /// <summary>A sentence that asks "Did you mean …?", or null.</summary>
    public static string? Question(string word, IEnumerable<string> names) => To(word, names) is { } name ? $"Did you mean '{name}'?" : null;

    // Levenshtein's distance, one row of the table at a time.
    private static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
