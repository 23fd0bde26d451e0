using System.Diagnostics;
using System.Text.Json;

namespace Neuromanifold.Claims.Peers;

/// <summary>Another library behind a process that answers a line of JSON by a line of JSON and else sleeps.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts a script that stands beside the claims and waits until it is ready.</summary>
    /// <param name="python">The interpreter.</param>
    /// <param name="script">The script's file name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables that differ from ours.</param>
    public Peer(string python, string script, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        ProcessStartInfo start = new(python, [Path.Combine(AppContext.BaseDirectory, "Peers", script), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        _process = Process.Start(start)!;
        Greeting = Read();
    }

    /// <summary>What it said of itself.</summary>
    public JsonElement Greeting { get; }

    /// <summary>Asks and waits for the answer.</summary>
    public JsonElement Ask(object request)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(request));
        _process.StandardInput.Flush();
        return Read();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private JsonElement Read() => _process.StandardOutput.ReadLine() is { } line
        ? JsonSerializer.Deserialize<JsonElement>(line)
        : throw new UnmeasurableException("the peer ended without an answer; what it said is above");
}
