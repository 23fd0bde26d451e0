namespace Neuromanifold.Experiments.Runs.Checkpoints;

/// <summary>A file of a checkpoint, known by its content.</summary>
/// <param name="Name">Its name in the checkpoint's folder.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">The hash of its content, in lower-case hexadecimal.</param>
internal sealed record CheckpointFile(string Name, long Bytes, string Sha256);
