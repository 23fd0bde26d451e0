using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Labels;

/// <summary>
/// Which outcomes a Fisher matrix is taken over, as vectors c that are sent back through the network: the matrix is the mean over
/// examples of Σ_k (Jᵀc_k)(Jᵀc_k)ᵀ. The rule decides what that means, what it costs and whether it has an error. A new rule is a
/// new derived class.
/// </summary>
public abstract record LabelRule
{
    /// <summary>In exact expectation, by the columns of a root of Cov: no bias and no variance over labels.</summary>
    public static LabelRule Expected { get; } = new ExpectedLabels();

    /// <summary>As they were observed: the empirical Fisher matrix, which is biased for the Fisher matrix; one backward pass.</summary>
    public static LabelRule Observed { get; } = new ObservedLabels();

    /// <summary>Whether the mean over the rule's randomness is another matrix than the Fisher matrix.</summary>
    public virtual bool IsBiased => false;

    /// <summary>Whether it reads the outcomes that were observed.</summary>
    public virtual bool NeedsOutcomes => false;

    /// <summary>Independent draws for each example that share the variance; 1 where nothing is drawn.</summary>
    public virtual int Samples => 1;

    /// <summary>Drawn from the model: Î₁, unbiased, with the variance V₁ over the number of samples. Source: [SoenSun24], eq. 5 and 24.</summary>
    public static LabelRule Drawn(int samples = 1) => new DrawnLabels(samples);

    /// <summary>Random signs on the columns of a root of Cov: Î₃, unbiased, its coefficient of variation at most √2. Source: [Sun26].</summary>
    public static LabelRule Hutchinson(int samples = 1, CovarianceRoot root = CovarianceRoot.Labels) => new HutchinsonSigns(samples, root);

    /// <summary>Cotangents of each example of a network with so many outputs, and so backward passes.</summary>
    public abstract int BackwardPasses(int outputs);

    /// <summary>Writes the cotangents c_k of one example's natural parameters, a row each. It allocates nothing.</summary>
    /// <param name="example">The example.</param>
    /// <param name="cotangents"><see cref="BackwardPasses"/> × T.</param>
    public abstract void Write(LabelContext example, MatrixView<double> cotangents);

    /// <summary>The variance over the rule's own randomness of Σ_k (c_k·u_j)² for one sample, for every column u_j of <paramref name="slopes"/>; 0 where nothing is drawn.</summary>
    /// <param name="likelihood">The family.</param>
    /// <param name="natural">Its natural parameters.</param>
    /// <param name="slopes">Derivatives of the natural parameters, T × m.</param>
    /// <param name="variances">m values.</param>
    public virtual void Variances(Likelihood likelihood, ReadOnlySpan<double> natural, ReadOnlyMatrixView<double> slopes, Span<double> variances) => variances.Clear();

    // The first cotangent whose second derivatives are wanted where second derivatives are.
    internal virtual int FirstCurved(int outputs) => 0;

    // Whether cotangents are those of natural parameters, to be pulled back through the link, or of the outputs themselves.
    internal virtual bool IsNatural => true;
}
