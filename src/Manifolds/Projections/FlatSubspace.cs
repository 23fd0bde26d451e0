using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Projections;

/// <summary>The points x₀ + Bφ of a chart: e-flat where the chart is θ, m-flat where it is η.</summary>
public sealed class FlatSubspace
{
    private const double LeastIndependence = 1e-12;

    private readonly double[] _origin;
    private readonly Matrix<double> _directions;
    private readonly Matrix<double> _normals;

    /// <summary>Through a point, along directions, d × k in columns.</summary>
    /// <exception cref="InvalidInputException">The directions depend on each other.</exception>
    public FlatSubspace(ReadOnlySpan<double> origin, ReadOnlyMatrixView<double> directions)
    {
        if (directions.Rows != origin.Length) throw new ArgumentException($"Directions of {directions.Rows} values through a point of {origin.Length}.", nameof(directions));
        int d = directions.Rows, k = directions.Columns;
        _origin = origin.ToArray();
        _directions = new(d, k);
        _directions.View.CopyFrom(directions);

        // The columns of unit length, so that the test of independence has no scale.
        Matrix<double> unit = new(d, k), frame = new(d, d);
        for (int column = 0; column < k; column++)
        {
            double square = 0;
            for (int row = 0; row < d; row++) square += directions[row, column] * directions[row, column];
            for (int row = 0; row < d; row++) unit[row, column] = directions[row, column] / Math.Sqrt(square);
        }

        Products.MultiplyTransposedRight<double>(unit, unit, frame);
        double[] eigenvalues = new double[d];
        SymmetricEigen.Decompose<double>(frame, eigenvalues);
        if (k > d || !(k == 0 || eigenvalues[d - k] > LeastIndependence))
            throw new InvalidInputException("The directions of a flat subspace", $"{k} that depend on each other", $"at most {d} independent ones");
        _normals = new(d, d - k);
        for (int row = 0; row < d; row++)
        {
            for (int column = 0; column < d - k; column++) _normals[row, column] = frame[column, row];
        }
    }

    /// <summary>x₀.</summary>
    public ReadOnlySpan<double> Origin => _origin;

    /// <summary>B, d × k.</summary>
    public Matrix<double> Directions => _directions;

    /// <summary>d × (d − k): covectors that are zero on every direction.</summary>
    public Matrix<double> Normals => _normals;
}
