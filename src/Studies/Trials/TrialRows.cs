namespace Neuromanifold.Studies.Trials;

/// <summary>All rows of a study, to be read by part, method and setting.</summary>
/// <param name="All">The rows.</param>
internal sealed record TrialRows(IReadOnlyList<TrialRow> All)
{
    /// <summary>The rows that trials left.</summary>
    public static TrialRows Of(IEnumerable<MeasuredRows<TrialRow>> records) => new([.. records.SelectMany(record => record.Rows)]);

    /// <summary>The parts, in the order they were run.</summary>
    public IEnumerable<string> Parts => All.Select(row => row.Part).Distinct(StringComparer.Ordinal);

    /// <summary>The settings of a part's methods, in order.</summary>
    public double[] Settings(string part) => [.. All.Where(row => row.Part == part && row.Setting is not null).Select(row => row.Setting!.Value).Distinct().Order()];

    /// <summary>A number of a method over seeds; empty where it was not measured.</summary>
    public double[] Values(string part, string method, double? setting, string value) =>
        [.. All.Where(row => row.Part == part && row.Method == method && row.Setting == setting && row.Values.ContainsKey(value)).OrderBy(row => row.Seed).Select(row => row.Values[value])];

    /// <summary>The mean over seeds.</summary>
    public double Mean(string part, string method, double? setting, string value) => Values(part, method, setting, value).Average();

    /// <summary>A line over a method's settings: means over seeds, their range as its band.</summary>
    /// <param name="part">The part.</param>
    /// <param name="method">The method, which names the line.</param>
    /// <param name="value">What is drawn.</param>
    /// <param name="scale">By which it is multiplied, 100 for percent.</param>
    /// <param name="settingScale">By which settings are.</param>
    public ReportLine Line(string part, string method, string value, double scale = 1, double settingScale = 1)
    {
        double[] settings = [.. Settings(part).Where(setting => Values(part, method, setting, value).Length > 0)];
        double[][] values = [.. settings.Select(setting => Values(part, method, setting, value))];
        return new ReportLine
        {
            Name = method,
            X = [.. settings.Select(setting => settingScale * setting)],
            Y = [.. values.Select(one => scale * one.Average())],
            Low = [.. values.Select(one => scale * one.Min())],
            High = [.. values.Select(one => scale * one.Max())],
        };
    }

    /// <summary>A broken line across: the mean over seeds of what has no setting.</summary>
    /// <param name="part">The part.</param>
    /// <param name="method">The method, which names the line.</param>
    /// <param name="value">What is drawn.</param>
    /// <param name="settings">Those of the lines that it stands among.</param>
    /// <param name="scale">By which it is multiplied, 100 for percent.</param>
    public ReportLine Level(string part, string method, string value, IReadOnlyList<double> settings, double scale = 1)
    {
        double[] values = Values(part, method, null, value);
        ReportLine line = new() { Name = method, Style = ReportLineStyle.Dashed };
        if (values.Length == 0 || settings.Count == 0) return line;
        double level = scale * values.Average();
        return line with { X = [settings[0], settings[^1]], Y = [level, level] };
    }

    /// <summary>Mean ± standard deviation over seeds, as readers see it.</summary>
    public string Spread(string part, string method, double? setting, string value, string format, double scale = 1)
    {
        double[] values = [.. Values(part, method, setting, value).Select(one => one * scale)];
        return NumberText.Spread(values, one => NumberText.Format(one, format));
    }
}
