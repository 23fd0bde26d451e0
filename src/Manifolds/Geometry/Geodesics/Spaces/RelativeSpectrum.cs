using System.Numerics.Tensors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.SpecialFunctions;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Spaces;

/// <summary>
/// S₂ = Σ λᵢ wᵢwᵢᵀ with S₁ = Σ wᵢwᵢᵀ. Near matrices by their difference, so that ln λ keeps its digits; matrices far apart by Jacobi's rotations
/// of L₁⁻¹L₂, which keep those of small λ beside large ones [DemmelVeselic92].
/// </summary>
internal sealed class RelativeSpectrum
{
    private const double Near = 0.5, Rounding = 2.3e-16, JacobiTolerance = 1e-15;

    private const int MostSweeps = 60;

    private readonly int _order;

    // wᵢ, one a row
    private readonly Matrix<double> _directions;

    /// <summary>The pencil of two positive definite matrices.</summary>
    /// <exception cref="NotPositiveDefiniteException">One of them is not.</exception>
    public RelativeSpectrum(int order, ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        _order = order;
        Matrix<double> factor = Factor(order, from), difference = new(order, order);
        TensorPrimitives.Subtract(to, from, difference.AsSpan());
        (Logarithms, _directions) = Reduce(factor, difference);
        if (Array.TrueForAll(Logarithms, value => Math.Abs(value) < Near))
        {
            ErrorEstimate = Rounding * order * Math.Max(Norm(Logarithms), 1e-300);
            for (int i = 0; i < order; i++) Logarithms[i] = ElementaryFunctions.LogOnePlus(Logarithms[i]);
            return;
        }

        Rotate(factor, Factor(order, to));
        ErrorEstimate = Rounding * order * (10 + Norm(Logarithms));
    }

    private RelativeSpectrum(int order, (double[] Values, Matrix<double> Directions) reduced)
    {
        _order = order;
        (Logarithms, _directions) = reduced;
    }

    /// <summary>ln λᵢ.</summary>
    public double[] Logarithms { get; }

    /// <summary>How far √Σ ln²λ may be off.</summary>
    public double ErrorEstimate { get; }

    /// <summary>The matrix, with what its logarithms are in the direction of a velocity.</summary>
    public static RelativeSpectrum OfVelocity(int order, ReadOnlySpan<double> from, ReadOnlySpan<double> velocity) =>
        new(order, Reduce(Factor(order, from), new(order, order, velocity.ToArray())));

    /// <summary>Writes Σ λᵢᵗ (ln λᵢ)^power wᵢwᵢᵀ.</summary>
    public void Write(double time, int power, Span<double> matrix)
    {
        Matrix<double> scaled = new(_order, _order);
        for (int i = 0; i < _order; i++)
        {
            double weight = Math.Exp(time * Logarithms[i]) * (power == 0 ? 1 : Logarithms[i]);
            TensorPrimitives.Multiply<double>(_directions.Row(i), weight, scaled.Row(i));
        }

        Products.MultiplyTransposedLeft<double>(_directions, scaled, new MatrixView<double>(matrix, _order, _order));
        for (int i = 0; i < _order; i++)
        {
            for (int j = 0; j < i; j++) matrix[(i * _order) + j] = matrix[(j * _order) + i] = 0.5 * (matrix[(i * _order) + j] + matrix[(j * _order) + i]);
        }
    }

    private static double Norm(double[] values) => TensorPrimitives.Norm<double>(values);

    // Eigenvalues of L⁻¹CL⁻ᵀ, and L times its eigenvectors.
    private static (double[] Values, Matrix<double> Directions) Reduce(Matrix<double> factor, Matrix<double> change)
    {
        int order = factor.Rows;
        double[] values = new double[order];
        TriangularSystems.SolveLower<double>(factor, change);
        TriangularSystems.SolveRowsLowerTransposed<double>(factor, change);
        Symmetry.MirrorLower(change.View);
        SymmetricEigen.Decompose<double>(change, values);
        Matrix<double> directions = new(order, order);
        Products.MultiplyTransposedRight<double>(change, factor, directions);
        return (values, directions);
    }

    private static Matrix<double> Factor(int order, ReadOnlySpan<double> matrix)
    {
        Matrix<double> factor = new(order, order, matrix.ToArray());
        Cholesky.Factor<double>(factor);
        for (int row = 0; row < order; row++) factor.Row(row)[(row + 1)..].Clear();
        return factor;
    }

    // One-sided Jacobi: the columns of L₁⁻¹L₂, here rows, turned until orthogonal; their lengths are √λ.
    private void Rotate(Matrix<double> first, Matrix<double> second)
    {
        TriangularSystems.SolveLower<double>(first, second);
        Matrix<double> columns = new(_order, _order);
        for (int i = 0; i < _order; i++)
        {
            for (int j = 0; j <= i; j++) columns[j, i] = second[i, j];
        }

        bool turned = true;
        for (int sweep = 0; sweep < MostSweeps && turned; sweep++)
        {
            turned = false;
            for (int i = 0; i < _order; i++)
            {
                for (int j = i + 1; j < _order; j++) turned |= Turn(columns.Row(i), columns.Row(j));
            }
        }

        for (int i = 0; i < _order; i++)
        {
            double length = TensorPrimitives.Norm<double>(columns.Row(i));
            Logarithms[i] = 2 * Math.Log(length);
            TensorPrimitives.Divide<double>(columns.Row(i), length, columns.Row(i));
        }

        Products.MultiplyTransposedRight<double>(columns, first, _directions);
    }

    private static bool Turn(Span<double> left, Span<double> right)
    {
        double a = TensorPrimitives.SumOfSquares<double>(left), b = TensorPrimitives.SumOfSquares<double>(right), c = TensorPrimitives.Dot<double>(left, right);
        if (!(Math.Abs(c) > JacobiTolerance * Math.Sqrt(a) * Math.Sqrt(b))) return false;
        double slope = (b - a) / (2 * c), tangent = Math.CopySign(1, slope) / (Math.Abs(slope) + double.Hypot(1, slope));
        double cosine = 1 / double.Hypot(1, tangent), sine = cosine * tangent;
        for (int place = 0; place < left.Length; place++)
            (left[place], right[place]) = ((cosine * left[place]) - (sine * right[place]), (sine * left[place]) + (cosine * right[place]));
        return true;
    }
}
