namespace Neuromanifold.Studies.Optimisers;

/// <summary>How well images are reconstructed.</summary>
/// <param name="Loss">The mean of −Σ ln p(pixel), in nats: for pixels in [0, 1] the cross-entropy.</param>
/// <param name="Error">The mean of Σ (pixel − its reconstruction)², as this benchmark is reported. Source: [HintonSalakhutdinov06].</param>
internal sealed record ReconstructionQuality(double Loss, double Error);
