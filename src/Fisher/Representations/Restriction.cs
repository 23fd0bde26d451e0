using Neuromanifold.Numerics.LinearAlgebra;

namespace Neuromanifold.Fisher.Representations;

/// <summary>The block of an operator among consecutive parameters, by products with the whole.</summary>
/// <param name="whole">The operator.</param>
/// <param name="start">The first parameter.</param>
/// <param name="size">The number of parameters.</param>
public sealed class Restriction(ILinearOperator<double> whole, int start, int size) : ILinearOperator<double>
{
    private readonly double[] _in = new double[whole.Dimension];
    private readonly double[] _out = new double[whole.Dimension];

    /// <inheritdoc/>
    public int Dimension => size;

    /// <inheritdoc/>
    public void Multiply(ReadOnlySpan<double> x, Span<double> y)
    {
        x.CopyTo(_in.AsSpan(start));
        whole.Multiply(_in, _out);
        _out.AsSpan(start, size).CopyTo(y);
    }
}
