using System.Net;
using System.Net.Http.Headers;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Data.Downloads;

/// <summary>
/// Fetches published data sets: tries the places that offer a file in turn, goes on where an earlier attempt stopped, and accepts a file
/// only with its published length and checksum.
/// </summary>
public sealed class DatasetDownload(HttpClient client, DownloadOptions? options = null)
{
    private const int BufferLength = 1 << 16;
    private readonly DownloadOptions _options = options ?? new();

    /// <summary>
    /// Fetches what <paramref name="folder"/> lacks of a data set; the folder is made. Files that are there and right are kept, a file is never
    /// there half.
    /// </summary>
    /// <exception cref="InvalidInputException">The folder cannot be made or written to.</exception>
    /// <exception cref="IOException">The disk is full.</exception>
    /// <exception cref="DownloadException">No place delivered a file.</exception>
    public async Task GetAsync(PublishedDataset dataset, string folder, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        try
        {
            Make(folder);
            foreach (PublishedFile file in dataset.Files)
            {
                PartialFile partial = new(file, folder);
                if (await partial.IsInPlaceAsync(cancellation)) progress?.Report(new(file.Name, file.Length, file.Length, "is here already"));
                else await GetAsync(dataset, file, partial, progress, cancellation);
            }
        }
        catch (UnauthorizedAccessException error)
        {
            throw Unusable(folder, error);
        }
    }

    private static void Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or ArgumentException or NotSupportedException)
        {
            throw Unusable(folder, error);
        }
    }

    private static InvalidInputException Unusable(string folder, Exception error) =>
        new(folder, $"a folder that cannot be used ({error.Message.TrimEnd('.')})", "a folder that can be written to", "Name another with --to DIR.", error);

    private async Task GetAsync(PublishedDataset dataset, PublishedFile file, PartialFile partial, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        List<string> failures = [];
        foreach (Uri mirror in dataset.Mirrors)
        {
            Uri address = new(mirror, file.Name);
            for (int attempt = 1; attempt <= _options.Attempts; attempt++)
            {
                try
                {
                    await FetchAsync(address, file, partial, progress, cancellation);
                    return;
                }
                catch (MirrorFailure failure)
                {
                    failures.Add($"{address} {failure.Message}");
                    progress?.Report(new(file.Name, partial.Length, file.Length, failures[^1]));
                    if (!failure.WorthRetrying) break;
                }
            }
        }

        throw new DownloadException(file, failures);
    }

    private async Task FetchAsync(Uri address, PublishedFile file, PartialFile partial, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        if (partial.Length > file.Length) partial.Discard();
        long offset = partial.Length;
        if (offset < file.Length) await ReceiveAsync(address, file, partial, progress, cancellation);
        if (await partial.TryFinishAsync(cancellation)) return;

        // A wrong beginning may be another place's fault, so this one gets a chance to send the whole.
        partial.Discard();
        throw new MirrorFailure("sent a file whose checksum is not the published one", worthRetrying: offset > 0);
    }

    private async Task ReceiveAsync(Uri address, PublishedFile file, PartialFile partial, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        long offset = partial.Length;
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        if (offset > 0) request.Headers.Range = new RangeHeaderValue(offset, to: null);
        using HttpResponseMessage response = await PatientlyAsync(token => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), begun: false, cancellation);
        offset = Accept(response, file, partial, offset);
        long start = offset;

        byte[] buffer = new byte[BufferLength];
        await using Stream content = await PatientlyAsync(response.Content.ReadAsStreamAsync, begun: false, cancellation);
        await using FileStream destination = partial.Open(offset);
        while (true)
        {
            int read = await PatientlyAsync(token => content.ReadAsync(buffer, token).AsTask(), begun: offset > start, cancellation);
            if (read == 0) break;
            offset += read;
            if (offset > file.Length)
            {
                destination.SetLength(0);
                throw new MirrorFailure($"sent more than the published {file.Length} bytes", worthRetrying: false);
            }

            await destination.WriteAsync(buffer.AsMemory(0, read), cancellation);
            progress?.Report(new(file.Name, offset, file.Length));
        }

        if (offset < file.Length) throw new MirrorFailure($"stopped after {offset} of {file.Length} bytes", worthRetrying: true);
    }

    // Where the response's bytes belong: at the offset asked for, or at the beginning where the whole file is sent.
    private static long Accept(HttpResponseMessage response, PublishedFile file, PartialFile partial, long offset)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                return response.Content.Headers.ContentLength is { } length && length != file.Length
                    ? throw new MirrorFailure($"offers {length} bytes where {file.Length} were published", worthRetrying: false)
                    : 0;
            case HttpStatusCode.PartialContent when response.Content.Headers.ContentRange is { } range && range.From == offset && (range.Length ?? file.Length) == file.Length:
                return offset;
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                partial.Discard();
                throw new MirrorFailure("cannot go on from where an earlier attempt stopped", worthRetrying: offset > 0);
            default:
                throw new MirrorFailure(
                    $"answered {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd(),
                    worthRetrying: response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError);
        }
    }

    // Waits for one answer of the network, no longer than the stall timeout; only the network's own failures count against the place.
    // One that has begun to send is asked again for the rest.
    private async Task<T> PatientlyAsync<T>(Func<CancellationToken, Task<T>> step, bool begun, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_options.StallTimeout);
        try
        {
            return await step(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new MirrorFailure(FormattableString.Invariant($"sent nothing for {_options.StallTimeout.TotalSeconds:0.###} s"), worthRetrying: begun);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new MirrorFailure($"failed ({error.Message.TrimEnd('.')})", worthRetrying: begun);
        }
    }
}
