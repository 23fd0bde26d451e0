using System.Numerics.Tensors;
using Neuromanifold.Networks.Layers.Activations;

namespace Neuromanifold.Fisher.Relative.Responses;

/// <summary>
/// y ~ N(relu_ω(t), s²), relu_ω(t) = ω ln(e^{ιt/ω} + e^{t/ω}): ν = [ι + (1 − ι) σ((1 − ι)t/ω)]²/s². As ω → 0 it tends to
/// max(ιt, t), with an error of at most ω ln 2; ι = 0, ω = 1 is softplus. Source: [SunNielsen17], §4.3.
/// </summary>
public sealed class RectifiedResponse : NormalResponse
{
    private const int Piece = 256;
    private static readonly Softplus s_softplus = new();

    /// <summary>A parametric rectifier.</summary>
    /// <param name="leak">ι in [0, 1), the slope far below zero.</param>
    /// <param name="width">ω > 0, the width of the bend.</param>
    /// <param name="deviation">s > 0.</param>
    /// <param name="name">The activation's name on the command line.</param>
    public RectifiedResponse(double leak = 0, double width = 1, double deviation = 1, string name = "relu")
        : base(deviation)
    {
        if (!(leak is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(leak), leak, "ι of a parametric rectifier lies in [0, 1).");
        if (!(width > 0) || double.IsInfinity(width)) throw new ArgumentOutOfRangeException(nameof(width), width, "ω of a parametric rectifier is a positive number.");
        Leak = leak;
        Width = width;
        Name = name;
    }

    /// <summary>ι.</summary>
    public double Leak { get; }

    /// <summary>ω.</summary>
    public double Width { get; }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override void Activate<T>(ReadOnlySpan<T> t, Span<T> activation)
    {
        // relu_ω(t) = ιt + ω softplus((1 − ι)t/ω), which does not overflow.
        Span<T> bend = stackalloc T[Piece];
        for (int start = 0; start < t.Length; start += Piece)
        {
            ReadOnlySpan<T> here = t.Slice(start, Math.Min(Piece, t.Length - start));
            Span<T> soft = bend[..here.Length], target = activation.Slice(start, here.Length);
            TensorPrimitives.Multiply(here, T.CreateTruncating((1 - Leak) / Width), soft);
            s_softplus.Evaluate<T>(soft, soft);
            TensorPrimitives.Multiply(soft, T.CreateTruncating(Width), soft);
            TensorPrimitives.MultiplyAdd(here, T.CreateTruncating(Leak), soft, target);
        }
    }

    /// <inheritdoc/>
    public override void Slope<T>(ReadOnlySpan<T> t, Span<T> slopes)
    {
        Span<T> target = slopes[..t.Length];
        TensorPrimitives.Multiply(t, T.CreateTruncating((1 - Leak) / Width), target);
        TensorPrimitives.Sigmoid(target, target);
        if (Leak == 0) return;
        TensorPrimitives.Multiply(target, T.CreateTruncating(1 - Leak), target);
        TensorPrimitives.Add(target, T.CreateTruncating(Leak), target);
    }
}
