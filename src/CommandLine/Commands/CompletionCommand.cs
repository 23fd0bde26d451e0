using System.CommandLine;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Experiments.Configurations;

namespace Neuromanifold.CommandLine.Commands;

/// <summary><c>completion</c>: a script by which a shell asks the tool itself what may come next.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _neuromanifold() {
            local IFS=$'\n'
            COMPREPLY=( $(compgen -W "$(neuromanifold "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}") )
        }
        complete -o default -F _neuromanifold neuromanifold
        """;

    private const string Zsh = """
        _neuromanifold() {
            local -a replies
            replies=("${(@f)$(neuromanifold "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -a replies || _files
        }
        compdef _neuromanifold neuromanifold
        """;

    private const string Fish = """
        complete -c neuromanifold -a '(neuromanifold "[suggest:"(string length -- (commandline -cp))"]" (commandline -cp) 2>/dev/null)'
        """;

    public static Command Create()
    {
        Argument<string> shell = new("SHELL") { Description = "bash, zsh or fish" };
        Command command = new Command("completion", "Print a script that completes commands and options in a shell.") { shell }
            .WithExampleOf("completion bash");
        command.SetAction(parse =>
        {
            string name = NamedChoice.Find("the shell", parse.GetRequiredValue(shell), "bash", "zsh", "fish");
            Terminal.Result(name switch { "bash" => Bash, "zsh" => Zsh, _ => Fish });
            return ExitCode.Done;
        });
        return command;
    }
}
