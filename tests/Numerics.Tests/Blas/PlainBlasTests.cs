using System.Numerics;
using Neuromanifold.Numerics.Blas;

namespace Neuromanifold.Numerics.Tests.Blas;

/// <summary>The laws on a native library that has products but no LAPACK, where factorisations are the managed ones on native products.</summary>
public static class PlainBlasTests
{
    // Where Debian puts the reference implementation.
    private const string Path = "/usr/lib/x86_64-linux-gnu/blas/libblas.so.3";

    private static readonly LinearAlgebraLibrary? Found = File.Exists(Path) ? LinearAlgebraLibrary.Load(Path) : null;

    public sealed class InSingle : Laws<float>;

    public sealed class InDouble : Laws<double>;

    public abstract class Laws<T> : LibraryLaws<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        protected override LinearAlgebraLibrary Library
        {
            get
            {
                Assert.SkipWhen(Found is null, $"There is no reference BLAS at {Path}.");
                return Found;
            }
        }

        [Fact]
        public void The_description_says_that_factorisations_are_managed() =>
            Assert.StartsWith("managed", Library.Description.Factorisations, StringComparison.Ordinal);
    }
}
