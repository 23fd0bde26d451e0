namespace Neuromanifold.CommandLine.Tests;

/// <summary>The tool's entry called in this process, for lines that are many and end at once. Such tests run one at a time: folder and console are the process's.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SameProcess
{
    public const string Name = "in this process";

    /// <summary>Runs arguments in a folder.</summary>
    internal static Tool.Outcome Run(string folder, params string[] arguments)
    {
        string before = Directory.GetCurrentDirectory();
        (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
        using StringWriter newOutput = new(), newError = new();
        try
        {
            Directory.SetCurrentDirectory(folder);
            Console.SetOut(newOutput);
            Console.SetError(newError);
            int code = Program.Main(arguments);
            return new Tool.Outcome(code, newOutput.ToString(), newError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
            Directory.SetCurrentDirectory(before);
        }
    }
}
