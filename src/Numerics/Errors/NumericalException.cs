namespace Neuromanifold.Numerics.Errors;

/// <summary>A computation ran on valid input and failed: a singular matrix, an iteration that did not converge, a loss that is not finite.</summary>
public class NumericalException : Exception
{
    /// <summary>A numerical failure; the message is a sentence with the measured numbers and what to do next.</summary>
    public NumericalException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
