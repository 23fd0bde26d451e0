using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;

/// <summary>Outcomes that are vectors.</summary>
internal static class Vectors
{
    /// <summary>All finite vectors of an order.</summary>
    public static OutcomeSpace Space(int order) =>
        new OutcomeSpace.Region($"{order} finite numbers", order, outcome => TensorPrimitives.IsFiniteAll(outcome.Span));

    /// <summary>"name1", "name2", …</summary>
    public static IEnumerable<string> Names(string name, int order) => Enumerable.Range(1, order).Select(place => $"{name}{place}");

    /// <summary>Writes the mean of the rows, and gives the rows less their mean, which is taken twice so that an offset costs no digits.</summary>
    public static Matrix<double> Centre(ReadOnlyMatrixView<double> rows, Span<double> mean)
    {
        if (rows.Rows == 0) throw new ArgumentException("There are no outcomes.", nameof(rows));
        Matrix<double> centred = new(rows.Rows, rows.Columns);
        centred.View.CopyFrom(rows);
        double[] sum = new double[rows.Columns];
        mean.Clear();
        for (int pass = 0; pass < 2; pass++)
        {
            Array.Clear(sum);
            for (int row = 0; row < rows.Rows; row++) TensorPrimitives.Add(sum, centred.Row(row), sum);
            TensorPrimitives.Divide(sum, rows.Rows, sum);
            TensorPrimitives.Add(mean, sum, mean);
            for (int row = 0; row < rows.Rows; row++) TensorPrimitives.Subtract(centred.Row(row), sum, centred.Row(row));
        }

        return centred;
    }
}
