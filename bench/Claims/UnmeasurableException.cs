namespace Neuromanifold.Claims;

/// <summary>Tells that something to measure with is missing on this machine: neither held nor broken.</summary>
internal sealed class UnmeasurableException(string message) : Exception(message);
