using System.Numerics;
using System.Numerics.Tensors;

namespace Neuromanifold.Studies.Plateau;

/// <summary>A batch of standard normal inputs with what a teacher says of them, drawn anew for every step: learning on line.</summary>
internal sealed class FreshExamples : IExamples
{
    private readonly Model<double> _teacher;
    private readonly Workspace<double> _workspace;
    private readonly Matrix<double> _inputs;

    /// <summary>Memory for a batch; it holds no examples before the first draw.</summary>
    public FreshExamples(Model<double> teacher, int count)
    {
        _teacher = teacher;
        _workspace = new Workspace<double>(teacher.Network, new WorkspaceOptions(count)) { Examples = count };
        _inputs = new Matrix<double>(count, teacher.Network.InputWidth);
    }

    public int Count => _workspace.Examples;

    public Shape InputShape => _teacher.Network.InputShape;

    public int OutcomeWidth => _teacher.Network.OutputWidth;

    /// <summary>Draws another batch.</summary>
    public void Draw(RandomStream stream)
    {
        stream.From().FillNormal(_inputs.AsSpan());
        // A pass may write over the workspace's own input.
        _inputs.AsSpan().CopyTo(_workspace.Input.AsSpan());
        _teacher.Network.Forward(_workspace, _teacher.Parameters.Span, _teacher.Statistics.Span, PassContext.Inference);
    }

    public void CopyInputs<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Copy(_inputs, indices, destination);

    public void CopyOutcomes<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Copy(_workspace.Output, indices, destination);

    private static void Copy<T>(MatrixView<double> rows, ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < indices.Length; i++) TensorPrimitives.ConvertTruncating<double, T>(rows.Row(indices[i]), destination.Row(i));
    }
}
