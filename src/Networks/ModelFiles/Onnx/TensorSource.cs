namespace Neuromanifold.Networks.ModelFiles.Onnx;

/// <summary>A stored tensor that fills a parameter or statistic of its name.</summary>
internal sealed record TensorSource(string Name, OnnxTensor Tensor)
{
    /// <summary>Whether the parameter is the stored matrix transposed.</summary>
    public bool IsTransposed { get; init; }

    /// <summary>By what the stored values are multiplied.</summary>
    public double Scale { get; init; } = 1;
}
