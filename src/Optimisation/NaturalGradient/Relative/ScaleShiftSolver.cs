using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.NaturalGradient.Relative;

/// <summary>Scale and shift of each unit, the mean of ν_f (x̂, 1)(x̂, 1)ᵀ, inverted in closed form. Rank 0 does it: it is three numbers a unit.</summary>
internal sealed class ScaleShiftSolver<T>(ParameterBlock block) : RelativeSolver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly (double Scale, double Mixed, double Shift)[] _inverses = new (double, double, double)[block.Outputs];

    public override IReadOnlyList<double> RefreshCosts { get; } = [block.Outputs];

    public override void Invert(int piece, int rank, ReadOnlyMatrixView<T> inputs, ReadOnlyMatrixView<T> zones, int count, double damping)
    {
        for (int unit = 0; unit < _inverses.Length; unit++)
        {
            double scale = 0, mixed = 0, shift = 0;
            for (int r = 0; r < count; r++)
            {
                double x = double.CreateTruncating(inputs[r, unit]), zone = double.CreateTruncating(zones[r, unit]) / count;
                scale += zone * x * x;
                mixed += zone * x;
                shift += zone;
            }

            scale += damping;
            shift += damping;
            double determinant = (scale * shift) - (mixed * mixed);
            _inverses[unit] = (shift / determinant, -mixed / determinant, scale / determinant);
        }
    }

    public override double Precondition(ICommunicator member, ReadOnlyMatrixView<T> inputs, ReadOnlySpan<T> gradient, Span<T> direction)
    {
        if (member.Rank != 0) return 0;
        ReadOnlySpan<T> scales = block.First.In(gradient), shifts = block.Second!.In(gradient);
        double product = 0;
        for (int unit = 0; unit < _inverses.Length; unit++)
        {
            (double scale, double mixed, double shift) = _inverses[unit];
            double a = double.CreateTruncating(scales[unit]), b = double.CreateTruncating(shifts[unit]);
            double first = (scale * a) + (mixed * b), second = (mixed * a) + (shift * b);
            block.First.In(direction)[unit] = T.CreateTruncating(first);
            block.Second!.In(direction)[unit] = T.CreateTruncating(second);
            product += (first * a) + (second * b);
        }

        return product;
    }
}
