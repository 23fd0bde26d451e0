using BenchmarkDotNet.Attributes;
using Neuromanifold.Numerics.Blas;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Kernels;

/// <summary>Products in single precision on one thread, on each library of this machine.</summary>
[MemoryDiagnoser]
public class ProductBenchmarks
{
    private Matrix<float> _a = null!, _b = null!, _c = null!;

    public static IEnumerable<ProductShape> Shapes => ProductShape.All;

    public static IEnumerable<string> Libraries => LinearAlgebraLibrary.FindNative() is null ? ["managed"] : ["native", "managed"];

    [ParamsSource(nameof(Shapes))]
    public ProductShape Shape { get; set; } = null!;

    [ParamsSource(nameof(Libraries))]
    public string Library { get; set; } = null!;

    private LinearAlgebraLibrary Chosen { get; set; } = null!;

    [GlobalSetup]
    public void Draw()
    {
        Chosen = Library == "managed" ? LinearAlgebraLibrary.Managed : LinearAlgebraLibrary.FindNative()!;
        Chosen.Threads = 1;
        _a = Shape.TransposeA == Transposition.None ? new(Shape.Rows, Shape.Inner) : new(Shape.Inner, Shape.Rows);
        _b = Shape.TransposeB == Transposition.None ? new(Shape.Inner, Shape.Columns) : new(Shape.Columns, Shape.Inner);
        _c = new(Shape.Rows, Shape.Columns);
        RandomSequence random = RandomStream.FromSeed(0).From();
        random.FillNormal(_a.AsSpan());
        random.FillNormal(_b.AsSpan());
    }

    [Benchmark]
    public void Multiply() => Chosen.Multiply(_a, Shape.TransposeA, _b, Shape.TransposeB, _c.View, 1, 0);
}
