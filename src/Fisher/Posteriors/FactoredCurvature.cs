using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Posteriors;

/// <summary>
/// All parameters, each layer's block diagonal in a basis U_B ⊗ U_A. An output's derivative by a weight matrix is δãᵀ, in the basis
/// (U_B δ)(U_A ã)ᵀ, so that J V Jᵀ = Σ_jk (U_Bδ_a)_j (U_Bδ_c)_j (U_Aã)²_k V_jk: one product for all outputs.
/// </summary>
internal sealed class FactoredCurvature<T> : LaplaceCurvature<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ImmutableArray<Part> _parts;

    private FactoredCurvature(ImmutableArray<Part> parts)
    {
        _parts = parts;
        Eigenvalues = [.. parts.SelectMany(part => part.Eigenvalues)];
    }

    public override double[] Eigenvalues { get; }

    /// <summary>Every parameter for itself.</summary>
    public static FactoredCurvature<T> OfDiagonal(Network network, FisherMatrix diagonal)
    {
        double[] values = new double[diagonal.Dimension];
        diagonal.Diagonal(values);
        return new FactoredCurvature<T>([.. network.Blocks.Select(block => new Part(block, null, null, [.. Assemble.RowPlaces(block).Select(place => Math.Max(0, values[place]))]))]);
    }

    /// <summary>Layers by Kronecker factors; scales and shifts each for itself.</summary>
    public static FactoredCurvature<T> OfKronecker(Network network, BlockDiagonalFisher layers) => new([.. network.Blocks.Zip(layers.Blocks, (block, layer) =>
    {
        if (layer.Matrix is KroneckerFisher kronecker)
        {
            KroneckerBasis basis = new(kronecker.Factors.InputFactor, kronecker.Factors.OutputFactor);
            return new Part(block, basis.InputVectors, basis.OutputVectors, basis.Eigenvalues());
        }

        double[] own = new double[layer.Places.Length];
        layer.Matrix.Diagonal(own);
        return new Part(block, null, null, [.. own.Select(value => Math.Max(0, value))]);
    })]);

    public override double SquaredNorm(ReadOnlySpan<T> parameters) => double.CreateTruncating(TensorPrimitives.SumOfSquares(parameters));

    public override void AddCovariances(Workspace<T> workspace, ReadOnlySpan<double> variances, Span<double> covariances)
    {
        int start = 0;
        foreach (Part part in _parts)
        {
            Add(part, workspace, variances.Slice(start, part.Eigenvalues.Length), covariances);
            start += part.Eigenvalues.Length;
        }
    }

    private static void Add(Part part, Workspace<T> workspace, ReadOnlySpan<double> variances, Span<double> covariances)
    {
        ReadOnlyMatrixView<T> inputs = workspace.BlockInputs(part.Block), cotangents = workspace.BlockCotangents(part.Block);
        int examples = inputs.Rows, outputs = part.Block.Outputs, width = part.Block.UnitLength;
        Matrix<double> spread = new(examples, outputs);
        ReadOnlyMatrixView<double> perUnit = new(variances, outputs, width);
        if (part.Block.Kind == BlockKind.Affine)
        {
            Matrix<double> seen = InBasis(Augmented(inputs, width), part.InputVectors);
            TensorPrimitives.Multiply<double>(seen.AsSpan(), seen.AsSpan(), seen.AsSpan());
            Products.MultiplyTransposedRight(seen, perUnit, spread.View);
        }
        else
        {
            for (int i = 0; i < examples; i++)
            {
                for (int j = 0; j < outputs; j++)
                {
                    double input = double.CreateTruncating(inputs[i, j]);
                    spread[i, j] = (input * input * perUnit[j, 0]) + perUnit[j, 1];
                }
            }
        }

        Matrix<double> back = InBasis(Augmented(cotangents, outputs), part.OutputVectors);
        int dimension = cotangents.Rows / examples;
        double[] scaled = new double[outputs];
        for (int i = 0; i < examples; i++)
        {
            Span<double> covariance = covariances.Slice(i * dimension * dimension, dimension * dimension);
            for (int a = 0; a < dimension; a++)
            {
                TensorPrimitives.Multiply<double>(back.Row((a * examples) + i), spread.Row(i), scaled);
                for (int c = 0; c < dimension; c++) covariance[(a * dimension) + c] += TensorPrimitives.Dot<double>(scaled, back.Row((c * examples) + i));
            }
        }
    }

    // In double; with a 1 appended where there is room for one.
    private static Matrix<double> Augmented(ReadOnlyMatrixView<T> rows, int width)
    {
        Matrix<double> wide = new(rows.Rows, width);
        for (int i = 0; i < rows.Rows; i++)
        {
            TensorPrimitives.ConvertTruncating(rows.Row(i), wide.Row(i)[..rows.Columns]);
            wide.Row(i)[rows.Columns..].Fill(1);
        }

        return wide;
    }

    private static Matrix<double> InBasis(Matrix<double> rows, Matrix<double>? vectors)
    {
        if (vectors is null) return rows;
        Matrix<double> turned = new(rows.Rows, rows.Columns);
        Products.MultiplyTransposedRight<double>(rows, vectors, turned);
        return turned;
    }

    // Eigenvalues are outputs × width; no vectors stand for the basis as it is.
    private sealed record Part(ParameterBlock Block, Matrix<double>? InputVectors, Matrix<double>? OutputVectors, double[] Eigenvalues);
}
