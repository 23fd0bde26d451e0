namespace Neuromanifold.Fisher.Representations;

/// <summary>Some parameters and the Fisher matrix among them.</summary>
public sealed class FisherBlock
{
    private readonly double[] _in;
    private readonly double[] _out;

    /// <summary>A block.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="places">Where its parameters lie in the network's vector, in the block's own order.</param>
    /// <param name="matrix">The matrix among them.</param>
    public FisherBlock(string name, int[] places, FisherMatrix matrix)
    {
        if (matrix.Dimension != places.Length) throw new ArgumentException($"Block '{name}' has {places.Length} parameters and a matrix of order {matrix.Dimension}.", nameof(matrix));
        Name = name;
        Places = places;
        Matrix = matrix;
        _in = new double[places.Length];
        _out = new double[places.Length];
    }

    internal delegate void Map(ReadOnlySpan<double> x, Span<double> y);

    /// <summary>What it is.</summary>
    public string Name { get; }

    /// <summary>The matrix.</summary>
    public FisherMatrix Matrix { get; }

    /// <summary>Where the block's parameters lie in the network's vector.</summary>
    public int[] Places { get; }

    internal void Apply(ReadOnlySpan<double> x, Span<double> y, Map map)
    {
        for (int i = 0; i < Places.Length; i++) _in[i] = x[Places[i]];
        map(_in, _out);
        Scatter(_out, y);
    }

    internal void Scatter(ReadOnlySpan<double> own, Span<double> whole)
    {
        for (int i = 0; i < Places.Length; i++) whole[Places[i]] = own[i];
    }
}
