using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace Neuromanifold.Fisher.Variances;

/// <summary>Sums over examples, in double, of quantities and of the spread of one of them over inputs.</summary>
internal sealed class DiagonalTotals
{
    private readonly double[][] _sums;

    public DiagonalTotals(ImmutableArray<DiagonalQuantity> quantities, int parameters, DiagonalQuantity? spreadOf)
    {
        bool withSpread = spreadOf is not null;
        Quantities = quantities;
        SpreadOf = spreadOf;
        _sums = [.. quantities.Select(_ => new double[parameters])];
        Mean = new double[withSpread ? parameters : 0];
        SquaredDeviations = new double[withSpread ? parameters : 0];
    }

    public ImmutableArray<DiagonalQuantity> Quantities { get; }

    /// <summary>The quantity whose spread over inputs is wanted, if any.</summary>
    public DiagonalQuantity? SpreadOf { get; }

    /// <summary>Whether the spread over inputs is wanted.</summary>
    public bool HasSpread => Mean.Length > 0;

    /// <summary>The mean so far of that quantity over inputs.</summary>
    public double[] Mean { get; }

    /// <summary>Σ (its value − mean)² over inputs so far.</summary>
    public double[] SquaredDeviations { get; }

    /// <summary>The sum of a quantity.</summary>
    public Span<double> Sum(int quantity) => _sums[quantity];

    /// <summary>
    /// Merges a group of inputs into the spread of one parameter: with means m, m' and sums of squares S, S' of n and n' inputs,
    /// S + S' + (m' − m)² n n'/(n + n'). Source: [ChanGolubLeVeque83], eq. 2.1.
    /// </summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="before">Inputs merged before, n.</param>
    /// <param name="count">Inputs in the group, n'.</param>
    /// <param name="mean">m'.</param>
    /// <param name="squaredDeviations">S'.</param>
    public void Merge(int parameter, int before, int count, double mean, double squaredDeviations)
    {
        double share = (double)count / (before + count), gap = mean - Mean[parameter];
        Mean[parameter] += gap * share;
        SquaredDeviations[parameter] += squaredDeviations + (gap * gap * share * before);
    }

    /// <summary>The mean of a quantity over examples.</summary>
    public double[] MeanOf(int quantity, int examples)
    {
        TensorPrimitives.Divide(_sums[quantity], examples, _sums[quantity]);
        return _sums[quantity];
    }
}
