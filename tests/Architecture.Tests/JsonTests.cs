using System.Text.RegularExpressions;

namespace Neuromanifold.Architecture.Tests;

/// <summary>One JSON style: contexts that the compiler generates, and one file of lines.</summary>
public sealed class JsonTests
{
    // What a call says of its format: a generated context, or one that was handed over.
    private const string Format = @"(Json\.Default\.\w+|\b(format|type|type\w*Info)\b)[^;]*";

    private const string Call = @"JsonSerializer\.(Serialize\w*|Deserialize\w*)(<[^>]*>)?\((?<arguments>[^;]*);";

    [Fact]
    public void Nothing_is_serialised_by_reflection()
    {
        List<string> reflected = [];
        foreach (string file in Repository.Files("*.cs", "src"))
        {
            foreach (Match call in Repository.Read(file).Matches(Call))
            {
                if (!call.Groups["arguments"].Value.Has(Format)) reflected.Add($"{file}: {call.Value}");
            }
        }

        Assert.True(reflected.Count == 0, $"These serialise without a generated context: {string.Join("\n", reflected)}");
    }

    [Fact]
    public void Options_of_a_serialiser_are_those_of_a_context() => Assert.All(
        Repository.Files("*.cs", "src"),
        file => Assert.False(Repository.Read(file).Has(@"new JsonSerializerOptions\b|JsonSerializerOptions \w+ = new"), $"{file} sets options by hand."));

    [Fact]
    public void Lines_of_json_are_written_by_one_class()
    {
        string[] appending = [.. Repository.Files("*.cs", "src").Where(file => Repository.Read(file).Has(@"FileMode\.Append\b"))];
        Assert.Equal(["src/Experiments/Files/JsonLines.cs"], appending, StringComparer.Ordinal);
    }
}
