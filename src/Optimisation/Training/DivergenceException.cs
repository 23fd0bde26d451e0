using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Optimisation.Training;

/// <summary>Training ended in a loss that is not finite.</summary>
public sealed class DivergenceException : NumericalException
{
    /// <summary>A divergence at a step, blamed on a layer.</summary>
    public DivergenceException(long step, double loss, string layer, double largestActivation)
        : base($"Training diverged at step {step}: the loss is {loss}; the largest activation, {largestActivation:g4}, is in layer '{layer}'. Lower the learning rate or raise the damping.")
    {
        Step = step;
        Loss = loss;
        Layer = layer;
        LargestActivation = largestActivation;
    }

    /// <summary>The number of the step, from 1.</summary>
    public long Step { get; }

    /// <summary>The loss.</summary>
    public double Loss { get; }

    /// <summary>The first layer with a value that is not finite, else the one with the largest value.</summary>
    public string Layer { get; }

    /// <summary>The largest magnitude there; NaN counts as the largest.</summary>
    public double LargestActivation { get; }
}
