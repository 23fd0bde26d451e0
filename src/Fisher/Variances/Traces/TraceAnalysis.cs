using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Accumulators;
using Neuromanifold.Fisher.Labels;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Variances.Traces;

/// <summary>
/// Sums over parameters of the Fisher information and of its estimators' variances, for every layer and the whole network, and
/// their bounds from spectra, as means over a data set. Source: [SoenSun24], Cor. 4.6 and Thm C.1.
/// </summary>
/// <remarks>
/// Cost an example: one forward pass, T backward ones, second derivatives, 2T²(T²/4 + 2) operations a unit and eigenvalues of
/// matrices of order T and T(T+1)/2.
/// </remarks>
public static class TraceAnalysis
{
    private const int LargestChunk = 64, LargestOutputs = 32;

    /// <summary>Runs the analysis: a result for each layer with parameters, in the order of blocks, and then for the whole network.</summary>
    /// <exception cref="InvalidInputException">There is no input, one is unusable, or the network has more than 32 outputs.</exception>
    /// <exception cref="NotSupportedException">A layer lacks a second-order rule.</exception>
    public static ImmutableArray<TraceMoments> Run<T>(Model<T> model, IExamples examples, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network network = model.Network;
        FisherPass<T>.Require(network, examples);
        if (network.OutputWidth > LargestOutputs)
            throw new InvalidInputException("the network", $"{network.OutputWidth} outputs", $"at most {LargestOutputs}", "Sum the bounds of single parameters instead; they need no matrix over pairs of outputs.");
        TraceMoments[] moments = [.. network.Blocks.Select(block => new TraceMoments(block.Name)), new TraceMoments((string?)null)];
        FisherPass<T> pass = new(model, examples, new JacobianColumns(), default, Math.Min(LargestChunk, examples.Count), secondDerivatives: true);
        Sums<T> sums = new(model, pass);
        pass.Run(0, examples.Count, done =>
        {
            for (int i = 0; i < done.Indices.Length; i++) sums.AddTo(moments, i, 1.0 / examples.Count);
        }, cancellation);
        return [.. moments];
    }

    private sealed class Sums<T>(Model<T> model, FisherPass<T> pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly FamilySpectra _spectra = new(model.Likelihood);
        private readonly GramMatrices _layer = new(model.Likelihood.Dimension);
        private readonly GramMatrices _whole = new(model.Likelihood.Dimension);

        public void AddTo(TraceMoments[] moments, int example, double weight)
        {
            double[] natural = Widen(pass.Workspace.Output.Row(example));
            _spectra.Load(natural);
            _whole.Clear();
            for (int b = 0; b < model.Network.Blocks.Length; b++)
            {
                LoadLayer(model.Network.Blocks[b], example, natural);
                _whole.Add(_layer);
                moments[b] = TraceMoments.Add(moments[b], _spectra.Bound(_layer), weight);
            }

            moments[^1] = TraceMoments.Add(moments[^1], _spectra.Bound(_whole), weight);
        }

        private void LoadLayer(ParameterBlock block, int example, double[] natural)
        {
            double[] inputs = Widen(new BlockView<T>(block, pass.Workspace).Inputs.Row(example)), second = new double[block.Outputs], fourth = new double[block.Outputs], forms = new double[block.Outputs];
            if (block.Kind == BlockKind.Affine)
            {
                double ofBias = block.HasBias ? 1 : 0;
                second.AsSpan().Fill(inputs.Sum(x => x * x) + ofBias);
                fourth.AsSpan().Fill(inputs.Sum(x => x * x * x * x) + ofBias);
            }
            else
            {
                for (int j = 0; j < inputs.Length; j++) (second[j], fourth[j]) = ((inputs[j] * inputs[j]) + 1, Math.Pow(inputs[j], 4) + 1);
            }

            MatrixView<double> curvatures = pass.Second!.AreZero(block) ? default : Gather(pass.Second!.Of(block), example).View;
            Matrix<double> slopes = Gather(pass.Workspace.BlockCotangents(block), example);
            model.Likelihood.ProductVarianceForms(natural, slopes, forms);
            _layer.Load(slopes, curvatures, forms, second, fourth);
        }

        // The rows of an example, one for each output.
        private Matrix<double> Gather(ReadOnlyMatrixView<T> stacked, int example)
        {
            Matrix<double> rows = new(model.Likelihood.Dimension, stacked.Columns);
            for (int a = 0; a < rows.Rows; a++) TensorPrimitives.ConvertTruncating(stacked.Row((a * pass.Workspace.Examples) + example), rows.Row(a));
            return rows;
        }

        private static double[] Widen(ReadOnlySpan<T> values)
        {
            double[] wide = new double[values.Length];
            TensorPrimitives.ConvertTruncating(values, wide);
            return wide;
        }
    }
}
