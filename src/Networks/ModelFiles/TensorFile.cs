using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Networks.ModelFiles;

/// <summary>Named arrays in a file whose format its name tells.</summary>
public static class TensorFile
{
    private const string Expected = "a name that ends in .npz or .safetensors";

    /// <summary>Refuses a name that tells no format, before any work is done for it.</summary>
    /// <exception cref="InvalidInputException">It does not end in .npz or .safetensors.</exception>
    public static void RequireKnownExtension(string path, string subject)
    {
        if (!IsSafetensors(path)) throw new InvalidInputException(subject, $"'{path}'", Expected);
    }

    /// <summary>Writes a file beside its place, then renames it.</summary>
    /// <exception cref="InvalidInputException">The name tells no format.</exception>
    /// <exception cref="OutputException">The place cannot be written; what stood there is unchanged.</exception>
    public static void Write(string path, IReadOnlyList<NamedTensor<double>> tensors)
    {
        RequireKnownExtension(path, path);
        SafetensorsFile.Write(path, [.. tensors]);
    }

    private static bool IsSafetensors(string path) => path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase);
}
