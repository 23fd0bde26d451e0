using System.Diagnostics;
using Neuromanifold.Data.Downloads;

namespace Neuromanifold.CommandLine.Output;

/// <summary>Tells how a download goes: a line that moves on a terminal, remarks everywhere.</summary>
internal sealed class DownloadLines : IProgress<DownloadProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private long _last;

    public void Report(DownloadProgress value)
    {
        if (value.Remark is { } remark) Terminal.Note($"{value.File}: {remark}");
        if (!Terminal.IsWatched || Terminal.IsQuiet) return;
        bool isDone = value.Received == value.Total;
        if (!isDone && Stopwatch.GetElapsedTime(_last) < Interval) return;
        _last = Stopwatch.GetTimestamp();
        Console.Error.Write($"\r{value.File}: {value.Received / 1e6:f1} of {value.Total / 1e6:f1} MB{(isDone ? Environment.NewLine : "")}");
    }
}
