using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.Tests;

/// <summary>Small models with no tensor at a special value, all from one seed.</summary>
internal static class Chain
{
    public static Model<T> Build<T>(
        Likelihood likelihood, int[] widths, long seed, ActivationFunction? activation = null, NormalisationPlace normalisation = NormalisationPlace.None, double dropout = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MultilayerPerceptron chain = new([.. widths]) { Activation = activation ?? ActivationFunctions.HyperbolicTangent, Normalisation = normalisation, Dropout = dropout };
        Model<T> model = Model<T>.Initialise(chain.Build(new Shape(widths[0])), likelihood, WeightInitialisation.LeCun, RandomStream.FromSeed(seed));
        RandomSequence random = RandomStream.FromSeed(seed).Split("shift").From();
        foreach (ref T value in model.Parameters.Span) value += T.CreateTruncating(0.1 * random.NextNormal());
        return model;
    }

    public static double[] ToDouble<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] result = new double[values.Length];
        for (int i = 0; i < result.Length; i++) result[i] = double.CreateTruncating(values[i]);
        return result;
    }
}
