using System.Runtime.InteropServices;

namespace Neuromanifold.Numerics.Blas.Native;

/// <summary>What vendors add to BLAS: a name, a build, a number of threads.</summary>
internal sealed unsafe class VendorControls
{
    private readonly delegate* unmanaged[Cdecl]<int> _getThreads;
    private readonly delegate* unmanaged[Cdecl]<int, void> _setThreads;

    public VendorControls(nint library)
    {
        if (NativeLibrary.TryGetExport(library, "openblas_get_config", out nint config))
        {
            Configuration = Text(config);
            Kernels = NativeLibrary.TryGetExport(library, "openblas_get_corename", out nint core) ? Text(core) : "unknown";
            string version = Configuration.Split(' ') is ["OpenBLAS", string number, ..] ? $"OpenBLAS {number}" : "OpenBLAS";
            string threading = Parallel(library) switch { 0 => "sequential", 1 => "pthread", 2 => "OpenMP", _ => "unknown threading" };
            Name = $"{version}, {threading}, {Kernels} kernels";
            _getThreads = (delegate* unmanaged[Cdecl]<int>)Optional(library, "openblas_get_num_threads");
            _setThreads = (delegate* unmanaged[Cdecl]<int, void>)Optional(library, "openblas_set_num_threads");
        }
        else if (NativeLibrary.TryGetExport(library, "MKL_Set_Num_Threads", out nint set))
        {
            Name = "Intel MKL";
            _getThreads = (delegate* unmanaged[Cdecl]<int>)Optional(library, "MKL_Get_Max_Threads");
            _setThreads = (delegate* unmanaged[Cdecl]<int, void>)set;
        }
        else if (NativeLibrary.TryGetExport(library, "appleblas_sgeadd", out _))
        {
            Name = "Accelerate";
        }
    }

    public string Name { get; } = "BLAS without a name";

    public string Kernels { get; } = "chosen by the library";

    public string Configuration { get; } = "";

    /// <summary>Threads per call; a vendor without such a setting keeps its own number, and 1 is reported.</summary>
    public int Threads
    {
        get => _getThreads is null ? 1 : _getThreads();
        set
        {
            if (_setThreads is not null) _setThreads(value);
        }
    }

    private static nint Optional(nint library, string name) => NativeLibrary.TryGetExport(library, name, out nint address) ? address : 0;

    private static string Text(nint function) => Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint>)function)())?.Trim() ?? "";

    private static int Parallel(nint library) =>
        NativeLibrary.TryGetExport(library, "openblas_get_parallel", out nint function) ? ((delegate* unmanaged[Cdecl]<int>)function)() : -1;
}
