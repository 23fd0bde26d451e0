namespace Neuromanifold.Data.Downloads;

/// <summary>What one place did wrong.</summary>
/// <param name="reason">What it did.</param>
/// <param name="worthRetrying">Whether a second request may fare better.</param>
internal sealed class MirrorFailure(string reason, bool worthRetrying) : Exception(reason)
{
    public bool WorthRetrying { get; } = worthRetrying;
}
