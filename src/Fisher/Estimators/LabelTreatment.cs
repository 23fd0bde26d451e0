using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Fisher.Estimators;

/// <summary>Which outcomes a Fisher matrix is taken over: it decides what the matrix means, what it costs, and whether it has an error.</summary>
public abstract record LabelTreatment
{
    private LabelTreatment()
    {
    }

    /// <summary>In exact expectation, by T columns of a root of Cov: no bias, no variance over labels; T backward passes.</summary>
    public static LabelTreatment Exact { get; } = new InExpectation();

    /// <summary>As they were observed: the empirical Fisher matrix, which is biased for the Fisher matrix; one backward pass.</summary>
    public static LabelTreatment Observed { get; } = new AsObserved();

    /// <summary>
    /// Drawn from the model: Î₁, without bias, its variance V₁ over the number of samples; a backward pass for each. Example i draws
    /// from the stream's child i. Source: [SoenSun24], eq. 5 and 24.
    /// </summary>
    public static LabelTreatment MonteCarlo(int samples, RandomStream stream)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        return new Drawn(samples, stream);
    }

    internal sealed record InExpectation : LabelTreatment;

    internal sealed record AsObserved : LabelTreatment;

    internal sealed record Drawn(int Samples, RandomStream Stream) : LabelTreatment;
}
