using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Datasets;

/// <summary>Examples in memory: a table of inputs and a table of outcomes, a row of each per example.</summary>
public sealed class Examples : IDatasetPart
{
    private readonly ITable _inputs, _outcomes;
    private string? _fingerprint;

    /// <summary>Pairs the rows of two tables.</summary>
    /// <exception cref="ArgumentException">The tables differ in rows, or the shape of an input does not fill its row.</exception>
    public Examples(ITable inputs, Shape inputShape, ITable outcomes)
    {
        if (inputs.Rows != outcomes.Rows)
            throw new ArgumentException($"{inputs.Rows} inputs cannot be paired with {outcomes.Rows} outcomes.", nameof(outcomes));
        if (inputShape.ElementCount != inputs.Columns)
            throw new ArgumentException($"An input of shape {inputShape} does not fill a row of {inputs.Columns} values.", nameof(inputShape));
        _inputs = inputs;
        _outcomes = outcomes;
        InputShape = inputShape;
    }

    /// <inheritdoc/>
    public int Count => _inputs.Rows;

    /// <inheritdoc/>
    public Shape InputShape { get; }

    /// <inheritdoc/>
    public int OutcomeWidth => _outcomes.Columns;

    /// <inheritdoc/>
    public string Fingerprint => _fingerprint ??= Checksum();

    /// <inheritdoc/>
    public void CopyInputs<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => _inputs.CopyRows(indices, destination);

    /// <inheritdoc/>
    public void CopyOutcomes<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => _outcomes.CopyRows(indices, destination);

    private string Checksum()
    {
        using IncrementalHash checksum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        checksum.AppendData(MemoryMarshal.AsBytes<int>([Count, InputShape.Rank, .. InputShape.Extents, OutcomeWidth]));
        _inputs.AppendTo(checksum);
        _outcomes.AppendTo(checksum);
        return Convert.ToHexStringLower(checksum.GetHashAndReset());
    }
}
