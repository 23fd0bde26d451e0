using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Neuromanifold.Data.Tests.Downloads;

/// <summary>A web server on this machine that answers as a test wants; the handler gets the file's name and the offset asked for, 0 without Range.</summary>
internal sealed class MirrorServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Func<string, long, Reply> _handler;
    private readonly Task _accepting;

    public MirrorServer(Func<string, long, Reply> handler)
    {
        _handler = handler;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/data/");

    /// <summary>The offsets asked for, in order.</summary>
    public List<long> Offsets { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> conversations = [];
        try
        {
            while (true) conversations.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_closing.Token)));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                using StreamReader reader = new(stream, Encoding.ASCII, leaveOpen: true);
                string request = await reader.ReadLineAsync(_closing.Token) ?? "";
                long offset = 0;
                while (await reader.ReadLineAsync(_closing.Token) is { Length: > 0 } header)
                {
                    if (header.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase)) offset = long.Parse(header[13..^1], CultureInfo.InvariantCulture);
                }

                Reply reply;
                lock (Offsets)
                {
                    Offsets.Add(offset);
                    reply = _handler(request.Split(' ')[1].Split('/')[^1], offset);
                }

                string range = reply.ContentRange is { } value ? $"Content-Range: {value}\r\n" : "", length = reply.Announced is { } announced ? $"Content-Length: {announced}\r\n" : "";
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {reply.Status}\r\n{length}{range}Connection: close\r\n\r\n"), _closing.Token);
                await stream.WriteAsync(reply.Body.AsMemory(0, reply.Sent), _closing.Token);
                if (reply.Stalls) await Task.Delay(Timeout.Infinite, _closing.Token);
            }
            catch (Exception error) when (error is OperationCanceledException or IOException)
            {
                // The client hung up, or the test is over.
            }
        }
    }
}
