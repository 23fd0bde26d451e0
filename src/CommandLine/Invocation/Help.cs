using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Data.Datasets;

namespace Neuromanifold.CommandLine.Invocation;

/// <summary>Help with an example that works as printed.</summary>
internal static class Help
{
    private static readonly Dictionary<Command, string> Examples = [];

    /// <summary>Gives a command its example: lines without the tool's name, and lines after "$ " that are of the shell alone.</summary>
    public static Command WithExampleOf(this Command command, string example)
    {
        Examples[command] = example;
        return command;
    }

    /// <summary>Makes help print examples.</summary>
    public static void AddExamples(RootCommand root)
    {
        HelpOption option = root.Options.OfType<HelpOption>().Single();
        option.Action = new WithExample((HelpAction)option.Action!);
    }

    internal sealed class WithExample(HelpAction inner) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int code = inner.Invoke(parseResult);
            if (Examples.TryGetValue(parseResult.CommandResult.Command, out string? example))
                parseResult.InvocationConfiguration.Output.WriteLine($"Example:\n{string.Join('\n', example.Split('\n').Select(line => line.StartsWith("$ ", StringComparison.Ordinal) ? $"  {line[2..]}" : $"  {ToolName.AsInvoked} {line}"))}\n");
            return code;
        }
    }
}
