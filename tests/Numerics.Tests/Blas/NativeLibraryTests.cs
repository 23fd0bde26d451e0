using System.Numerics;
using Neuromanifold.Numerics.Blas;

namespace Neuromanifold.Numerics.Tests.Blas;

/// <summary>The laws on the native library of this machine, if it has one.</summary>
public static class NativeLibraryTests
{
    private static readonly LinearAlgebraLibrary? Found = LinearAlgebraLibrary.FindNative();

    [Collection(nameof(NativeLibraryTests))]
    public sealed class InSingle : Laws<float>;

    [Collection(nameof(NativeLibraryTests))]
    public sealed class InDouble : Laws<double>;

    public abstract class Laws<T> : LibraryLaws<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        protected override LinearAlgebraLibrary Library
        {
            get
            {
                Assert.SkipWhen(Found is null, "No native library (OpenBLAS, MKL, Accelerate) was found on this machine.");
                return Found;
            }
        }
    }
}
