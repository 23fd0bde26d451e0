using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;

namespace Neuromanifold.Optimisation.NaturalGradient;

/// <summary>Rows of an affine block, a unit's weights and then its bias, from vectors of all parameters and back.</summary>
internal static class AffineRows
{
    /// <summary>A unit's part of a vector.</summary>
    public static void Gather<T>(ParameterBlock block, int unit, ReadOnlySpan<T> vector, Span<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        block.First.In(vector).Slice(unit * block.Inputs, block.Inputs).CopyTo(row);
        if (block.Second is { } bias) row[block.Inputs] = bias.In(vector)[unit];
    }

    /// <summary>Writes a unit's part of a direction and returns its product with that of the gradient.</summary>
    public static double Scatter<T>(ParameterBlock block, int unit, ReadOnlySpan<T> row, ReadOnlySpan<T> gradient, Span<T> direction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int place = unit * block.Inputs, inputs = block.Inputs;
        row[..inputs].CopyTo(block.First.In(direction).Slice(place, inputs));
        double product = double.CreateTruncating(TensorPrimitives.Dot(row[..inputs], block.First.In(gradient).Slice(place, inputs)));
        if (block.Second is not { } bias) return product;
        bias.In(direction)[unit] = row[inputs];
        return product + double.CreateTruncating(row[inputs] * bias.In(gradient)[unit]);
    }
}
