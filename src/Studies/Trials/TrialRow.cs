namespace Neuromanifold.Studies.Trials;

/// <summary>Numbers that a trial left.</summary>
/// <param name="Part">Which part of the study, as in "permuted digits".</param>
/// <param name="Method">What was tried.</param>
/// <param name="Setting">The setting it was tried with, as a number of bits; null where there is none.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Values">The numbers by name, all finite; what is undefined is left out.</param>
internal sealed record TrialRow(string Part, string Method, double? Setting, long Seed, IReadOnlyDictionary<string, double> Values)
{
    /// <summary>The row in study.json: its numbers stand beside what names them.</summary>
    public JsonObject ToJson()
    {
        JsonObject json = new() { ["part"] = Part, ["method"] = Method, ["setting"] = Setting, ["seed"] = Seed };
        if (Setting is null) json["reason"] = "setting is null: the method has none";
        foreach ((string name, double value) in Values) json[name] = value;
        return json;
    }
}
