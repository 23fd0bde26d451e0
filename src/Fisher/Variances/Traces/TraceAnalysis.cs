using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Networks.SecondOrder;
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
        if (examples.Count == 0) throw new InvalidInputException("the inputs", "none", "at least one");
        if (examples.InputShape.ElementCount != network.InputWidth)
            throw new InvalidInputException("the inputs", $"{examples.InputShape.ElementCount} values each", $"{network.InputWidth}, as the network reads");
        if (network.OutputWidth > LargestOutputs)
            throw new InvalidInputException("the network", $"{network.OutputWidth} outputs", $"at most {LargestOutputs}", "Sum the bounds of single parameters instead; they need no matrix over pairs of outputs.");
        Pass<T> pass = new(model, Math.Min(LargestChunk, examples.Count));
        TraceMoments[] moments = [.. network.Blocks.Select(block => new TraceMoments(block.Name)), new TraceMoments((string?)null)];
        int[] indices = new int[LargestChunk];
        for (int start = 0; start < examples.Count; start += LargestChunk)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(LargestChunk, examples.Count - start);
            for (int i = 0; i < count; i++) indices[i] = start + i;
            pass.Load(examples, indices.AsSpan(0, count));
            for (int i = 0; i < count; i++) pass.AddTo(moments, i, 1.0 / examples.Count);
        }

        return [.. moments];
    }

    private sealed class Pass<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Model<T> _model;
        private readonly Workspace<T> _workspace;
        private readonly SecondDerivatives<T> _second;
        private readonly FamilySpectra _spectra;
        private readonly GramMatrices _layer;
        private readonly GramMatrices _whole;

        public Pass(Model<T> model, int capacity)
        {
            _model = model;
            _workspace = new Workspace<T>(model.Network, new WorkspaceOptions(capacity) { Cotangents = model.Likelihood.Dimension, SecondDerivatives = true });
            _second = new SecondDerivatives<T>(_workspace);
            _spectra = new FamilySpectra(model.Likelihood);
            _layer = new GramMatrices(model.Likelihood.Dimension);
            _whole = new GramMatrices(model.Likelihood.Dimension);
        }

        public void Load(IExamples examples, ReadOnlySpan<int> indices)
        {
            _workspace.Examples = indices.Length;
            examples.CopyInputs(indices, _workspace.Input);
            _model.Network.Forward(_workspace, _model.Parameters.Span, _model.Statistics.Span, PassContext.Inference);
            for (int i = 0; i < indices.Length; i++)
            {
                if (!TensorPrimitives.IsFiniteAll<T>(_workspace.Output.Row(i)))
                    throw new InvalidInputException($"example {indices[i]}", "an output of the network that is NaN or infinite", "finite natural parameters", "Check the model's weights and the scale of its inputs.");
            }

            MatrixView<T> cotangents = _workspace.OutputCotangent;
            cotangents.AsSpan().Clear();
            for (int row = 0; row < cotangents.Rows; row++) cotangents[row, row / indices.Length] = T.One;
            _model.Network.Backward(_workspace, _model.Parameters.Span, _model.Statistics.Span, []);
            _second.Compute(_model.Parameters.Span, _model.Statistics.Span);
        }

        public void AddTo(TraceMoments[] moments, int example, double weight)
        {
            double[] natural = Widen(_workspace.Output.Row(example));
            _spectra.Load(natural);
            _whole.Clear();
            for (int b = 0; b < _model.Network.Blocks.Length; b++)
            {
                LoadLayer(_model.Network.Blocks[b], example, natural);
                _whole.Add(_layer);
                moments[b] = TraceMoments.Add(moments[b], _spectra.Bound(_layer), weight);
            }

            moments[^1] = TraceMoments.Add(moments[^1], _spectra.Bound(_whole), weight);
        }

        private void LoadLayer(ParameterBlock block, int example, double[] natural)
        {
            double[] inputs = Widen(_workspace.BlockInputs(block).Row(example)), second = new double[block.Outputs], fourth = new double[block.Outputs], forms = new double[block.Outputs];
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

            MatrixView<double> curvatures = _second.AreZero(block) ? default : Gather(_second.Of(block), example).View;
            Matrix<double> slopes = Gather(_workspace.BlockCotangents(block), example);
            _model.Likelihood.ProductVarianceForms(natural, slopes, forms);
            _layer.Load(slopes, curvatures, forms, second, fourth);
        }

        // The rows of an example, one for each output.
        private Matrix<double> Gather(ReadOnlyMatrixView<T> stacked, int example)
        {
            Matrix<double> rows = new(_model.Likelihood.Dimension, stacked.Columns);
            for (int a = 0; a < rows.Rows; a++) TensorPrimitives.ConvertTruncating(stacked.Row((a * _workspace.Examples) + example), rows.Row(a));
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
