using Neuromanifold.Data.Datasets;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Sources;

/// <summary>A part as it stands in its files: inputs ready for use, outcomes still to be interpreted.</summary>
/// <param name="Path">The file of the inputs.</param>
/// <param name="Inputs">The inputs, normalised.</param>
/// <param name="InputShape">The shape of one input.</param>
/// <param name="Outcomes">The outcomes.</param>
/// <param name="Notes">Sentences the user should read.</param>
internal sealed record RawPart(string Path, ITable Inputs, Shape InputShape, RawOutcomes Outcomes, params string[] Notes);
