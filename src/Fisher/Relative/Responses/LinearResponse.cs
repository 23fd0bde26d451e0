namespace Neuromanifold.Fisher.Relative.Responses;

/// <summary>y ~ N(t, s²): ν = 1/s². Source: [SunNielsen17], §5.</summary>
public sealed class LinearResponse(double deviation = 1) : NormalResponse(deviation)
{
    /// <inheritdoc/>
    public override string Name => "identity";

    /// <inheritdoc/>
    public override void Activate<T>(ReadOnlySpan<T> t, Span<T> activation) => t.CopyTo(activation);

    /// <inheritdoc/>
    public override void Slope<T>(ReadOnlySpan<T> t, Span<T> slopes) => slopes[..t.Length].Fill(T.One);
}
