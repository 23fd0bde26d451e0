namespace Neuromanifold.Fisher.Variances.Traces;

/// <summary>Sums over the parameters of a layer or of the whole network, means over inputs.</summary>
/// <param name="Layer">The layer's name; null for the whole network.</param>
public sealed record TraceMoments(string? Layer)
{
    /// <summary>Σ_i I(θ_i|x) = tr(J Jᵀ Cov).</summary>
    public TraceBounds Fisher { get; init; }

    /// <summary>Σ_i V₁(θ_i|x) for one label sample. Its bounds by spectrum are those of K − Cov⊗Cov as a matrix over pairs of outputs.</summary>
    public TraceBounds FirstVariance { get; init; }

    /// <summary>Σ_i V₂(θ_i|x) for one label sample = tr(H Hᵀ Cov), column i of H being ∂²_i h.</summary>
    public TraceBounds SecondVariance { get; init; }

    internal static TraceMoments Add(TraceMoments left, TraceMoments right, double weight) => left with
    {
        Fisher = TraceBounds.Add(left.Fisher, right.Fisher, weight),
        FirstVariance = TraceBounds.Add(left.FirstVariance, right.FirstVariance, weight),
        SecondVariance = TraceBounds.Add(left.SecondVariance, right.SecondVariance, weight),
    };
}
