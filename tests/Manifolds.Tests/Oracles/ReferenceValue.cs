using System.Text.Json;
using System.Text.Json.Serialization;

namespace Neuromanifold.Manifolds.Tests.Oracles;

/// <summary>A value computed elsewhere, at more digits than a double has.</summary>
public sealed record ReferenceValue
{
    private static readonly JsonSerializerOptions s_names = new() { PropertyNameCaseInsensitive = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public required string Quantity { get; init; }

    public required string Family { get; init; }

    public required double[] Parameters { get; init; }

    public double[] Other { get; init; } = [];

    public int[] Index { get; init; } = [];

    public double Alpha { get; init; }

    public double Value { get; init; }

    public double[] Values { get; init; } = [];

    public required string Formula { get; init; }

    public required string Source { get; init; }

    /// <summary>Those of a file of some quantity.</summary>
    public static ReferenceValue[] Of(string file, string quantity)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Oracles", file);
        ReferenceValue[] found = [.. JsonSerializer.Deserialize<ReferenceValue[]>(File.ReadAllText(path), s_names)!.Where(value => value.Quantity == quantity)];
        Assert.NotEmpty(found);
        return found;
    }

    public override string ToString() => $"{Quantity} of {Family}({string.Join(", ", Parameters)})";
}
