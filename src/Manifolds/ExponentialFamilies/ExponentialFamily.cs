using System.Collections.Immutable;
using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Manifolds.Geometry.Charts;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies;

/// <summary>
/// A minimal exponential family p(y) = π(y) exp(θ·t(y) − F(θ)) with its three charts: the usual one, the natural θ and the
/// expectation η = ∇F(θ) = E[t]. The log-partition alone, written in <see cref="Jet"/>, gives the whole geometry; closed forms
/// override what they make faster or more exact. [Amari16], ch. 2.
/// </summary>
public abstract class ExponentialFamily : DistributionFamily
{
    /// <summary>A family.</summary>
    protected ExponentialFamily(string name, ImmutableArray<Parameter> parameters, ImmutableArray<string> coordinates, ImmutableArray<string> statistics)
        : base(name, parameters, coordinates) => StatisticNames = statistics;

    /// <summary>The components of t(y), as formulas in y.</summary>
    public ImmutableArray<string> StatisticNames { get; }

    /// <inheritdoc/>
    public sealed override StatisticalManifold UsualManifold => new UsualManifold(this);

    /// <inheritdoc/>
    public sealed override StatisticalManifold Manifold(Chart chart) => chart switch
    {
        Chart.Natural => new NaturalManifold(this),
        Chart.Expectation => new ExpectationManifold(this),
        _ => UsualManifold,
    };

    /// <summary>
    /// The metric and the Amari–Chentsov tensor as formulas in the usual coordinates, where the way over θ would lose digits, as it
    /// does for normals whose mean is many deviations from zero; null for none.
    /// </summary>
    public virtual FieldManifold? ClosedGeometry => null;

    /// <summary>F(θ) with its derivatives.</summary>
    public abstract Jet LogPartition(ReadOnlySpan<Jet> naturalParameters);

    /// <summary>θ as a function of the usual chart's coordinates, with its derivatives.</summary>
    public abstract void NaturalParameters(ReadOnlySpan<Jet> coordinates, Span<Jet> naturalParameters);

    /// <summary>θ of textbook parameters.</summary>
    public abstract void ToNatural(ReadOnlySpan<double> parameters, Span<double> naturalParameters);

    /// <summary>Textbook parameters of θ.</summary>
    public abstract void FromNatural(ReadOnlySpan<double> naturalParameters, Span<double> parameters);

    /// <summary>Whether F is finite at θ.</summary>
    public abstract bool ContainsNatural(ReadOnlySpan<double> naturalParameters);

    /// <summary>t(y), d values.</summary>
    public abstract void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic);

    /// <summary>log π(y).</summary>
    public abstract double LogBaseMeasure(ReadOnlySpan<double> outcome);

    /// <summary>E[log π(y)]; zero where the base measure is one.</summary>
    public abstract double ExpectedLogBaseMeasure(ReadOnlySpan<double> parameters);

    /// <summary>F(θ).</summary>
    public virtual double LogPartition(ReadOnlySpan<double> naturalParameters) => ForwardMode.Value(LogPartition, naturalParameters);

    /// <summary>η = ∇F(θ).</summary>
    public virtual void Mean(ReadOnlySpan<double> naturalParameters, Span<double> mean) => ForwardMode.Gradient(LogPartition, naturalParameters, mean);

    /// <summary>∇²F(θ) = Cov[t]: the metric in the natural chart.</summary>
    public virtual void Covariance(ReadOnlySpan<double> naturalParameters, MatrixView<double> covariance) => ForwardMode.Hessian(LogPartition, naturalParameters, covariance);

    /// <summary>∇³F(θ), d×d×d: the Amari–Chentsov tensor in the natural chart.</summary>
    public virtual void ThirdCumulant(ReadOnlySpan<double> naturalParameters, Span<double> third) => ForwardMode.ThirdDerivatives(LogPartition, naturalParameters, third);

    /// <summary>D⁴F(θ)[u, v, w, z].</summary>
    public double FourthCumulant(ReadOnlySpan<double> naturalParameters, double[] u, double[] v, double[] w, double[] z) =>
        ForwardMode.Along(LogPartition, naturalParameters, u, v, w, z);

    /// <summary>E[t] of textbook parameters, where it can be had without the way over θ.</summary>
    public virtual void ToMean(ReadOnlySpan<double> parameters, Span<double> mean)
    {
        Span<double> natural = new double[Dimension];
        ToNatural(parameters, natural);
        Mean(natural, mean);
    }

    /// <summary>Textbook parameters of a mean: those of maximum likelihood for data whose mean statistic it is.</summary>
    /// <exception cref="NumericalException">No distribution of the family has the mean.</exception>
    public virtual void FromMean(ReadOnlySpan<double> mean, Span<double> parameters)
    {
        double[] natural = new double[Dimension];
        Span<double> start = stackalloc double[ParameterLength];
        Guess(mean, start);
        ToNatural(start, natural);
        MeanInversion.Solve(this, mean, natural);
        FromNatural(natural, parameters);
    }

    /// <summary>F*(η) = θ·η − F(θ), the potential dual to F.</summary>
    public virtual double DualPotential(ReadOnlySpan<double> parameters)
    {
        double[] natural = new double[Dimension], mean = new double[Dimension];
        ToNatural(parameters, natural);
        ToMean(parameters, mean);
        return TensorPrimitives.Dot<double>(natural, mean) - LogPartition(natural);
    }

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome)
    {
        if (!Outcomes.Contains(outcome)) return double.NegativeInfinity;
        Span<double> natural = stackalloc double[Dimension], statistic = stackalloc double[Dimension];
        ToNatural(parameters, natural);
        SufficientStatistic(outcome, statistic);
        return TensorPrimitives.Dot<double>(natural, statistic) - LogPartition(natural) + LogBaseMeasure(outcome);
    }

    /// <inheritdoc/>
    public override double Entropy(ReadOnlySpan<double> parameters) => -DualPotential(parameters) - ExpectedLogBaseMeasure(parameters);

    /// <summary>Jᵀ ∇²F(θ) J, J the Jacobian of θ by the usual coordinates.</summary>
    public override void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric)
    {
        double[] coordinates = new double[Dimension];
        ToCoordinates(parameters, coordinates);
        double[] natural = new double[Dimension];
        ToNatural(parameters, natural);
        Matrix<double> covariance = new(Dimension, Dimension), jacobian = new(Dimension, Dimension), product = new(Dimension, Dimension);
        Covariance(natural, covariance);
        Jet[] at = new Jet[Dimension], moved = new Jet[Dimension];
        for (int along = 0; along < Dimension; along++)
        {
            for (int place = 0; place < Dimension; place++) at[place] = Jet.Variable(coordinates[place], place == along ? 1 : 0);
            NaturalParameters(at, moved);
            for (int place = 0; place < Dimension; place++) jacobian[place, along] = moved[place][1];
        }

        Products.Multiply<double>(covariance, jacobian, product);
        Products.MultiplyTransposedLeft<double>(jacobian, product, metric);
    }

    /// <summary>
    /// B_F(θ′ : θ), the Bregman divergence of the log-partition: ∫₀¹ (1 − s) δᵀ∇²F(θ + sδ)δ ds, δ = θ′ − θ, where Gauss–Legendre
    /// rules of two sizes agree, which near pairs always reach, else the difference F(θ′) − F(θ) − δ·η.
    /// </summary>
    public override double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference)
    {
        double[] from = new double[Dimension], to = new double[Dimension];
        ToNatural(parameters, from);
        ToNatural(reference, to);
        return BregmanDivergence.Of(this, from, to);
    }

    /// <inheritdoc/>
    public override double[] MaximumLikelihood(ReadOnlyMatrixView<double> outcomes)
    {
        double[] mean = new double[Dimension], statistic = new double[Dimension], parameters = new double[ParameterLength];
        for (int row = 0; row < outcomes.Rows; row++)
        {
            SufficientStatistic(outcomes.Row(row), statistic);
            for (int place = 0; place < Dimension; place++) mean[place] += (statistic[place] - mean[place]) / (row + 1);
        }

        FromMean(mean, parameters);
        return parameters;
    }

    /// <summary>Textbook parameters from where Newton's method reaches a mean.</summary>
    protected virtual void Guess(ReadOnlySpan<double> mean, Span<double> parameters) =>
        throw new NotSupportedException($"The family '{Name}' has neither a closed form of the parameters by the mean nor a start for Newton's method.");
}
