using System.Text.Json;
using System.Text.Json.Serialization;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Manifolds.Notation;

namespace Neuromanifold.Manifolds.Tests.Geometry.Geodesics;

/// <summary>A distance computed elsewhere, at more digits than a double has.</summary>
public sealed record DistanceOracle
{
    private static readonly JsonSerializerOptions s_names = new() { PropertyNameCaseInsensitive = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public required string From { get; init; }

    public required string To { get; init; }

    public required double Distance { get; init; }

    public required string Method { get; init; }

    public required double Tolerance { get; init; }

    public double[] Logarithm { get; init; } = [];

    public required string Formula { get; init; }

    public required string Source { get; init; }

    public static DistanceOracle[] All { get; } =
        JsonSerializer.Deserialize<DistanceOracle[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Oracles", "distances.json")), s_names)!;

    /// <summary>The distribution that a text names.</summary>
    public static Distribution Read(string text)
    {
        if (!text.StartsWith("mvnormal", StringComparison.Ordinal)) return DistributionText.Parse(text);
        string values = text.Replace("mvnormal(mean=", "[", StringComparison.Ordinal).Replace("covariance=", "", StringComparison.Ordinal)[..^1] + "]";
        JsonElement parts = JsonDocument.Parse(values).RootElement;
        double[] mean = parts[0].Deserialize<double[]>()!;
        return new MultivariateNormal(mean.Length).At([.. mean, .. parts[1].Deserialize<double[][]>()!.SelectMany(row => row)]);
    }
}
