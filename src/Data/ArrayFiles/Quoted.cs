using System.Text;

namespace Neuromanifold.Data.ArrayFiles;

/// <summary>Names out of a foreign file, made fit for a message: short, and without characters that could steer a terminal.</summary>
public static class Quoted
{
    private const int Longest = 80;

    /// <summary>The name in quotes.</summary>
    public static string Name(string name)
    {
        StringBuilder shown = new("'");
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (shown.Length > Longest) return shown.Append("…'").ToString();
            shown.Append(Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.Format ? "\uFFFD" : rune.ToString());
        }

        return shown.Append('\'').ToString();
    }
}
