using System.CommandLine;
using Neuromanifold.CommandLine.Commands;
using Neuromanifold.CommandLine.Commands.Manifold;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;

namespace Neuromanifold.CommandLine;

/// <summary>The tool's entry: parses, dispatches, and turns every failure into one message and an exit code.</summary>
public static class Program
{
    /// <summary>Runs the command line and returns its exit code.</summary>
    public static int Main(string[] args)
    {
        using Interruption interruption = new();
        return Failures.Report(() => Run(args, interruption));
    }

    private static int Run(string[] args, Interruption interruption)
    {
        RootCommand root = new("The information geometry of neural networks: train, measure, compare.")
        {
            TrainCommand.Create(args, interruption),
            EvaluateCommand.Create(),
            CompareCommand.Create(interruption),
            FisherCommand.Create(interruption),
            SpectrumCommand.Create(interruption),
            RelativeCommand.Create(interruption),
            QuantizeCommand.Create(interruption),
            StudyCommand.Create(interruption),
            ManifoldCommand.Create(),
            DataCommand.Create(interruption),
            DoctorCommand.Create(),
            QuickstartCommand.Create(interruption),
            CompletionCommand.Create(),
        };
        Help.AddExamples(root);
        ParseResult parse = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        UsageErrors.ThrowIfAny(parse);
        return parse.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }
}
