using Neuromanifold.CommandLine.Output;
using Neuromanifold.Data.Downloads;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.CommandLine.Invocation;

/// <summary>Turns exceptions into a message on standard error and an exit code; no stack trace reaches the user.</summary>
internal static class Failures
{
    public static int Report(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (InvalidInputException badInput)
        {
            return Tell(badInput.Message, ExitCode.BadInput);
        }
        catch (RunInterruptedException stop)
        {
            string next = stop.CanResume ? $" Go on with '{ToolName.AsInvoked} train --resume {ShellWord.Quote(stop.DirectoryPath)}'." : "";
            return Tell(stop.Message + next, ExitCode.Interrupted);
        }
        catch (OperationCanceledException)
        {
            return Tell("Interrupted.", ExitCode.Interrupted);
        }
        catch (Exception failure) when (failure is NumericalException or OutputException or DownloadException or IOException or UnauthorizedAccessException)
        {
            return Tell($"{failure.Message.TrimEnd('.')}.", ExitCode.Failed);
        }
        catch (OutOfMemoryException)
        {
            return Tell("Out of memory. Use a smaller --batch or fewer units.", ExitCode.Failed);
        }
        catch (Exception defect)
        {
            return Tell($"A defect of the tool, please report it: {defect.GetType().Name}: {defect.Message}", ExitCode.Failed);
        }
    }

    private static int Tell(string message, int code)
    {
        Terminal.Error(message);
        return code;
    }
}
