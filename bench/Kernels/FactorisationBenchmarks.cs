using BenchmarkDotNet.Attributes;
using Neuromanifold.Numerics.Blas;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Kernels;

/// <summary>The inverse of a damped Kronecker factor: copy, Cholesky, inverse, in single precision on one thread.</summary>
public class FactorisationBenchmarks
{
    private Matrix<float> _factor = null!, _work = null!;
    private LinearAlgebraLibrary _library = null!;

    public static IEnumerable<string> Libraries => ProductBenchmarks.Libraries;

    /// <summary>The input factors of the layers of a 784-80-… network, with the coordinate of the bias.</summary>
    [Params(81, 785)]
    public int Order { get; set; }

    [ParamsSource(nameof(Libraries))]
    public string Library { get; set; } = null!;

    [GlobalSetup]
    public void Draw()
    {
        _library = Library == "managed" ? LinearAlgebraLibrary.Managed : LinearAlgebraLibrary.FindNative()!;
        _library.Threads = 1;
        (_factor, _work) = (new(Order, Order), new(Order, Order));
        Matrix<float> inputs = new(500, Order);
        RandomSequence random = RandomStream.FromSeed(0).From();
        random.FillNormal(inputs.AsSpan());
        _library.SymmetricRankUpdate<float>(inputs, _factor, 1f / 500, 0);
        for (int i = 0; i < Order; i++) _factor[i, i] += 0.1f;
    }

    [Benchmark]
    public void Invert()
    {
        _factor.AsSpan().CopyTo(_work.AsSpan());
        _library.Cholesky(_work.View);
        _library.CholeskyInverse(_work.View);
    }
}
