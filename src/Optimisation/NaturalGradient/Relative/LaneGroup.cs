using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.NaturalGradient.Relative;

/// <summary>
/// The systems S = N^½KN^½ + εI of as many units as a vector has lanes, which share K and differ in N = diag ν. Where rounding leaves one
/// indefinite, its own ε is raised tenfold until it is not.
/// </summary>
internal sealed class LaneGroup<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int s_width = CholeskyLanes<T>.Width;

    private readonly CholeskyLanes<T> _factors;
    private readonly int _references;
    private readonly string _subject;
    private readonly Matrix<T> _roots;
    private readonly Matrix<T> _solution;
    private readonly double[] _damping;
    private readonly T[] _diagonal;
    private readonly T[] _weights;

    public LaneGroup(int references, int units, string subject)
    {
        _references = references;
        _subject = subject;
        Units = units;
        _factors = new CholeskyLanes<T>(references);
        _roots = new Matrix<T>(references, s_width);
        _solution = new Matrix<T>(references, s_width);
        _damping = new double[s_width];
        _diagonal = new T[s_width];
        _weights = new T[s_width];
    }

    /// <summary>How many lanes are used.</summary>
    public int Units { get; }

    /// <summary>1/ε of a unit.</summary>
    public T Scale(int unit) => T.CreateTruncating(1 / _damping[unit]);

    /// <summary>Factors S anew.</summary>
    /// <param name="products">K, R×R.</param>
    /// <param name="zones">ν_f, R × units.</param>
    /// <param name="count">The references that are not empty.</param>
    /// <param name="damping">The ε to try first.</param>
    /// <exception cref="NotPositiveDefiniteException">Values are not finite.</exception>
    public void Factor(ReadOnlyMatrixView<T> products, ReadOnlyMatrixView<T> zones, int count, double damping)
    {
        for (int r = 0; r < _references; r++) TensorPrimitives.Sqrt(zones.Row(r), _roots.Row(r)[..Units]);
        Array.Fill(_damping, damping);
        ulong failed = ulong.MaxValue;
        for (int attempt = 0; failed != 0; attempt++)
        {
            if (attempt > DampedFactor<T>.Attempts) throw DampedFactor<T>.NotFinite(_references, 0, double.NaN, damping * Math.Pow(10, attempt - 1), _subject);
            for (int lane = 0; lane < s_width && attempt > 0; lane++)
            {
                if ((failed >> lane & 1) != 0) _damping[lane] *= 10;
            }

            Fill(products);
            failed = _factors.Factor();
        }

        // With an ε of its own, so that a unit whose damping had to be raised is still exact.
        for (int lane = 0; lane < s_width; lane++) _weights[lane] = T.CreateTruncating(-1 / (count * _damping[lane]));
    }

    /// <summary>P ← −N^½ S⁻¹ N^½ P/(εR), each unit a column.</summary>
    public void Solve(MatrixView<T> projected)
    {
        for (int r = 0; r < _references; r++) TensorPrimitives.Multiply(projected.Row(r), _roots.Row(r)[..Units], _solution.Row(r)[..Units]);
        _factors.Solve(_solution.AsSpan());
        for (int r = 0; r < _references; r++)
        {
            Span<T> row = _solution.Row(r)[..Units];
            TensorPrimitives.Multiply(row, _roots.Row(r)[..Units], row);
            TensorPrimitives.Multiply(row, _weights.AsSpan(0, Units), projected.Row(r));
        }
    }

    private void Fill(ReadOnlyMatrixView<T> products)
    {
        TensorPrimitives.ConvertTruncating<double, T>(_damping, _diagonal);
        for (int i = 0; i < _references; i++)
        {
            Span<T> row = _factors.Row(i), root = _roots.Row(i);
            for (int j = 0; j <= i; j++)
            {
                Span<T> element = row.Slice(j * s_width, s_width);
                TensorPrimitives.Multiply(root, products[i, j], element);
                TensorPrimitives.Multiply(element, _roots.Row(j), element);
            }

            Span<T> last = row.Slice(i * s_width, s_width);
            TensorPrimitives.Add(last, _diagonal, last);
        }
    }
}
