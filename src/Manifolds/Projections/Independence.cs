using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Projections;

/// <summary>The nearest distribution whose components are independent: of a table of two labels, or of a multivariate normal.</summary>
public static class Independence
{
    private const int MostSweeps = 10_000;

    /// <summary>arg min KL(p ‖ q): the product of the margins. The divergence is the mutual information.</summary>
    public static Distribution Moment(Distribution distribution)
    {
        if (distribution.Family is MultivariateNormal normal) return Normal(distribution, normal.Order, row => distribution.Parameters[normal.Order + (row * (normal.Order + 1))]);
        Categorical table = RequireTable(distribution);
        (double[] rows, double[] columns) = (new double[table.Rows], new double[table.LabelCount / table.Rows]);
        for (int label = 0; label < table.LabelCount; label++)
        {
            rows[label / columns.Length] += distribution.Parameters[label];
            columns[label % columns.Length] += distribution.Parameters[label];
        }

        return Product(table, rows, columns);
    }

    /// <summary>
    /// arg min KL(q ‖ p), the naive mean field: of a normal the variances given all others; of a table by turns a_i ∝ exp Σ_j b_j ln p_ij
    /// and the same for b, which descend to a minimum that need not be the only one.
    /// </summary>
    /// <exception cref="NumericalException">A probability of the table is zero, so that the divergence is infinite.</exception>
    public static Distribution Exponential(Distribution distribution)
    {
        if (distribution.Family is MultivariateNormal normal)
        {
            double[] precision = [.. CovarianceMatrix.Inverse(distribution.Parameters.AsSpan()[normal.Order..], normal.Order).AsSpan()];
            return Normal(distribution, normal.Order, row => 1 / precision[row * (normal.Order + 1)]);
        }

        Categorical table = RequireTable(distribution);
        if (distribution.Parameters.Contains(0)) throw new NumericalException("The e-projection of a table with zeros is undefined: every product of positive margins is infinitely far. Project by moments instead.");
        int m = table.Rows, n = table.LabelCount / m;
        double[] logarithms = [.. distribution.Parameters.Select(Math.Log)], rows = [.. Enumerable.Repeat(1.0 / m, m)], columns = [.. Enumerable.Repeat(1.0 / n, n)];
        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            double[] before = [.. rows, .. columns];
            SoftMax(rows, row => TensorPrimitives.Dot(logarithms.AsSpan(row * n, n), columns));
            SoftMax(columns, column => Enumerable.Range(0, m).Sum(row => rows[row] * logarithms[(row * n) + column]));
            if (TensorPrimitives.Distance<double>(before, (double[])[.. rows, .. columns]) < 1e-15) return Product(table, rows, columns);
        }

        throw new NumericalException($"The e-projection of the table did not converge in {MostSweeps} sweeps.");
    }

    private static Distribution Normal(Distribution distribution, int order, Func<int, double> variance)
    {
        DiagonalNormal family = new(order);
        return family.At([.. distribution.Parameters.AsSpan()[..order], .. Enumerable.Range(0, order).Select(row => Math.Sqrt(variance(row)))]);
    }

    private static Categorical RequireTable(Distribution distribution) => distribution.Family is Categorical { Rows: > 1 } table
        ? table
        : throw new InvalidInputException($"The projection of {distribution} onto independence", distribution.Family.Name, "mvnormal, or categorical with a table, [[0.1,0.3],[0.4,0.2]]");

    private static Distribution Product(Categorical table, double[] rows, double[] columns) =>
        table.At([.. rows.SelectMany(row => columns.Select(column => row * column))]);

    private static void SoftMax(double[] values, Func<int, double> logit)
    {
        for (int place = 0; place < values.Length; place++) values[place] = logit(place);
        TensorPrimitives.SoftMax(values, values);
    }
}
