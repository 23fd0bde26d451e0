using System.Collections.Immutable;
using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.CustomFamilies;

/// <summary>
/// A user's own family, from its log-density alone: derivatives in the parameters are exact, expectations are sums over integers,
/// adaptive quadrature over numbers, and means over samples elsewhere, each with an error estimate.
/// </summary>
public sealed class DensityFamily : DistributionFamily
{
    private const int MostSteps = 500;

    private const double NearDecrement = 1e-9;

    private const double SmallestDecrement = 1e-26;

    private readonly DensityForm _form;

    /// <summary>The family of a density.</summary>
    public DensityFamily(DensityForm form)
        : base(form.Name, form.Parameters, [.. form.Parameters.SelectMany(parameter => parameter.Length == 1 ? [parameter.Name] : Vectors.Names(parameter.Name, parameter.Length))])
    {
        _form = form;
        Require(form.Start);
        OutcomeWidth = form.Outcomes switch
        {
            OutcomeSpace.Region region => region.Width,
            OutcomeSpace.Counts counts => counts.Categories,
            _ => 1,
        };
    }

    /// <inheritdoc/>
    public override int OutcomeWidth { get; }

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes => _form.Outcomes;

    /// <inheritdoc/>
    public override StatisticalManifold UsualManifold => new DensityManifold(this);

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome)
    {
        if (!Outcomes.Contains(outcome)) return double.NegativeInfinity;
        Span<Jet> constants = new Jet[parameters.Length];
        for (int place = 0; place < parameters.Length; place++) constants[place] = parameters[place];
        return _form.LogDensity(constants, outcome).Value;
    }

    /// <summary>∫ p, which is one for a density: what differs from it shows a missing factor.</summary>
    public Estimate Mass(ReadOnlySpan<double> parameters) => Mean(parameters, _ => 1);

    /// <summary>g_ij = E[∂_iℓ ∂_jℓ] at [i, j], with its error.</summary>
    public Estimate[,] MetricEstimate(ReadOnlySpan<double> parameters)
    {
        Estimate[,] metric = new Estimate[Dimension, Dimension];
        ScoreDerivatives score = Score(parameters.ToArray());
        for (int i = 0; i < Dimension; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                (int first, int second) = (i, j);
                metric[i, j] = metric[j, i] = Mean(parameters, outcome =>
                {
                    score.EvaluateFirst(outcome);
                    return score.First[first] * score.First[second];
                });
            }
        }

        return metric;
    }

    /// <summary>Γ^(α)_ij,k = E[(∂_i∂_jℓ + ½(1 − α) ∂_iℓ ∂_jℓ) ∂_kℓ] at [i, j, k], with its error. [Amari16], ch. 6.</summary>
    public Estimate[,,] ConnectionEstimate(ReadOnlySpan<double> parameters, double alpha)
    {
        Estimate[,,] symbols = new Estimate[Dimension, Dimension, Dimension];
        ScoreDerivatives score = Score(parameters.ToArray());
        for (int i = 0; i < Dimension; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                for (int k = 0; k < Dimension; k++)
                {
                    (int a, int b, int c) = (i, j, k);
                    symbols[i, j, k] = symbols[j, i, k] = Mean(parameters, outcome =>
                    {
                        score.EvaluateBoth(outcome);
                        return (score.Second[a, b] + (0.5 * (1 - alpha) * score.First[a] * score.First[b])) * score.First[c];
                    });
                }
            }
        }

        return symbols;
    }

    /// <summary>By quadrature or sampling: <see cref="MetricEstimate"/> without its errors.</summary>
    public override void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric)
    {
        Estimate[,] estimates = MetricEstimate(parameters);
        for (int i = 0; i < Dimension; i++)
        {
            for (int j = 0; j < Dimension; j++) metric[i, j] = estimates[i, j].Value;
        }
    }

    /// <summary>−E[ℓ], by quadrature or sampling.</summary>
    public override double Entropy(ReadOnlySpan<double> parameters)
    {
        double[] at = parameters.ToArray();
        return -Mean(parameters, outcome => LogDensity(at, outcome)).Value;
    }

    /// <summary>Null: there is no closed form.</summary>
    public override double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference) => null;

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome) =>
        SampleRows(parameters, ref random, new MatrixView<double>(outcome, 1, OutcomeWidth));

    /// <summary>By the sampler where there is one, else by inversion: drawing many at once is much cheaper.</summary>
    /// <exception cref="NotSupportedException">There is no sampler, and outcomes are neither an interval nor integers.</exception>
    public override void SampleRows(ReadOnlySpan<double> parameters, ref RandomSequence random, MatrixView<double> outcomes)
    {
        if (_form.Sampler is { } sampler)
        {
            for (int row = 0; row < outcomes.Rows; row++) sampler(parameters, ref random, outcomes.Row(row));
            return;
        }

        double[] at = parameters.ToArray();
        InversionTable table = new(Outcomes, y => LogDensity(at, [y]));
        for (int row = 0; row < outcomes.Rows; row++) outcomes[row, 0] = table.Draw(ref random);
    }

    /// <summary>By Newton's method where the likelihood is concave, else along the score's own covariance, from the start; a local maximum where there are several.</summary>
    public override double[] MaximumLikelihood(ReadOnlyMatrixView<double> outcomes)
    {
        if (outcomes.Rows == 0) throw new ArgumentException("There are no outcomes.", nameof(outcomes));
        double[] at = [.. _form.Start], trial = new double[Dimension], gradient = new double[Dimension], step = new double[Dimension];
        double previous = double.PositiveInfinity, value = LogLikelihood(at, outcomes);
        for (int iteration = 0; iteration < MostSteps; iteration++)
        {
            Climb(at, outcomes, gradient, step);
            double decrement = TensorPrimitives.Dot<double>(gradient, step);
            if (decrement <= SmallestDecrement || (decrement < NearDecrement && decrement >= previous)) return at;
            previous = decrement;
            double length = 1, found = double.NaN;
            for (; length > 1e-12; length /= 2)
            {
                for (int place = 0; place < Dimension; place++) trial[place] = at[place] + (length * step[place]);
                if (!Contains(trial)) continue;
                found = LogLikelihood(trial, outcomes);
                if (found >= value || (decrement < NearDecrement && double.IsFinite(found))) break;
            }

            if (length <= 1e-12) break;
            trial.CopyTo(at, 0);
            value = found;
        }

        throw new NumericalException($"The likelihood of the family '{Name}' has no maximum that could be reached from its start: it still grew at {Describe(at)}.");
    }

    /// <inheritdoc/>
    public override bool Equals(DistributionFamily? other) => other is DensityFamily family && family._form == _form;

    /// <summary>Derivatives of the log-density at some parameters.</summary>
    internal ScoreDerivatives Score(double[] parameters) => new(_form.LogDensity, parameters);

    /// <summary>E[f(y)].</summary>
    internal Estimate Mean(ReadOnlySpan<double> parameters, OutcomeFunction function) => Expectation.Of(At(parameters), function, _form.Sampling);

    private double LogLikelihood(double[] parameters, ReadOnlyMatrixView<double> outcomes)
    {
        double sum = 0;
        for (int row = 0; row < outcomes.Rows; row++) sum += LogDensity(parameters, outcomes.Row(row));
        return sum / outcomes.Rows;
    }

    // The gradient of the mean log-likelihood and Newton's step, or the one of the mean of ∂ℓ∂ℓᵀ, which climbs everywhere.
    private void Climb(double[] at, ReadOnlyMatrixView<double> outcomes, double[] gradient, double[] step)
    {
        ScoreDerivatives score = Score(at);
        Matrix<double> hessian = new(Dimension, Dimension), covariance = new(Dimension, Dimension);
        Array.Clear(gradient);
        for (int row = 0; row < outcomes.Rows; row++)
        {
            score.EvaluateBoth(outcomes.Row(row));
            for (int i = 0; i < Dimension; i++)
            {
                gradient[i] += score.First[i] / outcomes.Rows;
                for (int j = 0; j < Dimension; j++)
                {
                    hessian[i, j] -= score.Second[i, j] / outcomes.Rows;
                    covariance[i, j] += score.First[i] * score.First[j] / outcomes.Rows;
                }
            }
        }

        if (!Cholesky.TryFactor<double>(hessian, out _, out _))
        {
            hessian = covariance;
            for (int i = 0; i < Dimension; i++) hessian[i, i] *= 1 + 1e-8;
            if (!Cholesky.TryFactor<double>(hessian, out _, out _)) throw new NumericalException($"The likelihood of the family '{Name}' does not tell its parameters apart at {Describe(at)}.");
        }

        gradient.CopyTo(step, 0);
        Cholesky.Solve<double>(hessian, new MatrixView<double>(step, Dimension, 1));
    }
}
