namespace Neuromanifold.Experiments.Runs.Checkpoints;

/// <summary>How a checkpoint's state looks in JSON: to the bit, so NaN and the infinities are named.</summary>
[JsonSerializable(typeof(CheckpointState))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    WriteIndented = true,
    NewLine = "\n")]
internal sealed partial class CheckpointJson : JsonSerializerContext;
