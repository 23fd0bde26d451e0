using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Manifolds.Notation;

namespace Neuromanifold.Manifolds.Tests.Divergences;

/// <summary>A divergence computed elsewhere, at more digits than a double has.</summary>
public sealed record DivergenceReference
{
    private static readonly JsonSerializerOptions _names = new()
    {
        PropertyNameCaseInsensitive = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public required string Quantity { get; init; }

    public required string First { get; init; }

    public required string Second { get; init; }

    public required double Value { get; init; }

    public double? Exponent { get; init; }

    /// <summary>The relative error that the rounding of the parameters as written leaves.</summary>
    public double Tolerance { get; init; } = 1e-12;

    public required string Formula { get; init; }

    public required string Source { get; init; }

    public static DivergenceReference[] All()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Oracles", "divergences.json");
        return JsonSerializer.Deserialize<DivergenceReference[]>(File.ReadAllText(path), _names)!;
    }

    public static Distribution Read(string text)
    {
        string[] words = text.Split(['(', ')', ' ', ',', '[', ']', '='], StringSplitOptions.RemoveEmptyEntries);
        double[] numbers = [.. words.Where(word => double.TryParse(word, CultureInfo.InvariantCulture, out _)).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
        return words[0] switch
        {
            "mvnormal" => new MultivariateNormal(2).At(numbers),
            "laplace" => new FixedLocationLaplace(numbers[0]).At(numbers[1]),
            _ => DistributionText.Parse(text),
        };
    }

    public override string ToString() => $"{Quantity} of {First} and {Second}";
}
