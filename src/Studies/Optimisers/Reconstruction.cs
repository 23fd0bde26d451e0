using System.Numerics;

namespace Neuromanifold.Studies.Optimisers;

/// <summary>Examples whose outcomes are their inputs, as an autoencoder learns them.</summary>
internal sealed class Reconstruction(IDatasetPart images) : IDatasetPart
{
    public int Count => images.Count;

    public Shape InputShape => images.InputShape;

    public int OutcomeWidth => images.InputShape.ElementCount;

    public string Fingerprint => images.Fingerprint;

    public void CopyInputs<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => images.CopyInputs(indices, destination);

    public void CopyOutcomes<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => images.CopyInputs(indices, destination);
}
