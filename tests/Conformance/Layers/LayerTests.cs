namespace Neuromanifold.Conformance.Layers;

public sealed class LayerTests : LayerLaws<LayerCases>;
