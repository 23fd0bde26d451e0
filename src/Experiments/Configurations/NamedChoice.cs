using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Experiments.Configurations;

/// <summary>Finds what a user named among what there is.</summary>
public static class NamedChoice
{
    /// <summary>The item of a name.</summary>
    /// <param name="subject">What was named, as in "--activation".</param>
    /// <param name="name">The user's word.</param>
    /// <param name="items">All items.</param>
    /// <param name="nameOf">An item's name.</param>
    /// <exception cref="InvalidInputException">There is none of that name; the nearest one is suggested.</exception>
    public static TItem Find<TItem>(string subject, string name, IEnumerable<TItem> items, Func<TItem, string> nameOf)
        where TItem : class
    {
        TItem[] all = [.. items];
        return Array.Find(all, item => nameOf(item) == name)
            ?? throw new InvalidInputException(subject, $"'{name}'", $"one of {string.Join(", ", all.Select(nameOf))}", NearestName.Question(name, all.Select(nameOf)));
    }

    /// <summary>The word itself, if it is one of those that are known.</summary>
    /// <exception cref="InvalidInputException">It is not; the nearest one is suggested.</exception>
    public static string Find(string subject, string name, params IEnumerable<string> names) => Find(subject, name, names, item => item);

    /// <summary>A sentence that asks "Did you mean …?", or null where nothing is near.</summary>
    public static string? Question(string word, IEnumerable<string> names) => NearestName.Question(word, names);
}
