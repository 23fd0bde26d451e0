using System.Numerics.Tensors;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Fisher.Labels;

/// <summary>One example as a <see cref="LabelRule"/> sees it: natural parameters, the observed outcome where the rule needs it, and the example's own randomness.</summary>
public sealed class LabelContext
{
    private readonly double[] _natural;
    private readonly double[] _mean;
    private readonly double[] _statistic;
    private readonly double[] _observed;
    private readonly double[] _scratch;
    private RandomStream _stream;
    private bool _hasMean;

    internal LabelContext(Likelihood likelihood)
    {
        Likelihood = likelihood;
        _natural = new double[likelihood.Dimension];
        _mean = new double[likelihood.Dimension];
        _statistic = new double[likelihood.Dimension];
        _observed = new double[likelihood.OutcomeWidth];
        _scratch = new double[likelihood.OutcomeWidth];
    }

    /// <summary>The family.</summary>
    public Likelihood Likelihood { get; }

    /// <summary>The example's position in the data, or in the batch.</summary>
    public int Example { get; private set; }

    /// <summary>Its natural parameters.</summary>
    public ReadOnlySpan<double> Natural => _natural;

    /// <summary>The observed outcome, where <see cref="LabelRule.NeedsOutcomes"/>.</summary>
    public ReadOnlySpan<double> Outcome => _observed;

    /// <summary>Room for an outcome.</summary>
    public Span<double> OutcomeScratch => _scratch;

    /// <summary>The example's own random numbers from their beginning, whatever the thread.</summary>
    public RandomSequence Randomness() => _stream.Split(Example).From();

    /// <summary>scale · (η − t(y)), the negative score of an outcome.</summary>
    public void NegativeScore(ReadOnlySpan<double> outcome, double scale, Span<double> cotangent)
    {
        if (!_hasMean) Likelihood.LogPartitionAndMean(_natural, _mean);
        _hasMean = true;
        Likelihood.SufficientStatistic(outcome, _statistic);
        for (int j = 0; j < cotangent.Length; j++) cotangent[j] = scale * (_mean[j] - _statistic[j]);
    }

    internal void Load(ReadOnlySpan<double> natural, RandomStream stream, int example)
    {
        natural.CopyTo(_natural);
        (_stream, Example, _hasMean) = (stream, example, false);
    }

    internal void Observe<T>(ReadOnlySpan<T> outcome)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => TensorPrimitives.ConvertTruncating(outcome, _observed);
}
