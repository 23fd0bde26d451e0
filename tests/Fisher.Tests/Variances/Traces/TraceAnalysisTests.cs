using System.Collections.Immutable;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Variances;
using Neuromanifold.Fisher.Variances.Traces;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Tests.Variances.Traces;

public sealed class TraceAnalysisTests
{
    private const int Models = 24, Examples = 5;

    [Fact]
    public void Sums_are_those_over_the_diagonal_analysis_of_every_layer()
    {
        for (int seed = 0; seed < Models; seed++)
        {
            DrawnModel drawn = new(seed, Examples);
            DiagonalResult diagonal = DiagonalAnalysis.Run(drawn.Model, drawn, DiagonalOptions.All with { Threads = 1 }, TestContext.Current.CancellationToken);
            foreach ((TraceMoments moments, TensorSlot[] slots) in Run(drawn).Zip(Groups(drawn.Model.Network)))
            {
                AssertClose(Sum(DiagonalQuantities.Fisher), moments.Fisher.Value, $"seed {seed}, {moments.Layer}, information");
                AssertClose(Sum(DiagonalQuantities.FirstVariance), moments.FirstVariance.Value, $"seed {seed}, {moments.Layer}, first variance");
                AssertClose(Sum(DiagonalQuantities.SecondVariance), moments.SecondVariance.Value, $"seed {seed}, {moments.Layer}, second variance");
                AssertClose(Sum(DiagonalQuantities.UpperFirstVariance), moments.FirstVariance.UpperByExtremes, $"seed {seed}, {moments.Layer}, bound of the first variance");

                double Sum(DiagonalQuantity quantity) => slots.Sum(slot => TensorPrimitives.Sum(slot.In(diagonal[quantity].Span)));
            }
        }
    }

    [Fact]
    public void Bounds_hold_and_all_are_equalities_for_a_normal_head()
    {
        for (int seed = 0; seed < Models; seed++)
        {
            DrawnModel drawn = new(seed, Examples);
            foreach (TraceMoments moments in Run(drawn))
            {
                foreach (TraceBounds bounds in (TraceBounds[])[moments.Fisher, moments.FirstVariance, moments.SecondVariance])
                    AssertWithin(bounds, drawn.Model.Likelihood is NormalLikelihood, $"seed {seed}, {moments.Layer}");
            }
        }
    }

    [Fact]
    public void Whole_spectra_bound_the_sums_of_quadratic_forms_at_least_as_well_as_extreme_eigenvalues()
    {
        for (int seed = 0; seed < Models; seed++)
        {
            foreach (TraceMoments moments in Run(new DrawnModel(seed, Examples)))
            {
                foreach (TraceBounds bounds in (TraceBounds[])[moments.Fisher, moments.SecondVariance])
                {
                    double slack = 1e-9 * (bounds.UpperByExtremes + 1e-300);
                    Assert.True(bounds.UpperBySpectrum <= bounds.UpperByExtremes + slack, $"seed {seed}, {moments.Layer}: {bounds}");
                    Assert.True(bounds.LowerBySpectrum >= bounds.LowerByExtremes - slack, $"seed {seed}, {moments.Layer}: {bounds}");
                }
            }
        }
    }

    [Fact]
    public void Single_precision_agrees()
    {
        for (int seed = 0; seed < Models; seed++)
        {
            DrawnModel drawn = new(seed, Examples);
            foreach ((TraceMoments exact, TraceMoments single) in Run(drawn).Zip(TraceAnalysis.Run(drawn.InSingle(), drawn, TestContext.Current.CancellationToken)))
            {
                AssertNear(exact.Fisher, single.Fisher);
                AssertNear(exact.FirstVariance, single.FirstVariance);
                AssertNear(exact.SecondVariance, single.SecondVariance);

                void AssertNear(TraceBounds expected, TraceBounds found)
                {
                    double tolerance = 1e-3 * (expected.UpperByExtremes + 1e-6);
                    Assert.Equal(expected.Value, found.Value, tolerance);
                    Assert.Equal(expected.UpperByExtremes, found.UpperByExtremes, tolerance);
                    Assert.Equal(expected.UpperBySpectrum, found.UpperBySpectrum, tolerance);
                    Assert.Equal(expected.LowerBySpectrum, found.LowerBySpectrum, tolerance);
                }
            }
        }
    }

    [Fact]
    public void Unusable_inputs_and_too_many_outputs_are_refused()
    {
        DrawnModel drawn = new(0, Examples);
        drawn.Model.Parameters.Span[^1] = double.NaN;
        Assert.Contains("example 0", Assert.Throws<InvalidInputException>(() => Run(drawn)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidInputException>(() => Run(new DrawnModel(0, 0)));

        NetworkBuilder builder = new(drawn.InputShape);
        builder.Add("flatten", new Flatten());
        builder.Add("wide", new Dense(33));
        Model<double> wide = Model<double>.Initialise(builder.Build(), Likelihood.Categorical(33), WeightInitialisation.He, RandomStream.FromSeed(0));
        Assert.Contains("33 outputs", Assert.Throws<InvalidInputException>(() => TraceAnalysis.Run(wide, drawn, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    private static ImmutableArray<TraceMoments> Run(DrawnModel drawn) => TraceAnalysis.Run(drawn.Model, drawn, TestContext.Current.CancellationToken);

    private static IEnumerable<TensorSlot[]> Groups(Network network) =>
        [.. network.Blocks.Select(block => block.Second is { } second ? new[] { block.First, second } : [block.First]), [.. network.Parameters.Slots]];

    private static void AssertWithin(TraceBounds bounds, bool equal, string where)
    {
        double slack = 1e-9 * (bounds.UpperByExtremes + 1e-300);
        Assert.True(bounds.LowerByExtremes <= bounds.Value + slack && bounds.Value <= bounds.UpperByExtremes + slack, $"{where}: {bounds}");
        Assert.True(bounds.LowerBySpectrum <= bounds.Value + slack && bounds.Value <= bounds.UpperBySpectrum + slack, $"{where}: {bounds}");
        if (!equal) return;
        Assert.True(bounds.UpperByExtremes - bounds.LowerByExtremes <= slack, $"{where}: {bounds}");
        Assert.True(bounds.UpperBySpectrum - bounds.LowerBySpectrum <= slack, $"{where}: {bounds}");
    }

    private static void AssertClose(double expected, double found, string what) =>
        Assert.True(Math.Abs(expected - found) <= 1e-9 * (1e-6 + Math.Abs(expected)), $"{what}: {found}, expected {expected}");
}
