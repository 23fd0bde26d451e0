using System.Numerics;
using Neuromanifold.Numerics.Blas;
using Neuromanifold.Numerics.Blas.Managed;

namespace Neuromanifold.Numerics.Tests.Blas;

/// <summary>The laws on the managed library, for every width of vectors; a processor without them emulates them.</summary>
public static class ManagedLibraryTests
{
    public sealed class InSingleOn512() : Laws<float>(512);

    public sealed class InDoubleOn512() : Laws<double>(512);

    public sealed class InSingleOn256() : Laws<float>(256);

    public sealed class InDoubleOn256() : Laws<double>(256);

    public sealed class InSingleOn128() : Laws<float>(128);

    public sealed class InDoubleOn128() : Laws<double>(128);

    public abstract class Laws<T>(int vectorBits) : LibraryLaws<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        protected override LinearAlgebraLibrary Library { get; } = new ManagedLinearAlgebra(vectorBits);

        protected override bool AreBitsThoseOfOneThread => true;
    }
}
