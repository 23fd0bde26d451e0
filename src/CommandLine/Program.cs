namespace Neuromanifold.CommandLine;

/// <summary>The tool's entry.</summary>
public static class Program
{
    /// <summary>Runs the command line.</summary>
    public static int Main() => 0;
}
