using System.Runtime.InteropServices;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Numerics.Blas.Native;

/// <summary>Finding and opening native libraries. What is opened stays open: kernels may run on threads of the library until the end.</summary>
internal static class NativeSearch
{
    private const string Product = "cblas_sgemm";

    public static LinearAlgebraLibrary? Find()
    {
        foreach (string candidate in Candidates())
        {
            if (!NativeLibrary.TryLoad(candidate, out nint library)) continue;
            if (NativeLibrary.TryGetExport(library, Product, out _)
                && new VendorControls(library) is var controls && !HasWideIndices(controls))
            {
                return new NativeLinearAlgebra(library, candidate, controls);
            }

            NativeLibrary.Free(library);
        }

        return null;
    }

    public static LinearAlgebraLibrary Load(string path)
    {
        const string Expected = "a library with the CBLAS interface and 32-bit indices";
        string next = $"Give the path of libopenblas.so.0 or the like, or \"managed\", or unset {LinearAlgebraLibrary.EnvironmentVariable}.";
        nint library;
        try
        {
            library = NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new InvalidInputException($"Linear-algebra library '{path}'", "nothing that can be loaded", Expected, next, e);
        }

        if (!NativeLibrary.TryGetExport(library, Product, out _))
            throw new InvalidInputException($"Linear-algebra library '{path}'", $"no function {Product}", Expected, next);
        VendorControls controls = new(library);
        if (HasWideIndices(controls))
            throw new InvalidInputException($"Linear-algebra library '{path}'", $"64-bit indices ({controls.Configuration})", Expected, next);
        return new NativeLinearAlgebra(library, path, controls);
    }

    private static bool HasWideIndices(VendorControls controls) => controls.Configuration.Contains("USE64BITINT", StringComparison.Ordinal);

    // OpenBLAS's pthread build first: on small products it is about twice as fast as the OpenMP one.
    private static IEnumerable<string> Candidates()
    {
        if (OperatingSystem.IsWindows()) return ["libopenblas.dll", "openblas.dll", "mkl_rt.2.dll", "mkl_rt.dll"];
        if (OperatingSystem.IsMacOS())
        {
            return
            [
                "/opt/homebrew/opt/openblas/lib/libopenblas.dylib", "/usr/local/opt/openblas/lib/libopenblas.dylib", "libopenblas.dylib",
                "libmkl_rt.dylib", "/System/Library/Frameworks/Accelerate.framework/Accelerate",
            ];
        }

        string folder = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => "/usr/lib/x86_64-linux-gnu",
            Architecture.Arm64 => "/usr/lib/aarch64-linux-gnu",
            _ => "/usr/lib",
        };
        return
        [
            $"{folder}/openblas-pthread/libopenblas.so.0", "/usr/lib64/libopenblasp.so.0", "libopenblas.so.0", "libopenblas.so",
            $"{folder}/openblas-openmp/libopenblas.so.0", "libmkl_rt.so.2", "libmkl_rt.so",
        ];
    }
}
