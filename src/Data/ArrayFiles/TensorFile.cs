using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Data.ArrayFiles;

/// <summary>Named arrays in a file whose format its name tells: .npz for Python's NumPy, .safetensors for everyone.</summary>
public static class TensorFile
{
    /// <summary>How names of NumPy's archives end.</summary>
    public const string NpzExtension = ".npz";

    /// <summary>How names of safetensors files end.</summary>
    public const string SafetensorsExtension = ".safetensors";

    /// <summary>Whether a name tells a format of named arrays.</summary>
    public static bool HasKnownExtension(string path) => IsNpz(path) || path.EndsWith(SafetensorsExtension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses a name that tells no format, before any work is done for it.</summary>
    /// <exception cref="InvalidInputException">It does not end in .npz or .safetensors.</exception>
    public static void RequireKnownExtension(string path, string subject)
    {
        if (!HasKnownExtension(path)) throw new InvalidInputException(subject, $"'{path}'", $"a name that ends in {NpzExtension} or {SafetensorsExtension}");
    }

    /// <summary>Writes a file beside its place, then renames it.</summary>
    /// <param name="path">Where.</param>
    /// <param name="tensors">The arrays, as in <c>fc1.weight/fisher</c>; float or double.</param>
    /// <exception cref="InvalidInputException">The name tells no format.</exception>
    /// <exception cref="OutputException">The place cannot be written; what stood there is unchanged.</exception>
    /// <exception cref="ArgumentException">Two arrays share a name, or values and shape differ in number.</exception>
    public static void Write<T>(string path, IReadOnlyList<NamedTensor<T>> tensors)
        where T : unmanaged
    {
        RequireKnownExtension(path, path);
        if (IsNpz(path)) NpzFile.Write(path, tensors);
        else SafetensorsFile.Write(path, tensors);
    }

    /// <summary>Opens a file of tensors.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read or is not such a file.</exception>
    public static ITensorFile Open(string path) => IsNpz(path) ? NpzFile.Open(path) : SafetensorsFile.Open(path);

    /// <summary>Whether a name is that of a NumPy archive.</summary>
    public static bool IsNpz(string path) => path.EndsWith(NpzExtension, StringComparison.OrdinalIgnoreCase);
}
