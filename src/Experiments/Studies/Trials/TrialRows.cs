using System.Globalization;

namespace Neuromanifold.Experiments.Studies.Trials;

/// <summary>All rows of a study, to be read by part, method and setting.</summary>
/// <param name="All">The rows.</param>
public sealed record TrialRows(IReadOnlyList<TrialRow> All)
{
    /// <summary>A number of a method over seeds; empty where it was not measured.</summary>
    public double[] Values(string part, string method, double? setting, string value) =>
        [.. All.Where(row => row.Part == part && row.Method == method && row.Setting == setting && row.Values.ContainsKey(value)).OrderBy(row => row.Seed).Select(row => row.Values[value])];

    /// <summary>The mean over seeds.</summary>
    public double Mean(string part, string method, double? setting, string value) => Values(part, method, setting, value).Average();

    /// <summary>Mean ± standard deviation over seeds, as readers see it.</summary>
    public string Spread(string part, string method, double? setting, string value, string format, double scale = 1)
    {
        double[] values = [.. Values(part, method, setting, value).Select(one => one * scale)];
        if (values.Length == 0) return "–";
        string mean = values.Average().ToString(format, CultureInfo.InvariantCulture);
        if (values.Length == 1) return mean;
        double centre = values.Average(), deviation = Math.Sqrt(values.Sum(one => (one - centre) * (one - centre)) / (values.Length - 1));
        return $"{mean} ± {deviation.ToString(format, CultureInfo.InvariantCulture)}";
    }
}
