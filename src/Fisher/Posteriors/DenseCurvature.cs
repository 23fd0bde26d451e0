using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Accumulators;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Posteriors;

/// <summary>The parameters of some layers, side by side, and all entries of the matrix among them. Cost: 9P³ once, 2TP² an example.</summary>
internal sealed class DenseCurvature<T> : LaplaceCurvature<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ImmutableArray<ParameterBlock> _blocks;
    private readonly SymmetricDecomposition _matrix;
    private readonly int _start;

    public DenseCurvature(ImmutableArray<ParameterBlock> blocks, int start, Matrix<double> fisher)
    {
        _blocks = blocks;
        _start = start;
        _matrix = new SymmetricDecomposition(fisher);
        Eigenvalues = [.. _matrix.Eigenvalues.Select(value => Math.Max(0, value))];
    }

    public override double[] Eigenvalues { get; }

    public override double SquaredNorm(ReadOnlySpan<T> parameters) => double.CreateTruncating(TensorPrimitives.SumOfSquares(parameters.Slice(_start, Eigenvalues.Length)));

    public override void AddCovariances(Workspace<T> workspace, ReadOnlySpan<double> variances, Span<double> covariances)
    {
        int examples = workspace.Examples, dimension = workspace.Cotangents, size = Eigenvalues.Length;
        Matrix<T> jacobians = new(examples * dimension, size);
        foreach (ParameterBlock block in _blocks) new BlockView<T>(block, workspace).Gradients(0, _start, jacobians);
        Matrix<double> rows = new(jacobians.Rows, size), turned = new(jacobians.Rows, size);
        TensorPrimitives.ConvertTruncating<T, double>(jacobians.AsSpan(), rows.AsSpan());
        Products.MultiplyTransposedRight<double>(rows, _matrix.Eigenvectors, turned);
        double[] scaled = new double[size];
        for (int i = 0; i < examples; i++)
        {
            Span<double> covariance = covariances.Slice(i * dimension * dimension, dimension * dimension);
            for (int a = 0; a < dimension; a++)
            {
                TensorPrimitives.Multiply(turned.Row((a * examples) + i), variances, scaled);
                for (int c = 0; c < dimension; c++) covariance[(a * dimension) + c] += TensorPrimitives.Dot<double>(scaled, turned.Row((c * examples) + i));
            }
        }
    }
}
