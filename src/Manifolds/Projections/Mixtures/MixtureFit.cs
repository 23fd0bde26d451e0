using System.Collections.Immutable;
using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Projections.Mixtures;

/// <summary>
/// A mixture fitted by alternating projections between the data manifold — distributions of outcome and component whose outcomes are
/// those observed, which is m-flat — and the model, which is e-flat in outcome and component together. The e-step is the e-projection
/// of the model onto the data manifold and the m-step the m-projection back, so that the likelihood never falls [Amari95].
/// </summary>
/// <remarks>Other texts name the steps the other way round, after the expectation and the maximisation of [Dempster77].</remarks>
/// <param name="Mixture">The mixture.</param>
/// <param name="LogLikelihoods">Σ log p(y) at the start and after every step; none is below the one before.</param>
/// <param name="End">Why it ended.</param>
/// <param name="Degenerate">The component that left the family, or null.</param>
public sealed record MixtureFit(Mixture Mixture, ImmutableArray<double> LogLikelihoods, MixtureEnd End, int? Degenerate)
{
    // What rounding may take from a sum over outcomes.
    private const double Rounding = 1e-12;

    /// <summary>Fits from a start found by <see cref="BregmanClustering"/>.</summary>
    /// <exception cref="InvalidInputException">An outcome cannot occur under the family.</exception>
    public static MixtureFit Run(ExponentialFamily family, int components, ReadOnlyMatrixView<double> outcomes, MixtureOptions? options = null) =>
        Run(BregmanClustering.Run(family, components, outcomes, options).ToMixture(), outcomes, options);

    /// <summary>Fits from a mixture.</summary>
    /// <exception cref="InvalidInputException">An outcome cannot occur under the family.</exception>
    /// <exception cref="NumericalException">The likelihood fell by more than rounding: the family's formulas contradict each other.</exception>
    public static MixtureFit Run(Mixture start, ReadOnlyMatrixView<double> outcomes, MixtureOptions? options = null)
    {
        options ??= MixtureOptions.Default;
        OutcomeStatistics statistics = new(start.Family, outcomes);
        Matrix<double> responsibilities = new(outcomes.Rows, start.Weights.Length);
        Mixture mixture = start;
        double logLikelihood = ProjectOntoData(mixture, statistics, responsibilities);
        List<double> trace = [logLikelihood];
        for (int step = 0; step < options.MostSteps; step++)
        {
            (Mixture? next, int degenerate) = ProjectOntoModel(start.Family, statistics, responsibilities);
            double reached = next is null ? double.NaN : ProjectOntoData(next, statistics, responsibilities);
            if (next is null || !double.IsFinite(reached)) return new(mixture, [.. trace], MixtureEnd.Degenerate, degenerate);
            double slack = Rounding * (1 + Math.Abs(logLikelihood));
            if (reached < logLikelihood - slack)
                throw new NumericalException($"The likelihood of a mixture of {start.Family} fell from {logLikelihood:R} to {reached:R} in step {step + 1}, which alternating projections cannot do.");
            double gain = reached - logLikelihood;
            (mixture, logLikelihood) = (next, Math.Max(reached, logLikelihood));
            trace.Add(logLikelihood);
            if (gain <= options.Tolerance * outcomes.Rows) return new(mixture, [.. trace], MixtureEnd.Converged, null);
        }

        return new(mixture, [.. trace], MixtureEnd.OutOfSteps, null);
    }

    // The e-projection: of all joint distributions with the observed outcomes the nearest to the model has the model's own conditionals.
    private static double ProjectOntoData(Mixture model, OutcomeStatistics outcomes, Matrix<double> responsibilities) => model.Responsibilities(outcomes, responsibilities);

    // The m-projection: of all models the nearest has the same expected statistics, those of labels and those of outcomes given labels.
    private static (Mixture? Model, int Degenerate) ProjectOntoModel(ExponentialFamily family, OutcomeStatistics outcomes, Matrix<double> responsibilities)
    {
        int components = responsibilities.Columns;
        Matrix<double> means = new(components, family.Dimension);
        Products.MultiplyTransposedLeft<double>(responsibilities, outcomes.Statistics, means);
        double[] weights = new double[components];
        for (int row = 0; row < responsibilities.Rows; row++) TensorPrimitives.Add(weights, responsibilities.Row(row), weights);
        Distribution[] fitted = new Distribution[components];
        for (int component = 0; component < components; component++)
        {
            try
            {
                double[] parameters = new double[family.ParameterLength];
                TensorPrimitives.Divide(means.Row(component), weights[component], means.Row(component));
                family.FromMean(means.Row(component), parameters);
                fitted[component] = family.At(parameters);
            }
            catch (Exception error) when (error is NumericalException or InvalidInputException)
            {
                return (null, component);
            }
        }

        double total = TensorPrimitives.Sum<double>(weights);
        TensorPrimitives.Divide(weights, total, weights);
        return (new Mixture(weights, fitted), -1);
    }
}
