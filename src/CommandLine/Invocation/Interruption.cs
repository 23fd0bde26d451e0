using System.Runtime.InteropServices;

namespace Neuromanifold.CommandLine.Invocation;

/// <summary>Ctrl-C and the system's request to end, as a token: the work under way ends at its next good moment.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private volatile bool _isListenedTo;

    public Interruption() =>
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];

    /// <summary>The token, for a command that ends well by itself; before one asks, a signal ends the process as usual.</summary>
    public CancellationToken Listen()
    {
        _isListenedTo = true;
        return _source.Token;
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    // A second signal ends the process as usual, too.
    private void Handle(PosixSignalContext context)
    {
        context.Cancel = _isListenedTo && !_source.IsCancellationRequested;
        if (_isListenedTo) _source.Cancel();
    }
}
