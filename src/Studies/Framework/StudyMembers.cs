using System.Text.Json;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Numerics.Blas;

namespace Neuromanifold.Studies.Framework;

/// <summary>What stands in JSON.</summary>
internal static class StudyMembers
{
    /// <summary>What study.json says of any study.</summary>
    internal sealed record StudyHead(string Command, string Study, string Publication, string Version, bool Quick, long Seed)
    {
        public required int Threads { get; init; }

        public required string Blas { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public RunData? Data { get; init; }

        public required IReadOnlyList<JudgedClaim> Claims { get; init; }
    }

    /// <summary>A claim in study.json.</summary>
    internal sealed record JudgedClaim(string Subject, string Published, string Measured, double? Value, bool? Held)
    {
        /// <summary>Why there is no number; absent where there is one.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Reason => Value is null ? Measured : null;
    }
}
