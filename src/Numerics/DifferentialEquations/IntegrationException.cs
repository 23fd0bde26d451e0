using System.Collections.Immutable;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Numerics.DifferentialEquations;

/// <summary>A solution could not be followed to its end: it leaves the domain of the equation, or needs too many steps.</summary>
public class IntegrationException : NumericalException
{
    /// <summary>A solution that ended early.</summary>
    /// <param name="message">A sentence with the numbers.</param>
    /// <param name="time">How far it was followed.</param>
    /// <param name="state">Where it stood then.</param>
    /// <param name="cause">The exception behind it, if any.</param>
    public IntegrationException(string message, double time, ReadOnlySpan<double> state, Exception? cause = null)
        : base(message, cause)
    {
        Time = time;
        State = [.. state];
    }

    /// <summary>How far it was followed.</summary>
    public double Time { get; }

    /// <summary>Where it stood then.</summary>
    public ImmutableArray<double> State { get; }
}
