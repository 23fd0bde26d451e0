namespace Neuromanifold.Studies.Optimisers;

/// <summary>How the autoencoder is trained: every optimiser gets the same seconds.</summary>
/// <param name="Contenders">By which rules; the first sets the target.</param>
/// <param name="ChoiceSeconds">Seconds of training with each value that is tried, on a part of the training data; 0 for none, which takes the usual values.</param>
/// <param name="Seconds">Seconds of the one training that counts.</param>
internal sealed record AutoencoderPlan(ImmutableArray<Contender> Contenders, double ChoiceSeconds, double Seconds)
{
    /// <summary>Widths between the input and the code, joined by dashes; the decoder is their mirror image.</summary>
    public string Encoder { get; init; } = "1000-500-250";

    /// <summary>The width of the code, which is linear.</summary>
    public int Code { get; init; } = 30;

    /// <summary>Examples a step.</summary>
    public int Batch { get; init; } = 1000;

    /// <summary>The most examples to train on.</summary>
    public int Examples { get; init; } = int.MaxValue;

    /// <summary>The share of them that values are tried on.</summary>
    public double ChoiceShare { get; init; } = 0.1;

    /// <summary>Examples that are looked at along the way, of the training and of the test part.</summary>
    public int Watched { get; init; } = 5000;
}
