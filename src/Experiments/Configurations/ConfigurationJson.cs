using System.Text.Json.Serialization;

namespace Neuromanifold.Experiments.Configurations;

/// <summary>How configurations are written: what their users chose, in snake_case.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    IgnoreReadOnlyProperties = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    NewLine = "\n")]
[JsonSerializable(typeof(RunConfiguration))]
[JsonSerializable(typeof(ComparisonConfiguration))]
[JsonSerializable(typeof(StudyConfiguration))]
public sealed partial class ConfigurationJson : JsonSerializerContext;
