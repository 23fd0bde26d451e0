namespace Neuromanifold.Networks.Composition;

/// <summary>What a tensor holds before training.</summary>
public abstract record TensorInitialisation
{
    private TensorInitialisation()
    {
    }

    /// <summary>One value everywhere: 0 for biases and shifts, 1 for scales.</summary>
    public sealed record Constant(double Value) : TensorInitialisation;

    /// <summary>Random weights, their spread chosen from the numbers of inputs and outputs they connect.</summary>
    public sealed record Weights(int FanIn, int FanOut) : TensorInitialisation;
}
