namespace Neuromanifold.Experiments.Reports;

/// <summary>How a line is drawn.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReportLineStyle>))]
public enum ReportLineStyle
{
    /// <summary>Solid.</summary>
    [JsonStringEnumMemberName("solid")]
    Solid,

    /// <summary>Broken: what is compared with, or expected.</summary>
    [JsonStringEnumMemberName("dashed")]
    Dashed,

    /// <summary>Its points alone.</summary>
    [JsonStringEnumMemberName("points")]
    Points,
}
