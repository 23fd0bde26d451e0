using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Numerics.LinearAlgebra;

namespace Neuromanifold.Studies.Conditioning;

/// <summary>Examples whose inputs are rows of a matrix of the study's own, their outcomes those of the data.</summary>
internal sealed class MappedExamples(Matrix<double> inputs, IExamples outcomes) : IExamples
{
    // Directions with less of the greatest variance are rounding.
    private const double LeastVariance = 1e-10;

    public int Count => inputs.Rows;

    public Shape InputShape => new(inputs.Columns);

    public int OutcomeWidth => outcomes.OutcomeWidth;

    public void CopyInputs<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < indices.Length; i++) TensorPrimitives.ConvertTruncating(inputs.Row(indices[i]), destination.Row(i));
    }

    public void CopyOutcomes<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => outcomes.CopyOutcomes(indices, destination);

    /// <summary>
    /// The first principal components of some data, each of mean zero and variance one: √n times the eigenvectors of the Gram
    /// matrix of the centred inputs, n×components. Fewer where the data have fewer. Cost: 9n³.
    /// </summary>
    public static Matrix<double> Whiten(IExamples examples, int components)
    {
        int n = examples.Count, width = examples.InputShape.ElementCount;
        Matrix<double> values = new(n, width), gram = new(n, n);
        examples.CopyInputs([.. Enumerable.Range(0, n)], values.View);
        double[] mean = new double[width], variances = new double[n];
        for (int i = 0; i < n; i++) TensorPrimitives.MultiplyAdd(values.Row(i), 1.0 / n, mean, mean);
        for (int i = 0; i < n; i++) TensorPrimitives.Subtract(values.Row(i), mean, values.Row(i));
        Products.MultiplyTransposedRight<double>(values, values, gram);
        SymmetricEigen.Decompose<double>(gram, variances);
        int kept = Math.Min(components, variances.Count(variance => variance > LeastVariance * variances[^1]));
        Matrix<double> whitened = new(n, kept);
        for (int k = 0; k < kept; k++)
        {
            for (int i = 0; i < n; i++) whitened[i, k] = Math.Sqrt(n) * gram[n - 1 - k, i];
        }

        return whitened;
    }
}
