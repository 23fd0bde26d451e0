using System.Collections.Immutable;
using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.CustomFamilies;

/// <summary>
/// A user's own exponential family, from its log-partition alone: its parameters are θ, moments to order four are derivatives of F by
/// forward-mode differentiation, parameters of a mean come by Newton's method. Outcomes on an interval or on integers are drawn by
/// numerical inversion: drawing many at once is much cheaper than one at a time.
/// </summary>
public sealed class LogPartitionFamily : ExponentialFamily
{
    private readonly ExponentialForm _form;

    /// <summary>The family of a log-partition.</summary>
    public LogPartitionFamily(ExponentialForm form)
        : base(form.Name, [new("natural", Domain(form), 1, form.Start.Length)], Names(form), Names(form, "t"))
    {
        _form = form;
        Outcomes = form.Outcomes ?? Vectors.Space(Dimension);
        OutcomeWidth = Outcomes switch
        {
            OutcomeSpace.Region region => region.Width,
            OutcomeSpace.Counts counts => counts.Categories,
            _ => 1,
        };
        if (form.Statistic is null && OutcomeWidth != Dimension) throw new ArgumentException($"Outcomes of {OutcomeWidth} values are not {Dimension} statistics: give the map.", nameof(form));
    }

    /// <inheritdoc/>
    public override int OutcomeWidth { get; }

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes { get; }

    /// <inheritdoc/>
    public override Jet LogPartition(ReadOnlySpan<Jet> naturalParameters) => _form.LogPartition(naturalParameters);

    /// <inheritdoc/>
    public override void NaturalParameters(ReadOnlySpan<Jet> coordinates, Span<Jet> naturalParameters) => coordinates.CopyTo(naturalParameters);

    /// <inheritdoc/>
    public override void ToNatural(ReadOnlySpan<double> parameters, Span<double> naturalParameters) => parameters.CopyTo(naturalParameters);

    /// <inheritdoc/>
    public override void FromNatural(ReadOnlySpan<double> naturalParameters, Span<double> parameters) => naturalParameters.CopyTo(parameters);

    /// <inheritdoc/>
    public override bool ContainsNatural(ReadOnlySpan<double> naturalParameters) => Contains(_form, naturalParameters);

    /// <inheritdoc/>
    public override void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric) => Covariance(parameters, metric);

    /// <inheritdoc/>
    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic)
    {
        if (_form.Statistic is { } map) map(outcome, statistic);
        else outcome.CopyTo(statistic);
    }

    /// <inheritdoc/>
    public override double LogBaseMeasure(ReadOnlySpan<double> outcome) => Base(outcome);

    /// <summary>By quadrature over numbers, by summation over integers, by sampling elsewhere.</summary>
    public override double ExpectedLogBaseMeasure(ReadOnlySpan<double> parameters) => Expectation.Of(At(parameters), Base).Value;

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome) =>
        SampleRows(parameters, ref random, new MatrixView<double>(outcome, 1, OutcomeWidth));

    /// <summary>By the sampler where there is one, else by inversion.</summary>
    /// <exception cref="NotSupportedException">There is no sampler, and outcomes are neither an interval nor integers.</exception>
    public override void SampleRows(ReadOnlySpan<double> parameters, ref RandomSequence random, MatrixView<double> outcomes)
    {
        if (_form.Sampler is { } sampler)
        {
            for (int row = 0; row < outcomes.Rows; row++) sampler(parameters, ref random, outcomes.Row(row));
            return;
        }

        double[] natural = parameters.ToArray(), statistic = new double[Dimension];
        InversionTable table = new(Outcomes, LogWeight);
        for (int row = 0; row < outcomes.Rows; row++) outcomes[row, 0] = table.Draw(ref random);

        double LogWeight(double y)
        {
            SufficientStatistic([y], statistic);
            return TensorPrimitives.Dot<double>(natural, statistic) + Base([y]);
        }
    }

    /// <inheritdoc/>
    public override bool Equals(DistributionFamily? other) => other is LogPartitionFamily family && family._form == _form;

    /// <inheritdoc/>
    protected override void Guess(ReadOnlySpan<double> mean, Span<double> parameters) => _form.Start.CopyTo(parameters);

    private static ImmutableArray<string> Names(ExponentialForm form, string letter = "θ") => [.. Vectors.Names(letter, form.Start.Length)];

    private static ParameterDomain Domain(ExponentialForm form)
    {
        if (form.Start.Length == 0 || !Contains(form, form.Start)) throw new ArgumentException("The start is at least one number and lies where the log-partition is finite.", nameof(form));
        return new("natural parameters at which the log-partition is finite", values =>
            Contains(form, values) ? null : CovarianceMatrix.Text(values));
    }

    private static bool Contains(ExponentialForm form, ReadOnlySpan<double> natural) =>
        TensorPrimitives.IsFiniteAll(natural) && (form.Contains?.Invoke(natural.ToArray()) ?? double.IsFinite(ForwardMode.Value(form.LogPartition, natural)));

    private double Base(ReadOnlySpan<double> outcome) =>
        _form.LogBaseMeasure is { } measure ? measure(outcome) : throw new NotSupportedException($"The family '{Name}' is given by its log-partition alone; for densities, entropies and samples give its base measure too.");
}
