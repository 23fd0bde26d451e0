namespace Neuromanifold.Studies.Laplace;

/// <summary>How much is trained and measured.</summary>
/// <param name="Hidden">Hidden widths of the network on whole images.</param>
/// <param name="SmallHidden">Those of the network on images of a sixteenth of the pixels, for which all covariances fit.</param>
/// <param name="Examples">Examples to learn from: few, so that much stays uncertain.</param>
/// <param name="Epochs">Epochs of training.</param>
/// <param name="Seeds">Repeats.</param>
/// <param name="Test">Test examples.</param>
/// <param name="Samples">Draws of outputs, where they are sampled.</param>
internal sealed record LaplacePlan(string Hidden, string SmallHidden, int Examples, int Epochs, int Seeds, int Test, int Samples)
{
    /// <summary>The whole study.</summary>
    public static LaplacePlan Full { get; } = new("100-100", "20", Examples: 2000, Epochs: 300, Seeds: 3, Test: 5000, Samples: 200);

    /// <summary>The same in under a minute.</summary>
    public static LaplacePlan Quick { get; } = new("50", "10", Examples: 1000, Epochs: 150, Seeds: 2, Test: 1000, Samples: 50);
}
