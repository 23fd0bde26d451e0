using System.Runtime.CompilerServices;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Likelihoods;

/// <summary>
/// A family of distributions p(y | θ) = π(y) exp(θ·t(y) − F(θ)): t the sufficient statistic, F the log-partition, π the base
/// measure; η = ∇F(θ) = E[t] is the mean and ∇²F(θ) the covariance of t, which is the Fisher information in θ. [Amari16], ch. 2.
/// </summary>
/// <remarks>
/// Parameters, statistics and directions are spans of <see cref="Dimension"/> values, outcomes of <see cref="OutcomeWidth"/>;
/// another length is an <see cref="ArgumentException"/>. Verbs allocate nothing, keep no state and may be called from any thread.
/// They take every outcome to lie in the support: data are checked once, by <see cref="IsInSupport"/>, where they are read.
/// NaN in gives NaN out.
/// </remarks>
public abstract class Likelihood
{
    /// <summary>A family of <paramref name="dimension"/> natural parameters.</summary>
    protected Likelihood(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        Dimension = dimension;
    }

    /// <summary>One of <paramref name="labelCount"/> labels; the natural parameters are logits (softmax).</summary>
    public static CategoricalLikelihood Categorical(int labelCount) => new(labelCount);

    /// <summary>Numbers with normal errors of one known <paramref name="variance"/>; the natural parameters are the means (least squares).</summary>
    public static NormalLikelihood Normal(int dimension, double variance = 1) => new(dimension, variance);

    /// <summary>Independent outputs that are 0 or 1; the natural parameters are log-odds (logistic regression).</summary>
    public static BernoulliLikelihood Bernoulli(int dimension) => new(dimension);

    /// <summary>Independent counts; the natural parameters are the logarithms of the rates.</summary>
    public static PoissonLikelihood Poisson(int dimension) => new(dimension);

    /// <summary>One lower-case word, as a user writes it.</summary>
    public abstract string Name { get; }

    /// <summary>T, the number of natural parameters: the outputs of a network with this family as its head.</summary>
    public int Dimension { get; }

    /// <summary>Values in an outcome: 1 where it is a label's number, else one per natural parameter.</summary>
    public virtual int OutcomeWidth => Dimension;

    /// <summary>The number of distinct outcomes where they are few enough to be listed by <see cref="Outcome"/>, else null.</summary>
    public virtual int? LabelCount => null;

    /// <summary>Whether outcomes are labels, so that the share of those predicted right, the accuracy, means something.</summary>
    public virtual bool HasLabels => false;

    /// <summary>What an outcome may be, as a phrase to end a sentence: "a label from 0 to 9".</summary>
    public abstract string Support { get; }

    /// <summary>Whether an outcome is one that the family can give; false for a wrong length and for NaN.</summary>
    public abstract bool IsInSupport(ReadOnlySpan<double> outcome);

    /// <summary>Writes the outcome of a number from 0 to <see cref="LabelCount"/> − 1.</summary>
    /// <exception cref="InvalidOperationException">The outcomes cannot be listed.</exception>
    public virtual void Outcome(int label, Span<double> outcome) =>
        throw new InvalidOperationException($"The outcomes of the family '{Name}' of dimension {Dimension} cannot be listed.");

    /// <summary>Whether outputs are natural parameters as they are, h = o; else they become them by a curved link h = n(o).</summary>
    public virtual bool HasIdentityLink => true;

    /// <summary>h = n(o): the natural parameters of a network's outputs; the destination may be the outputs themselves.</summary>
    public virtual void ToNatural(ReadOnlySpan<double> outputs, Span<double> naturalParameters) => outputs.CopyTo(naturalParameters);

    /// <summary>
    /// Turns derivatives of the outputs along m parameters into those of the natural parameters: ∂h = Dn ∂o and
    /// ∂²h = Dn ∂²o + D²n[∂o, ∂o], in place. Source: [SoenSun24], §2, by the chain rule.
    /// </summary>
    /// <param name="outputs">o.</param>
    /// <param name="slopes">∂o, T × m; ∂h afterwards.</param>
    /// <param name="curvatures">∂²o, T × m; ∂²h afterwards. Without rows where they are not wanted.</param>
    public virtual void PushForward(ReadOnlySpan<double> outputs, MatrixView<double> slopes, MatrixView<double> curvatures)
    {
    }

    /// <summary>Turns a cotangent of the natural parameters into one of the outputs, Dnᵀ c, in place.</summary>
    public virtual void PullBack(ReadOnlySpan<double> outputs, Span<double> cotangent)
    {
    }

    /// <summary>F(θ) = log ∫ π(y) exp(θ·t(y)) dy.</summary>
    public abstract double LogPartition(ReadOnlySpan<double> naturalParameters);

    /// <summary>η = ∇F(θ) = E[t]; the destination may be the natural parameters themselves.</summary>
    public abstract void Mean(ReadOnlySpan<double> naturalParameters, Span<double> mean);

    /// <summary>Writes η and returns F(θ), for the price of one; the destination may be the natural parameters themselves.</summary>
    public virtual double LogPartitionAndMean(ReadOnlySpan<double> naturalParameters, Span<double> mean)
    {
        double logPartition = LogPartition(naturalParameters);
        Mean(naturalParameters, mean);
        return logPartition;
    }

    /// <summary>Cov = ∇²F(θ) = E[(t − η)(t − η)ᵀ], T×T.</summary>
    public abstract void Covariance(ReadOnlySpan<double> naturalParameters, MatrixView<double> covariance);

    /// <summary>uᵀ Cov v, the covariance of u·t and v·t, in O(T). Never negative where u and v are the same.</summary>
    public abstract double Covariance(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> u, ReadOnlySpan<double> v);

    /// <summary>Cov·u in O(T), no matrix formed. The result must not overlap its operands.</summary>
    public abstract void MultiplyCovariance(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> u, Span<double> result);

    /// <summary>A T×T matrix S in closed form with S Sᵀ = Cov; its T columns, sent back through a network, give the exact Fisher information.</summary>
    public abstract void CovarianceRoot(ReadOnlySpan<double> naturalParameters, MatrixView<double> root);

    /// <summary>
    /// M(u,v,u,v) = K(u,u,v,v) − (uᵀ Cov v)² = Var[u·(t − η) v·(t − η)] in O(T): N times the variance of the first-order
    /// Monte-Carlo estimate from N outcomes of the Fisher information between two parameters with derivatives u and v of the
    /// natural parameters. Computed from centred forms: never negative. Source: [SoenSun24], Lemma A.1 and App. B.
    /// </summary>
    public abstract double ProductVariance(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> u, ReadOnlySpan<double> v);

    /// <summary>
    /// forms_j = u_jᵀ Cov u_j for every column u_j of <paramref name="directions"/>, T × m: what a direction's Fisher information is.
    /// Never negative. Cost: O(Tm).
    /// </summary>
    public virtual void CovarianceForms(ReadOnlySpan<double> naturalParameters, ReadOnlyMatrixView<double> directions, Span<double> forms)
    {
        RequireColumns(directions, forms.Length);
        using LentValues workspace = new(Dimension);
        for (int column = 0; column < forms.Length; column++)
        {
            ReadOnlySpan<double> u = Column(directions, column, workspace.Values);
            forms[column] = Covariance(naturalParameters, u, u);
        }
    }

    /// <summary>
    /// forms_j = M(u_j,u_j,u_j,u_j) for every column u_j of <paramref name="directions"/>, T × m, as <see cref="ProductVariance"/> of u_j
    /// with itself. Never negative. Cost: O(Tm).
    /// </summary>
    public virtual void ProductVarianceForms(ReadOnlySpan<double> naturalParameters, ReadOnlyMatrixView<double> directions, Span<double> forms)
    {
        RequireColumns(directions, forms.Length);
        using LentValues workspace = new(Dimension);
        for (int column = 0; column < forms.Length; column++)
        {
            ReadOnlySpan<double> u = Column(directions, column, workspace.Values);
            forms[column] = ProductVariance(naturalParameters, u, u);
        }
    }

    /// <summary>The extreme eigenvalues of Cov, exactly. Cost here: an eigen-decomposition, some 9T³.</summary>
    public virtual EigenvalueRange CovarianceRange(ReadOnlySpan<double> naturalParameters)
    {
        RequireDimension(naturalParameters.Length);
        using LentValues workspace = new(Dimension * (Dimension + 1));
        Span<double> eigenvalues = workspace.Values[..Dimension];
        MatrixView<double> covariance = new(workspace.Values[Dimension..], Dimension, Dimension);
        Covariance(naturalParameters, covariance);
        SymmetricEigen.Decompose(covariance, eigenvalues);
        return new(Math.Max(0, eigenvalues[0]), Math.Max(0, eigenvalues[^1]));
    }

    /// <summary>
    /// The infimum and the supremum of M(u,u,u,u) over unit vectors u, M = K − Cov ⊗ Cov: the extreme eigenvalues of M in the variational
    /// sense. Here by ascents and descents from many starts, which know of the family <see cref="ProductVariance"/> alone and may
    /// miss the best of several local extremes. Source: [SoenSun24], (13).
    /// </summary>
    public virtual EigenvalueRange ProductVarianceRange(ReadOnlySpan<double> naturalParameters)
    {
        RequireDimension(naturalParameters.Length);
        return QuarticRange.Of(this, naturalParameters, 1);
    }

    /// <summary>The infimum and the supremum of K(u,u,u,u) = E[(u·(t − η))⁴] over unit vectors, the extreme eigenvalues of K; here as those of M.</summary>
    public virtual EigenvalueRange FourthMomentRange(ReadOnlySpan<double> naturalParameters)
    {
        RequireDimension(naturalParameters.Length);
        return QuarticRange.Of(this, naturalParameters, 0);
    }

    /// <summary>K(u,u,v,v) = E[(u·(t − η))² (v·(t − η))²], a contraction of the fourth central moment, in O(T). Never negative.</summary>
    public double FourthCentralMoment(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> u, ReadOnlySpan<double> v)
    {
        double covariance = Covariance(naturalParameters, u, v);
        return ProductVariance(naturalParameters, u, v) + (covariance * covariance);
    }

    /// <summary>K(u,u,u,u) = E[(u·(t − η))⁴], in O(T). Never negative.</summary>
    public double FourthCentralMoment(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> u) => FourthCentralMoment(naturalParameters, u, u);

    /// <summary>
    /// KL(p_θ ‖ p_θ′) = F(θ′) − F(θ) − (θ′ − θ)·η, the Bregman divergence of F from the reference θ′ to θ. Never negative,
    /// and correct to rounding for near parameters. Source: [Amari16], ch. 2.
    /// </summary>
    public abstract double KullbackLeibler(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> reference);

    /// <summary>Writes a most probable outcome, y where p(y | θ) is largest.</summary>
    public abstract void Mode(ReadOnlySpan<double> naturalParameters, Span<double> outcome);

    /// <summary>t(y).</summary>
    public abstract void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic);

    /// <summary>log π(y).</summary>
    public abstract double LogBaseMeasure(ReadOnlySpan<double> outcome);

    /// <summary>log p(y | θ) = θ·t(y) − F(θ) + log π(y), without the cancellation of its terms where the family allows it.</summary>
    public abstract double LogDensity(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> outcome);

    /// <summary>Draws an outcome.</summary>
    public abstract void Sample(ReadOnlySpan<double> naturalParameters, ref RandomSequence random, Span<double> outcome);

    /// <summary>Refuses a span that does not hold one value per natural parameter.</summary>
    /// <exception cref="ArgumentException">The length is not <see cref="Dimension"/>.</exception>
    protected void RequireDimension(int length, [CallerArgumentExpression(nameof(length))] string? expression = null)
    {
        if (length != Dimension) throw new ArgumentException($"The family '{Name}' has {Dimension} natural parameters, found {length}.", expression);
    }

    /// <summary>Refuses a matrix that is not T×T.</summary>
    /// <exception cref="ArgumentException">The matrix has another shape.</exception>
    protected void RequireSquare(ReadOnlyMatrixView<double> matrix)
    {
        if (matrix.Rows != Dimension || matrix.Columns != Dimension)
            throw new ArgumentException($"A matrix of the family '{Name}' is {matrix.Rows}×{matrix.Columns}; expected {Dimension}×{Dimension}.", nameof(matrix));
    }

    /// <summary>Refuses directions that are not T × m for the m forms asked for.</summary>
    /// <exception cref="ArgumentException">The matrix has another shape.</exception>
    protected void RequireColumns(ReadOnlyMatrixView<double> directions, int count)
    {
        if (directions.Rows != Dimension || directions.Columns != count)
            throw new ArgumentException($"Directions of the family '{Name}' are {directions.Rows}×{directions.Columns}; expected {Dimension}×{count}.", nameof(directions));
    }

    /// <summary>Refuses an outcome of another width.</summary>
    /// <exception cref="ArgumentException">The length is not <see cref="OutcomeWidth"/>.</exception>
    protected void RequireOutcome(int length)
    {
        if (length != OutcomeWidth) throw new ArgumentException($"An outcome of the family '{Name}' holds {OutcomeWidth} values, found {length}.", nameof(length));
    }

    private static ReadOnlySpan<double> Column(ReadOnlyMatrixView<double> matrix, int column, Span<double> values)
    {
        for (int row = 0; row < values.Length; row++) values[row] = matrix[row, column];
        return values;
    }
}
