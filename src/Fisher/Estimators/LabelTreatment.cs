using Neuromanifold.Fisher.Variances;
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

    /// <summary>Whether the expectation over labels is another matrix than the Fisher matrix.</summary>
    public virtual bool IsBiased => false;

    /// <summary>What a diagonal entry's variance over labels is, for one label sample; null for none.</summary>
    public virtual DiagonalQuantity? Variance => null;

    /// <summary>Label samples for each example that share the variance.</summary>
    public virtual int Samples => 1;

    /// <summary>
    /// Drawn from the model: Î₁, without bias, its variance V₁ over the number of samples; a backward pass for each. Example i draws
    /// from the stream's child i. Source: [SoenSun24], eq. 5 and 24.
    /// </summary>
    public static LabelTreatment MonteCarlo(int samples, RandomStream stream)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        return new Drawn(samples, stream);
    }

    /// <summary>Backward passes for each example of a network with T outputs.</summary>
    public abstract int BackwardPasses(int outputs);

    internal sealed record InExpectation : LabelTreatment
    {
        public override int BackwardPasses(int outputs) => outputs;
    }

    internal sealed record AsObserved : LabelTreatment
    {
        public override bool IsBiased => true;

        public override int BackwardPasses(int outputs) => 1;
    }

    internal sealed record Drawn(int Draws, RandomStream Stream) : LabelTreatment
    {
        public override DiagonalQuantity Variance => DiagonalQuantities.FirstVariance;

        public override int Samples => Draws;

        public override int BackwardPasses(int outputs) => Draws;
    }
}
