using Neuromanifold.Conformance.Layers;

namespace Neuromanifold.Extension.Tests.Layers;

public sealed class ForeignLayerLawTests : LayerLaws<ForeignLayerCases>;
