using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers;

/// <summary>A tensor a layer asks for; the network prefixes its name with the node's.</summary>
public sealed record TensorDeclaration(string Name, Shape Shape, TensorInitialisation Initialisation);
