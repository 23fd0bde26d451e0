using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Projections.Mixtures;

/// <summary>Outcomes as a family sees them: their sufficient statistics, n × d, and Σ log π(y).</summary>
internal sealed class OutcomeStatistics
{
    public OutcomeStatistics(ExponentialFamily family, ReadOnlyMatrixView<double> outcomes)
    {
        if (outcomes.Rows == 0) throw new InvalidInputException("A fit of a mixture", "no outcome", "one or more");
        Statistics = new(outcomes.Rows, family.Dimension);
        for (int row = 0; row < outcomes.Rows; row++)
        {
            if (!family.Outcomes.Contains(outcomes.Row(row))) throw new InvalidInputException($"Outcome {row + 1} of {outcomes.Rows}", string.Join(", ", outcomes.Row(row).ToArray()), family.Outcomes.Description);
            family.SufficientStatistic(outcomes.Row(row), Statistics.Row(row));
            LogBaseMeasure += family.LogBaseMeasure(outcomes.Row(row));
        }
    }

    /// <summary>t(y), a row an outcome.</summary>
    public Matrix<double> Statistics { get; }

    /// <summary>Σ log π(y).</summary>
    public double LogBaseMeasure { get; }

    /// <summary>The mean statistic.</summary>
    public double[] Mean()
    {
        double[] mean = new double[Statistics.Columns];
        for (int row = 0; row < Statistics.Rows; row++)
        {
            for (int place = 0; place < mean.Length; place++) mean[place] += (Statistics[row, place] - mean[place]) / (row + 1);
        }

        return mean;
    }
}
