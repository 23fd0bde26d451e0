using System.Numerics;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.NaturalGradient.Steps;

/// <summary>A copy of a member's outputs or their tangents, in memory taken at the first one.</summary>
internal sealed class MemberRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] _values = [];
    private int _rows;
    private int _columns;

    public MatrixView<T> View => new(_values, _rows, _columns);

    /// <summary>Members' copies.</summary>
    public static MemberRows<T>[] Of(int members) => [.. Enumerable.Range(0, members).Select(_ => new MemberRows<T>())];

    public ReadOnlyMatrixView<T> Keep(ReadOnlyMatrixView<T> source, int capacity)
    {
        (_rows, _columns) = (source.Rows, source.Columns);
        if (_values.Length < capacity * _columns) _values = new T[capacity * _columns];
        View.CopyFrom(source);
        return View;
    }
}
