namespace Neuromanifold.Studies.Tradeoffs;

/// <summary>
/// What was claimed of the estimators' variances and their bounds, judged by measurements. The claims are those of the published
/// 4-layer sigmoid network, asked of any. Source: [SoenSun24], Fig. 1.
/// </summary>
internal static class TradeoffsClaims
{
    /// <summary>About so many times V₁ is its bound in the first layer.</summary>
    public const double FirstRatio = 50;

    /// <summary>About so many times V₂ is its bound in the first layer.</summary>
    public const double SecondRatio = 20;

    /// <summary>"About" is read as up to so many times as much.</summary>
    public const double About = 1.5;

    // I, V₁ and V₂.
    private const int BoundedQuantities = 3;

    /// <summary>Judges the claims for one network.</summary>
    /// <param name="network">Its name.</param>
    /// <param name="measurements">What was measured of it, over seeds and epochs; at least one.</param>
    public static IReadOnlyList<StudyClaim> Of(string network, IEnumerable<EpochMeasurement> measurements)
    {
        Found[] found = [.. measurements.SelectMany(epoch => epoch.Inputs.SelectMany(input =>
            input.Layers.Select((layer, index) => new Found(epoch, input, layer, index == 0, index == input.Layers.Count - 1))))];
        return [Bounds(network, found), LastLayer(network, found), SecondBelowFirst(network, found), Ratio(network, found, "V1", FirstRatio, layer => layer.FirstRatio), Ratio(network, found, "V2", SecondRatio, layer => layer.SecondRatio)];
    }

    private static StudyClaim Bounds(string network, Found[] found)
    {
        long outside = found.Sum(one => one.Layer.Outside), all = found.Sum(one => (long)one.Layer.Size * BoundedQuantities);
        return new StudyClaim(
            network,
            "The bounds on the Fisher information and on both variances are always valid.",
            $"{NumberText.Count(outside)} of {NumberText.Count(all)} values lie outside of their bounds, parameter by parameter.",
            outside,
            outside == 0);
    }

    private static StudyClaim LastLayer(string network, Found[] found)
    {
        Found largest = found.Where(one => one.IsLast).MaxBy(one => one.Layer.SecondVariance)!;
        bool held = largest.Layer.SecondVariance == 0;
        return new StudyClaim(
            network,
            "V2 is zero in the last layer.",
            held ? $"V2 is exactly zero in {largest.Layer.Layer} at every epoch and input." : $"V2 reaches {NumberText.Short(largest.Layer.SecondVariance)} in {largest.Layer.Layer} ({largest.Place}).",
            largest.Layer.SecondVariance,
            held);
    }

    private static StudyClaim SecondBelowFirst(string network, Found[] found)
    {
        Found[] before = [.. found.Where(one => !one.IsLast && one.Layer.FirstVariance > 0)];
        string published = $"V2 is below V1 in the first {found.Max(one => one.Input.Layers.Count) - 1} layers, all but the last.";
        if (before.Length == 0) return new StudyClaim(network, published, "V1 is zero in all layers but the last, so there is nothing to compare.", Value: null, Held: null);
        Found worst = before.MaxBy(one => one.SecondOverFirst)!;
        string byLayer = string.Join(", ", before.GroupBy(one => one.Layer.Layer, StringComparer.Ordinal)
            .Select(layer => $"{layer.Key} {Percent(layer.Count(one => one.SecondOverFirst < 1), layer.Count())}"));
        return new StudyClaim(
            network,
            published,
            $"V2 is below V1 in {Percent(before.Count(one => one.SecondOverFirst < 1), before.Length)} of {before.Length} measurements ({byLayer}); V2/V1 is at most {NumberText.Short(worst.SecondOverFirst)}, in {worst.Layer.Layer} ({worst.Place}).",
            worst.SecondOverFirst,
            worst.SecondOverFirst < 1);
    }

    private static StudyClaim Ratio(string network, Found[] found, string variance, double published, Func<GroupMeasurement, double?> ratio)
    {
        (Found Found, double Ratio)[] first = [.. found.Where(one => one.IsFirst && ratio(one.Layer) is not null).Select(one => (one, ratio(one.Layer)!.Value)).OrderBy(one => one.Value)];
        string sentence = $"In the first layer the upper bound on {variance} is within about {published:f0} times {variance}.";
        if (first.Length == 0) return new StudyClaim(network, sentence, $"{variance} is zero in the first layer throughout, so the ratio is undefined.", Value: null, Held: null);
        (Found where, double greatest) = first[^1];
        return new StudyClaim(
            network,
            sentence,
            $"In {where.Layer.Layer} the bound is {NumberText.Short(first[first.Length / 2].Ratio)} times {variance} in the median and at most {NumberText.Short(greatest)} times ({where.Place}); {Percent(first.Count(one => one.Ratio <= published), first.Length)} of {first.Length} measurements are within {published:f0}. 'About' is read as up to {NumberText.Exact(About)} times as much.",
            greatest,
            greatest <= About * published);
    }

    // Rounded down, so that 100 % is said of all alone.
    private static string Percent(int count, int all) => $"{Math.Floor(1000.0 * count / all) / 10:0.#} %";

    private sealed record Found(EpochMeasurement Epoch, InputMeasurement Input, GroupMeasurement Layer, bool IsFirst, bool IsLast)
    {
        public double SecondOverFirst => Layer.SecondVariance / Layer.FirstVariance;

        public string Place => $"epoch {Epoch.Epoch}, seed {Epoch.Seed}, {Input.Input}";
    }
}
