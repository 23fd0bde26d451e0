using Neuromanifold.Networks.ModelFiles.Numpy;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Networks.ModelFiles;

/// <summary>Named arrays in the format that a file's name asks for: .npz for Python's NumPy, .safetensors for everyone.</summary>
public static class ArrayFile
{
    /// <summary>How names of NumPy's archives end.</summary>
    public const string NpzExtension = ".npz";

    /// <summary>How names of safetensors files end.</summary>
    public const string SafetensorsExtension = ".safetensors";

    /// <summary>Whether a name says a format of named arrays.</summary>
    public static bool HasKnownExtension(string path) => IsNpz(path) || IsSafetensors(path);

    /// <summary>Refuses a name that says no format, so that it is seen before any work.</summary>
    /// <exception cref="InvalidInputException">It ends otherwise than with .npz or .safetensors.</exception>
    public static void Check(string path)
    {
        if (!HasKnownExtension(path))
            throw new InvalidInputException(path, Path.GetExtension(path) is { Length: > 0 } extension ? $"the extension {Quoted.Name(extension)}" : "no extension", $"a name that ends with {NpzExtension} or {SafetensorsExtension}");
    }

    /// <summary>Writes arrays beside their place, then renames the file.</summary>
    /// <param name="path">Where; its extension says the format.</param>
    /// <param name="arrays">The arrays, as in <c>fc1.weight/fisher</c>.</param>
    /// <exception cref="InvalidInputException">The name ends otherwise than with .npz or .safetensors.</exception>
    /// <exception cref="OutputException">The place cannot be written; what stood there is unchanged.</exception>
    /// <exception cref="ArgumentException">Two arrays share a name, or values and shape differ in number.</exception>
    public static void Write<T>(string path, IReadOnlyList<NamedTensor<T>> arrays)
        where T : unmanaged
    {
        Check(path);
        if (IsNpz(path)) NpzFile.Write(path, arrays);
        else SafetensorsFile.Write(path, arrays);
    }

    /// <summary>Opens a file of tensors.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read or is not such a file.</exception>
    internal static ITensorFile Open(string path) => IsNpz(path) ? NpzFile.Open(path) : SafetensorsFile.Open(path);

    internal static bool IsNpz(string path) => path.EndsWith(NpzExtension, StringComparison.OrdinalIgnoreCase);

    private static bool IsSafetensors(string path) => path.EndsWith(SafetensorsExtension, StringComparison.OrdinalIgnoreCase);
}
