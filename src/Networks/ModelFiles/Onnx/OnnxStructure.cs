using System.Collections.Immutable;
using Neuromanifold.Networks.Composition;

namespace Neuromanifold.Networks.ModelFiles.Onnx;

/// <summary>An ONNX graph read as a network, before any value of it is.</summary>
/// <param name="Network">The layers.</param>
/// <param name="Tensors">What fills their parameters and statistics.</param>
/// <param name="Dropped">The operator at the end that was left out, since the likelihood applies it; null for none.</param>
internal sealed record OnnxStructure(Network Network, ImmutableArray<TensorSource> Tensors, string? Dropped);
