using System.Reflection;

namespace Neuromanifold.Experiments.Runs;

/// <summary>What made a record.</summary>
public static class Product
{
    /// <summary>The version, as in 0.1.0.</summary>
    public static string Version { get; } =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Name and version.</summary>
    public static string NameAndVersion => $"Neuromanifold {Version}";
}
