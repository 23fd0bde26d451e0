using System.Numerics.Tensors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Likelihoods;

/// <summary>
/// T independent outcomes of one family of a single parameter: F and log π are sums, Cov is diagonal with entries c_a, and
/// K(u,u,v,v) follows from the variances of (t_a − η_a)². A member states its formulas for one output.
/// </summary>
public abstract class IndependentLikelihood : Likelihood
{
    /// <summary><paramref name="dimension"/> independent outputs.</summary>
    protected IndependentLikelihood(int dimension)
        : base(dimension)
    {
    }

    /// <inheritdoc/>
    public override bool IsInSupport(ReadOnlySpan<double> outcome)
    {
        if (outcome.Length != Dimension) return false;
        foreach (double value in outcome)
        {
            if (!IsInSupport(value)) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override double LogPartition(ReadOnlySpan<double> naturalParameters)
    {
        RequireDimension(naturalParameters.Length);
        double sum = 0;
        foreach (double parameter in naturalParameters) sum += LogPartition(parameter);
        return sum;
    }

    /// <inheritdoc/>
    public override void Covariance(ReadOnlySpan<double> naturalParameters, MatrixView<double> covariance)
    {
        RequireDimension(naturalParameters.Length);
        RequireSquare(covariance);
        for (int a = 0; a < naturalParameters.Length; a++)
        {
            covariance.Row(a).Clear();
            covariance[a, a] = Variance(naturalParameters[a]);
        }
    }

    /// <inheritdoc/>
    public override double Covariance(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> u, ReadOnlySpan<double> v)
    {
        RequireDimension(naturalParameters.Length);
        RequireDimension(u.Length);
        RequireDimension(v.Length);
        double sum = 0;
        for (int a = 0; a < naturalParameters.Length; a++) sum += u[a] * v[a] * Variance(naturalParameters[a]);
        return sum;
    }

    /// <inheritdoc/>
    public override void MultiplyCovariance(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> u, Span<double> result)
    {
        RequireDimension(naturalParameters.Length);
        RequireDimension(u.Length);
        RequireDimension(result.Length);
        for (int a = 0; a < naturalParameters.Length; a++) result[a] = u[a] * Variance(naturalParameters[a]);
    }

    /// <summary>S = diag √c.</summary>
    public override void CovarianceRoot(ReadOnlySpan<double> naturalParameters, MatrixView<double> root)
    {
        RequireDimension(naturalParameters.Length);
        RequireSquare(root);
        for (int a = 0; a < naturalParameters.Length; a++)
        {
            root.Row(a).Clear();
            root[a, a] = Math.Sqrt(Variance(naturalParameters[a]));
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// u·d v·d is a sum of the uncorrelated terms u_a v_a d_a² and, over pairs a &lt; b, (u_a v_b + u_b v_a) d_a d_b, d = t − η. The
    /// squares over pairs open into running sums of u²c, v²c and uvc; each b's share is a non-negative form, held to that.
    /// </remarks>
    public override double ProductVariance(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> u, ReadOnlySpan<double> v)
    {
        RequireDimension(naturalParameters.Length);
        RequireDimension(u.Length);
        RequireDimension(v.Length);
        double sum = 0, uu = 0, vv = 0, uv = 0;
        for (int b = 0; b < naturalParameters.Length; b++)
        {
            double variance = Variance(naturalParameters[b]), product = u[b] * v[b];
            double pairs = (u[b] * u[b] * vv) + (v[b] * v[b] * uu) + (2 * product * uv);
            sum += (product * product * SquareVariance(naturalParameters[b])) + (Math.Max(0, pairs) * variance);
            uu += u[b] * u[b] * variance;
            vv += v[b] * v[b] * variance;
            uv += product * variance;
        }

        return sum;
    }

    /// <inheritdoc/>
    public override void CovarianceForms(ReadOnlySpan<double> naturalParameters, ReadOnlyMatrixView<double> directions, Span<double> forms)
    {
        RequireColumns(directions, forms.Length);
        using LentValues workspace = new(2 * Dimension);
        Moments(naturalParameters, workspace.Values[..Dimension], workspace.Values[Dimension..]);
        IndependentForms.Quadratic(workspace.Values[..Dimension], directions, forms);
    }

    /// <inheritdoc/>
    public override void ProductVarianceForms(ReadOnlySpan<double> naturalParameters, ReadOnlyMatrixView<double> directions, Span<double> forms)
    {
        RequireColumns(directions, forms.Length);
        using LentValues workspace = new(2 * Dimension);
        Moments(naturalParameters, workspace.Values[..Dimension], workspace.Values[Dimension..]);
        IndependentForms.Quartic(workspace.Values[..Dimension], workspace.Values[Dimension..], directions, forms);
    }

    /// <summary>The least and the greatest variance.</summary>
    public override EigenvalueRange CovarianceRange(ReadOnlySpan<double> naturalParameters)
    {
        using LentValues workspace = new(2 * Dimension);
        Span<double> variances = workspace.Values[..Dimension];
        Moments(naturalParameters, variances, workspace.Values[Dimension..]);
        return new(TensorPrimitives.Min<double>(variances), TensorPrimitives.Max<double>(variances));
    }

    /// <summary>
    /// The extremes over the simplex of w_a = u_a² of 2 (Σ c w)² + Σ e_a w_a², e_a the fourth cumulant of output a, exactly: all
    /// supports a stationary point can have are tried. Cost: O(T²); O(T log T) for the least where no cumulant is negative.
    /// </summary>
    public override EigenvalueRange ProductVarianceRange(ReadOnlySpan<double> naturalParameters)
    {
        using LentValues workspace = new(2 * Dimension);
        Moments(naturalParameters, workspace.Values[..Dimension], workspace.Values[Dimension..]);
        return IndependentRange.Of(workspace.Values[..Dimension], workspace.Values[Dimension..]);
    }

    /// <summary>As <see cref="ProductVarianceRange"/>, K being 3 (Σ c w)² + Σ e_a w_a².</summary>
    public override EigenvalueRange FourthMomentRange(ReadOnlySpan<double> naturalParameters)
    {
        using LentValues workspace = new(2 * Dimension);
        Span<double> variances = workspace.Values[..Dimension], fourthMoments = workspace.Values[Dimension..];
        Moments(naturalParameters, variances, fourthMoments);
        for (int a = 0; a < variances.Length; a++) fourthMoments[a] += variances[a] * variances[a];

        // 3 (c·w)² = 2 (c′·w)² for c′ = √(3/2) c, and s′ = e + 2c′² is the fourth moment itself.
        TensorPrimitives.Multiply(variances, Math.Sqrt(1.5), variances);
        return IndependentRange.Of(variances, fourthMoments);
    }

    /// <inheritdoc/>
    public override double KullbackLeibler(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> reference)
    {
        RequireDimension(naturalParameters.Length);
        RequireDimension(reference.Length);
        double sum = 0;
        for (int a = 0; a < naturalParameters.Length; a++) sum += KullbackLeibler(naturalParameters[a], reference[a]);
        return sum;
    }

    /// <inheritdoc/>
    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic)
    {
        RequireOutcome(outcome.Length);
        RequireDimension(statistic.Length);
        outcome.CopyTo(statistic);
    }

    /// <inheritdoc/>
    public override double LogBaseMeasure(ReadOnlySpan<double> outcome)
    {
        RequireOutcome(outcome.Length);
        double sum = 0;
        foreach (double value in outcome) sum += LogBaseMeasure(value);
        return sum;
    }

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> outcome)
    {
        RequireDimension(naturalParameters.Length);
        RequireOutcome(outcome.Length);
        double sum = 0;
        for (int a = 0; a < naturalParameters.Length; a++) sum += LogDensity(naturalParameters[a], outcome[a]);
        return sum;
    }

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> naturalParameters, ref RandomSequence random, Span<double> outcome)
    {
        RequireDimension(naturalParameters.Length);
        RequireOutcome(outcome.Length);
        for (int a = 0; a < naturalParameters.Length; a++) outcome[a] = Sample(naturalParameters[a], ref random);
    }

    /// <summary>Whether one output's value is in the support.</summary>
    protected abstract bool IsInSupport(double value);

    /// <summary>F of one output.</summary>
    protected abstract double LogPartition(double naturalParameter);

    /// <summary>c = F″, the variance of one output's statistic.</summary>
    protected abstract double Variance(double naturalParameter);

    /// <summary>E[(t − η)⁴] − c² ≥ 0, the variance of (t − η)² for one output.</summary>
    protected abstract double SquareVariance(double naturalParameter);

    /// <summary>KL(p_θ ‖ p_θ′) of one output.</summary>
    protected abstract double KullbackLeibler(double naturalParameter, double reference);

    /// <summary>log π of one output.</summary>
    protected abstract double LogBaseMeasure(double value);

    /// <summary>log p(y | θ) of one output.</summary>
    protected abstract double LogDensity(double naturalParameter, double value);

    /// <summary>Draws one output.</summary>
    protected abstract double Sample(double naturalParameter, ref RandomSequence random);

    private void Moments(ReadOnlySpan<double> naturalParameters, Span<double> variances, Span<double> squareVariances)
    {
        RequireDimension(naturalParameters.Length);
        for (int a = 0; a < naturalParameters.Length; a++)
        {
            variances[a] = Variance(naturalParameters[a]);
            squareVariances[a] = SquareVariance(naturalParameters[a]);
        }
    }
}
