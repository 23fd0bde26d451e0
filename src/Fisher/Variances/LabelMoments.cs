using System.Numerics.Tensors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Variances;

/// <summary>Moments under a label distribution q of the scores' projections s_y·∂h/∂z_j, for every unit j of one layer at one example.</summary>
/// <param name="outcomes">Outcomes of the distribution.</param>
/// <param name="widest">The largest number of units in a layer.</param>
internal sealed class LabelMoments(int outcomes, int widest)
{
    private readonly double[] _projections = new double[checked(outcomes * widest)];
    private readonly double[] _means = new double[widest];
    private readonly double[] _deviations = new double[widest];
    private readonly double[] _weights = new double[outcomes];
    private int _units;

    private ReadOnlyMatrixView<double> Projections => new(_projections, outcomes, _units);

    /// <summary>Projects scores, outcomes × T, on slopes, T × units.</summary>
    public void Load(ReadOnlyMatrixView<double> scores, ReadOnlySpan<double> weights, ReadOnlyMatrixView<double> slopes)
    {
        _units = slopes.Columns;
        weights.CopyTo(_weights);
        Products.Multiply(scores, slopes, new MatrixView<double>(_projections.AsSpan(0, outcomes * _units), outcomes, _units));
    }

    /// <summary>F = E_q[(∂ℓ)²].</summary>
    public void SecondMoments(Span<double> units)
    {
        units.Clear();
        for (int k = 0; k < outcomes; k++)
        {
            Span<double> squares = _deviations.AsSpan(0, _units);
            TensorPrimitives.Multiply(Projections.Row(k), Projections.Row(k), squares);
            TensorPrimitives.MultiplyAdd(squares, _weights[k], units, units);
        }
    }

    /// <summary>Var_q(∂ℓ) = F − Δ², from deviations.</summary>
    public void Variances(Span<double> units) => SpreadOf(squared: false, units);

    /// <summary>Var_q((∂ℓ)²), from deviations.</summary>
    public void VariancesOfSquares(Span<double> units) => SpreadOf(squared: true, units);

    private void SpreadOf(bool squared, Span<double> units)
    {
        Span<double> means = _means.AsSpan(0, _units), value = _deviations.AsSpan(0, _units);
        means.Clear();
        for (int k = 0; k < outcomes; k++)
        {
            TensorPrimitives.MultiplyAdd(Value(k, value), _weights[k], means, means);
        }

        units.Clear();
        for (int k = 0; k < outcomes; k++)
        {
            TensorPrimitives.Subtract(Value(k, value), means, value);
            TensorPrimitives.Multiply(value, value, value);
            TensorPrimitives.MultiplyAdd(value, _weights[k], units, units);
        }

        ReadOnlySpan<double> Value(int k, Span<double> destination)
        {
            if (!squared) return Projections.Row(k);
            TensorPrimitives.Multiply(Projections.Row(k), Projections.Row(k), destination);
            return destination;
        }
    }
}
