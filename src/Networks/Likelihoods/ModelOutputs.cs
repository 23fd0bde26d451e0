using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Likelihoods;

/// <summary>What a model says of many inputs: its natural parameters, a row an example.</summary>
public static class ModelOutputs
{
    private const int ChunkSize = 256;

    /// <summary>The outputs in use, without noise. Cost: a forward pass; memory: examples × outputs.</summary>
    public static Matrix<T> Of<T>(Model<T> model, IExamples examples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> outputs = new(examples.Count, model.Network.OutputWidth);
        Workspace<T> workspace = new(model.Network, new WorkspaceOptions(ChunkSize));
        int[] indices = new int[ChunkSize];
        for (int first = 0; first < examples.Count; first += ChunkSize)
        {
            int count = Math.Min(ChunkSize, examples.Count - first);
            for (int i = 0; i < count; i++) indices[i] = first + i;
            workspace.Examples = count;
            examples.CopyInputs(indices.AsSpan(0, count), workspace.Input);
            model.Network.Forward(workspace, model.Parameters.Span, model.Statistics.Span, PassContext.Inference);
            outputs.View.RowRange(first, count).CopyFrom(workspace.Output);
        }

        return outputs;
    }
}
