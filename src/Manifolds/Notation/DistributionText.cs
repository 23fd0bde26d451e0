using System.Collections.Immutable;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Notation;

/// <summary>Distributions as they are written: "normal(0, 1)", "gamma(shape=2, scale=1)", "mvnormal(mean=[0,0], covariance=[[1,0.5],[0.5,2]])".</summary>
public static class DistributionText
{
    /// <summary>How each family is written, alphabetically: "gamma(shape, rate|scale)".</summary>
    public static ImmutableArray<string> Signatures { get; } = [.. FamilyNotations.ByWord.Values.Select(notation => notation.Signature)];

    /// <summary>Reads a distribution.</summary>
    /// <exception cref="InvalidInputException">The text cannot be read (with the position and what was expected), or a parameter lies outside its domain (with name, value and domain).</exception>
    public static Distribution Parse(string text)
    {
        (string word, ImmutableArray<NotationArgument> arguments) = NotationParser.Parse(text);
        if (!FamilyNotations.ByWord.TryGetValue(word, out FamilyNotation? notation))
        {
            throw new InvalidInputException(
                $"The distribution '{text}'", $"the family '{word}'", $"one of {string.Join(", ", FamilyNotations.ByWord.Keys)}", NearestName.Question(word, FamilyNotations.ByWord.Keys));
        }

        return notation.Read(text, arguments);
    }
}
