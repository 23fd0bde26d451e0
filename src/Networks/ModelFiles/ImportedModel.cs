using System.Collections.Immutable;
using System.Numerics;
using Neuromanifold.Networks.Composition;

namespace Neuromanifold.Networks.ModelFiles;

/// <summary>A model read from a file that describes its network too; parameters have the names that the file gives them.</summary>
/// <param name="Model">The model.</param>
/// <param name="Tensors">Every tensor of the network as the file stores it, in the file's order.</param>
/// <param name="Dropped">The operator at the end of the file's graph that was left out, as in Softmax, since the likelihood applies it; null for none.</param>
public sealed record ImportedModel<T>(Model<T> Model, ImmutableArray<StoredTensor> Tensors, string? Dropped)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A sentence for users about what was left out; null if nothing was.</summary>
    /// <param name="path">The file, as its user wrote it.</param>
    /// <param name="likelihood">The likelihood's name.</param>
    public string? DroppedNote(string path, string likelihood) => Dropped is null
        ? null
        : $"The {Dropped} at the end of {path} is left out: outputs are natural parameters, and a {likelihood} likelihood applies it.";
}
