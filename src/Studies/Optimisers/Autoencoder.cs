using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;

namespace Neuromanifold.Studies.Optimisers;

/// <summary>
/// A chain of tanh layers down to a linear code and back up to one Bernoulli output a pixel. Sources: [HintonSalakhutdinov06], whose
/// units are logistic; [Martens10]; [MartensGrosse15], §13.
/// </summary>
internal static class Autoencoder
{
    /// <summary>Widths joined by dashes.</summary>
    public static string Describe(AutoencoderPlan plan, string pixels) => $"{pixels}-{plan.Encoder}-{plan.Code}-{string.Join('-', plan.Encoder.Split('-').Reverse())}-{pixels}";

    /// <summary>Random weights of variance 2/(fan-in + fan-out).</summary>
    public static Model<float> Initialise(AutoencoderPlan plan, Shape image, long seed)
    {
        NetworkBuilder builder = new(image);
        if (image.Rank != 1) builder.Add("flatten", new Flatten());
        int[] widths = Widths(plan, image.ElementCount);
        for (int layer = 1; layer < widths.Length; layer++)
        {
            builder.Add($"fc{layer}", new Dense(widths[layer]));
            bool isLinear = layer == widths.Length - 1 || layer == widths.Length / 2;
            if (!isLinear) builder.Add($"act{layer}", new Activation(ActivationFunctions.HyperbolicTangent));
        }

        return Model<float>.Initialise(builder.Build(), Likelihood.Bernoulli(image.ElementCount), WeightInitialisation.Glorot, RandomStream.FromSeed(seed).Split("weights"));
    }

    private static int[] Widths(AutoencoderPlan plan, int pixels)
    {
        int[] down = [pixels, .. plan.Encoder.Split('-').Select(width => int.Parse(width, CultureInfo.InvariantCulture))];
        return [.. down, plan.Code, .. down.Reverse()];
    }
}
