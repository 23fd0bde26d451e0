namespace Neuromanifold.Experiments.Files;

/// <summary>Why a number of a record is null in JSON.</summary>
internal static class Undefined
{
    /// <summary>A sentence for every value that JSON cannot say; null where there is none.</summary>
    public static string? Reason(params ReadOnlySpan<(string Name, double? Value)> values)
    {
        List<string> reasons = [];
        foreach ((string name, double? value) in values)
        {
            if (value is null) reasons.Add($"{name} is undefined: outcomes are not labels");
            else if (double.IsNaN(value.Value)) reasons.Add($"{name} is not a number");
            else if (double.IsInfinity(value.Value)) reasons.Add($"{name} is infinite");
        }

        return reasons.Count == 0 ? null : string.Join("; ", reasons);
    }
}
