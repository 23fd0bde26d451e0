using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Projections.Bounds;

/// <summary>What a sample says of the parameters at a point of the usual chart.</summary>
/// <param name="At">The point: the likeliest distribution, mostly.</param>
/// <param name="Expected">n I(θ), the expected information.</param>
/// <param name="Observed">−∇² Σ log p(y), the observed information; the same as the expected one at the likeliest point of an exponential family.</param>
public sealed record SampleInformation(Distribution At, Matrix<double> Expected, Matrix<double> Observed)
{
    // The step of differences, as a share of a coordinate's standard deviation under one observation.
    private const double Step = 1e-3;

    /// <summary>At the distribution that is likeliest for a sample.</summary>
    /// <exception cref="NumericalException">There is none.</exception>
    public static SampleInformation AtMaximumLikelihood(DistributionFamily family, ReadOnlyMatrixView<double> outcomes) =>
        Of(family.At(family.MaximumLikelihood(outcomes)), outcomes);

    /// <summary>
    /// At any distribution. The observed information is exact for exponential families; for others by differences of fourth order of the
    /// log-likelihood, to some 8 digits.
    /// </summary>
    public static SampleInformation Of(Distribution distribution, ReadOnlyMatrixView<double> outcomes)
    {
        if (outcomes.Rows == 0) throw new InvalidInputException("The information of a sample", "no outcome", "one or more");
        Matrix<double> expected = distribution.Metric();
        System.Numerics.Tensors.TensorPrimitives.Multiply(expected.AsSpan(), outcomes.Rows, expected.AsSpan());
        return new(distribution, expected, distribution.Family is ExponentialFamily family ? Exact(family, distribution, outcomes) : ByDifferences(distribution, outcomes));
    }

    private static Matrix<double> Exact(ExponentialFamily family, Distribution distribution, ReadOnlyMatrixView<double> outcomes)
    {
        int d = family.Dimension, n = outcomes.Rows;
        double[] mean = new double[d], statistic = new double[d];
        for (int row = 0; row < n; row++)
        {
            family.SufficientStatistic(outcomes.Row(row), statistic);
            for (int place = 0; place < d; place++) mean[place] += (statistic[place] - mean[place]) / (row + 1);
        }

        Matrix<double> hessian = new(d, d);
        ForwardMode.Hessian(Surprise, distribution.Coordinates(), hessian);
        return hessian;

        // n (F(θ) − θ·t̄) as a function of the usual coordinates
        Jet Surprise(ReadOnlySpan<Jet> coordinates)
        {
            Jet[] natural = new Jet[d];
            family.NaturalParameters(coordinates, natural);
            Jet sum = family.LogPartition(natural);
            for (int place = 0; place < d; place++) sum -= natural[place] * mean[place];
            return n * sum;
        }
    }

    private static Matrix<double> ByDifferences(Distribution distribution, ReadOnlyMatrixView<double> outcomes)
    {
        DistributionFamily family = distribution.Family;
        int d = family.Dimension;
        double[] centre = distribution.Coordinates(), at = new double[d], parameters = new double[family.ParameterLength];
        Matrix<double> metric = distribution.Metric(), hessian = new(d, d), copy = new(outcomes.Rows, outcomes.Columns);
        copy.View.CopyFrom(outcomes);
        ReadOnlySpan<(int Steps, double Weight)> stencil = [(-2, 1.0 / 12), (-1, -8.0 / 12), (1, 8.0 / 12), (2, -1.0 / 12)];
        double[] steps = [.. Enumerable.Range(0, d).Select(place => Step / Math.Sqrt(metric[place, place]))];
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double sum = 0;
                foreach ((int first, double weight) in stencil)
                {
                    foreach ((int second, double other) in stencil) sum += weight * other * LogLikelihood((i, first), (j, second));
                }

                hessian[i, j] = hessian[j, i] = -sum / steps[i] / steps[j];
            }

            double curvature = (-30 * LogLikelihood((i, 0), (i, 0))) + (16 * (LogLikelihood((i, 1), (i, 0)) + LogLikelihood((i, -1), (i, 0)))) - LogLikelihood((i, 2), (i, 0)) - LogLikelihood((i, -2), (i, 0));
            hessian[i, i] = -curvature / 12 / steps[i] / steps[i];
        }

        return hessian;

        double LogLikelihood((int Place, int Steps) first, (int Place, int Steps) second)
        {
            centre.CopyTo(at, 0);
            at[first.Place] += first.Steps * steps[first.Place];
            at[second.Place] += second.Steps * steps[second.Place];
            family.FromCoordinates(at, parameters);
            double sum = 0;
            for (int row = 0; row < copy.Rows; row++) sum += family.LogDensity(parameters, copy.Row(row));
            return sum;
        }
    }
}
