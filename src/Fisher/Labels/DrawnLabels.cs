using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Labels;

/// <summary>Outcomes drawn from the model, one after another from the example's own stream. Source: [SoenSun24], eq. 5 and 24.</summary>
internal sealed record DrawnLabels : LabelRule
{
    public DrawnLabels(int samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        Samples = samples;
    }

    public override int Samples { get; }

    public override int BackwardPasses(int outputs) => Samples;

    public override void Write(LabelContext example, MatrixView<double> cotangents)
    {
        RandomSequence random = example.Randomness();
        double scale = 1 / Math.Sqrt(Samples);
        for (int k = 0; k < Samples; k++)
        {
            example.Likelihood.Sample(example.Natural, ref random, example.OutcomeScratch);
            example.NegativeScore(example.OutcomeScratch, scale, cotangents.Row(k));
        }
    }

    public override void Variances(Likelihood likelihood, ReadOnlySpan<double> natural, ReadOnlyMatrixView<double> slopes, Span<double> variances) =>
        likelihood.ProductVarianceForms(natural, slopes, variances);
}
