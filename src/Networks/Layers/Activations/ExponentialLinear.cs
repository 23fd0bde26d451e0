using System.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers.Activations;

/// <summary>φ(z) = z for z &gt; 0, else α(eᶻ − 1). Source: [Clevert16], eq. 15.</summary>
public sealed class ExponentialLinear : ActivationFunction
{
    /// <summary>An exponential linear unit that tends to −α.</summary>
    public ExponentialLinear(double alpha = 1)
    {
        if (!(alpha > 0) || double.IsInfinity(alpha)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The limit of an exponential linear unit is a positive number.");
        Alpha = alpha;
    }

    /// <summary>α.</summary>
    public double Alpha { get; }

    /// <inheritdoc/>
    public override string Name => "elu";

    /// <inheritdoc/>
    public override void Evaluate<T>(ReadOnlySpan<T> z, Span<T> a)
    {
        const int Piece = 256;
        Span<T> decay = stackalloc T[Piece];
        for (int start = 0; start < z.Length; start += Piece)
        {
            ReadOnlySpan<T> here = z.Slice(start, Math.Min(Piece, z.Length - start));
            Span<T> negative = decay[..here.Length];
            TensorPrimitives.ExpM1(here, negative);
            TensorPrimitives.Multiply(negative, T.CreateTruncating(Alpha), negative);
            Selection.PositivePartOr(here, negative, a.Slice(start, here.Length));
        }
    }

    /// <inheritdoc/>
    public override void Derivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> slopes)
    {
        // Below zero α eᶻ = a + α.
        TensorPrimitives.Add(a, T.CreateTruncating(Alpha), slopes);
        Selection.WherePositive(z, T.One, slopes, slopes);
    }

    /// <inheritdoc/>
    public override void SecondDerivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> curvatures)
    {
        TensorPrimitives.Add(a, T.CreateTruncating(Alpha), curvatures);
        Selection.WherePositive(z, T.Zero, curvatures, curvatures);
    }
}
