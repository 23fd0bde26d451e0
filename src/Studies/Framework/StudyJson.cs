namespace Neuromanifold.Studies.Framework;

/// <summary>How what all studies say looks in JSON.</summary>
[JsonSerializable(typeof(StudyMembers.StudyHead))]
[JsonSerializable(typeof(JsonObject))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n")]
internal sealed partial class StudyJson : JsonSerializerContext;
