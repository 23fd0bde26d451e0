using System.Numerics.Tensors;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.NaturalGradient;

/// <summary>
/// KL(p ‖ p_θ) but for a constant, F(θ) − θ·E_p[t], in the natural chart: its least value is the m-projection of p on the family, which
/// matches the moments of p. With p the distribution of a sample it is maximum likelihood. [Amari16], 2.8. Gradient: η(θ) − E_p[t].
/// </summary>
public sealed class MomentFit : Objective
{
    private readonly ExponentialFamily _family;
    private readonly double[] _moments;

    /// <summary>A fit to moments E_p[t].</summary>
    public MomentFit(ExponentialFamily family, ReadOnlySpan<double> moments)
        : base(family.Manifold(Chart.Natural))
    {
        if (moments.Length != family.Dimension) throw new ArgumentException($"The family '{family.Name}' has {family.Dimension} moments, found {moments.Length}.", nameof(moments));
        _family = family;
        _moments = moments.ToArray();
    }

    /// <summary>The mean negative log-likelihood of outcomes, one a row, but for their base measure.</summary>
    public static MomentFit ToOutcomes(ExponentialFamily family, ReadOnlyMatrixView<double> outcomes)
    {
        double[] mean = new double[family.Dimension], statistic = new double[family.Dimension];
        for (int row = 0; row < outcomes.Rows; row++)
        {
            family.SufficientStatistic(outcomes.Row(row), statistic);
            for (int place = 0; place < mean.Length; place++) mean[place] += (statistic[place] - mean[place]) / (row + 1);
        }

        return new MomentFit(family, mean);
    }

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> point) => _family.LogPartition(point) - TensorPrimitives.Dot(point, _moments);

    /// <inheritdoc/>
    public override void Gradient(ReadOnlySpan<double> point, Span<double> gradient)
    {
        _family.Mean(point, gradient);
        TensorPrimitives.Subtract(gradient, _moments, gradient);
    }
}
