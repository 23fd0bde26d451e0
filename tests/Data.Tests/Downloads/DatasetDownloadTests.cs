using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Neuromanifold.Data.Downloads;
using Neuromanifold.Data.Tests.Datasets;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Data.Tests.Downloads;

public sealed class DatasetDownloadTests : IDisposable
{
    private const string Name = "images.gz";
    private static readonly byte[] s_content = Noise(300_000), s_other = Noise(300_001)[..300_000];

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new();
    private readonly List<DownloadProgress> _reports = [];

    // Long, so that a busy machine is not taken for a silent server; short where silence is the subject.
    private TimeSpan _patience = TimeSpan.FromSeconds(20);

    private string Target => _folder.File(Name);

    private string Part => _folder.File(Name + ".part");

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_arrives_whole_with_progress()
    {
        await using MirrorServer server = new((_, _) => Reply.Whole(s_content));
        await GetAsync(server);
        AssertArrived();
        Assert.Equal(s_content.Length, _reports[^1].Received);
        Assert.All(_reports, report => Assert.Equal((Name, s_content.Length), (report.File, (int)report.Total)));
        Assert.Equal(_reports.Select(report => report.Received).Order(), _reports.Select(report => report.Received));
    }

    [Fact]
    public async Task A_right_file_is_kept_and_a_wrong_one_replaced()
    {
        await using MirrorServer server = new((_, _) => Reply.Whole(s_content));
        _folder.Write(Name, s_other);
        await GetAsync(server);
        AssertArrived();
        Assert.Single(server.Offsets);
        await GetAsync(server);
        Assert.Single(server.Offsets);
        Assert.Equal("is here already", _reports[^1].Remark);
    }

    [Fact]
    public async Task A_beginning_is_gone_on_with()
    {
        await using MirrorServer server = new((_, offset) => Reply.Rest(s_content, offset));
        _folder.Write(Name + ".part", s_content[..123_456]);
        await GetAsync(server);
        AssertArrived();
        Assert.Equal([123_456], server.Offsets);
    }

    [Fact]
    public async Task A_whole_file_under_its_interim_name_needs_no_request()
    {
        await using MirrorServer server = new((_, _) => Reply.Refusal("500 Internal Server Error"));
        _folder.Write(Name + ".part", s_content);
        await GetAsync(server);
        AssertArrived();
        Assert.Empty(server.Offsets);
    }

    [Fact]
    public async Task A_server_that_ignores_ranges_sends_the_whole_again()
    {
        await using MirrorServer server = new((_, _) => Reply.Whole(s_content));
        _folder.Write(Name + ".part", s_other[..123_456]);
        await GetAsync(server);
        AssertArrived();
        Assert.Equal([123_456], server.Offsets);
    }

    [Fact]
    public async Task A_server_that_refuses_the_range_is_asked_for_the_whole()
    {
        await using MirrorServer server = new((_, offset) => offset > 0 ? Reply.Refusal("416 Range Not Satisfiable") : Reply.Whole(s_content));
        _folder.Write(Name + ".part", s_content[..1000]);
        await GetAsync(server);
        AssertArrived();
        Assert.Equal([1000, 0], server.Offsets);
    }

    [Fact]
    public async Task A_range_other_than_asked_for_is_not_believed()
    {
        await using MirrorServer server = new((_, offset) => offset > 0 ? Reply.Rest(s_content, offset + 1) : Reply.Whole(s_content));
        _folder.Write(Name + ".part", s_content[..1000]);
        await GetAsync(server);
        AssertArrived();
        Assert.Equal([1000, 0], server.Offsets);
    }

    [Fact]
    public async Task A_wrong_beginning_is_fetched_again_from_the_same_place()
    {
        await using MirrorServer server = new((_, offset) => offset > 0 ? Reply.Rest(s_content, offset) : Reply.Whole(s_content));
        _folder.Write(Name + ".part", s_other[..1000]);
        await GetAsync(server);
        AssertArrived();
        Assert.Equal([1000, 0], server.Offsets);
        Assert.Contains(_reports, report => report.Remark?.Contains("checksum is not the published one", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_breaks_is_resumed(bool announced)
    {
        await using MirrorServer server = new((_, offset) => offset == 0
            ? Reply.Whole(s_content) with { Sent = 200_000, Announced = announced ? s_content.Length : null }
            : Reply.Rest(s_content, offset));
        await GetAsync(server);
        AssertArrived();
        Assert.Equal(2, server.Offsets.Count);
        Assert.InRange(server.Offsets[1], 1, 200_000);
    }

    [Fact]
    public async Task A_place_that_stalls_midway_is_asked_for_the_rest()
    {
        await using MirrorServer server = new((_, offset) => offset == 0 ? Reply.Whole(s_content) with { Sent = 200_000, Stalls = true } : Reply.Rest(s_content, offset));
        _patience = TimeSpan.FromSeconds(0.5);
        await GetAsync(server);
        AssertArrived();
        Assert.Contains(_reports, report => report.Remark?.Contains("sent nothing for 0.5 s", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task The_next_place_goes_on_where_a_broken_one_stopped()
    {
        await using MirrorServer broken = new((_, offset) => offset == 0 ? Reply.Whole(s_content) with { Sent = 200_000 } : Reply.Refusal("404 Not Found"));
        await using MirrorServer good = new((_, offset) => offset > 0 ? Reply.Rest(s_content, offset) : Reply.Whole(s_content));
        await GetAsync(broken, good);
        AssertArrived();
        Assert.InRange(Assert.Single(good.Offsets), 1, 200_000);
    }

    [Theory]
    [InlineData("404 Not Found", 1)]
    [InlineData("403 Forbidden", 1)]
    [InlineData("500 Internal Server Error", 3)]
    [InlineData("503 Service Unavailable", 3)]
    [InlineData("204 No Content", 1)]
    public async Task A_place_that_refuses_is_passed_over(string status, int requests)
    {
        await using MirrorServer bad = new((_, _) => Reply.Refusal(status));
        await using MirrorServer good = new((_, _) => Reply.Whole(s_content));
        await GetAsync(bad, good);
        AssertArrived();
        Assert.Equal(requests, bad.Offsets.Count);
    }

    [Fact]
    public async Task Places_that_send_something_else_are_passed_over()
    {
        await using MirrorServer corrupt = new((_, _) => Reply.Whole(s_other));
        await using MirrorServer page = new((_, _) => Reply.Whole([.. "<html>moved</html>"u8]));
        await using MirrorServer endless = new((_, _) => new Reply("200 OK", [.. s_content, 1]) { Announced = null });
        await using MirrorServer silent = new((_, _) => Reply.Whole(s_content) with { Sent = 0, Stalls = true });
        await using MirrorServer good = new((_, offset) => offset > 0 ? Reply.Rest(s_content, offset) : Reply.Whole(s_content));
        _patience = TimeSpan.FromSeconds(1);
        await GetAsync(corrupt, page, endless, silent, good);
        AssertArrived();
        Assert.All([corrupt, page, endless, silent], server => Assert.Single(server.Offsets));
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_passed_over()
    {
        MirrorServer gone = new((_, _) => Reply.Whole(s_content));
        Uri address = gone.Address;
        await gone.DisposeAsync();
        await using MirrorServer good = new((_, _) => Reply.Whole(s_content));
        await GetAsync([address, good.Address]);
        AssertArrived();
    }

    [Fact]
    public async Task Failure_names_every_place_and_keeps_the_beginning()
    {
        await using MirrorServer missing = new((_, _) => Reply.Refusal("404 Not Found"));
        await using MirrorServer broken = new((_, offset) => offset == 0 ? Reply.Whole(s_content) with { Sent = 200_000 } : Reply.Refusal("404 Not Found"));
        DownloadException error = await Assert.ThrowsAsync<DownloadException>(() => GetAsync(missing, broken));
        Assert.Equal(Name, error.File.Name);
        Assert.Equal(3, error.Failures.Length);
        Assert.Contains($"{missing.Address}{Name} answered 404 Not Found", error.Message, StringComparison.Ordinal);
        Assert.Contains("--from URL", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Target));
        byte[] kept = await File.ReadAllBytesAsync(Part, TestContext.Current.CancellationToken);
        Assert.InRange(kept.Length, 1, 200_000);
        Assert.Equal(s_content[..kept.Length], kept);
    }

    [Fact]
    public async Task A_wrong_file_leaves_nothing_behind()
    {
        await using MirrorServer corrupt = new((_, _) => Reply.Whole(s_other));
        DownloadException error = await Assert.ThrowsAsync<DownloadException>(() => GetAsync(corrupt));
        Assert.Contains("checksum is not the published one", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Interruption_ends_the_download_and_keeps_the_beginning()
    {
        await using MirrorServer slow = new((_, _) => Reply.Whole(s_content) with { Sent = 200_000, Stalls = true });
        using CancellationTokenSource interruption = new();
        DatasetDownload download = new(_client, new() { StallTimeout = TimeSpan.FromMinutes(1) });
        Reporter interrupt = new(report =>
        {
            if (report.Received >= 100_000) interruption.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download.GetAsync(Published([slow.Address]), _folder.Path, interrupt, interruption.Token));
        Assert.InRange(new FileInfo(Part).Length, 100_000, 200_000);
    }

    [Fact]
    public async Task A_place_that_may_not_be_written_is_refused()
    {
        await using MirrorServer server = new((_, _) => Reply.Whole(s_content));
        Directory.CreateDirectory(Part);
        InvalidInputException error = await Assert.ThrowsAsync<InvalidInputException>(() => GetAsync(server));
        Assert.Equal(_folder.Path, error.Subject);
        Assert.Contains("--to DIR", error.Message, StringComparison.Ordinal);

        string below = Path.Combine(_folder.Write("file", s_content), "below");
        error = await Assert.ThrowsAsync<InvalidInputException>(() => new DatasetDownload(_client).GetAsync(Published([]), below, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(below, error.Subject);
    }

    [Fact]
    public void Data_sets_are_known_by_name_and_can_come_from_elsewhere()
    {
        Assert.Same(PublishedDataset.Mnist, PublishedDataset.Named("mnist"));
        Assert.All(PublishedDataset.All, dataset => Assert.Equal(4, dataset.Files.Select(file => file.Md5).Distinct(StringComparer.Ordinal).Count(md5 => md5.Length == 32)));
        Refused.Because(() => PublishedDataset.Named("fashon-mnist"), "the data set 'fashon-mnist'", "no such name", "mnist or fashion-mnist", "Did you mean 'fashion-mnist'?");
        Assert.Equal(["http://a/b/"], PublishedDataset.Mnist.From("http://a/b").Mirrors.Select(uri => uri.ToString()), StringComparer.Ordinal);
        foreach (string wrong in (string[])["", "here", "ftp://a/b", "/tmp/x"])
            Refused.Because(() => PublishedDataset.Mnist.From(wrong), $"the address '{wrong}'", "no web address", "https://");
    }

    private Task GetAsync(params MirrorServer[] servers) => GetAsync(servers.Select(server => server.Address));

    private Task GetAsync(IEnumerable<Uri> mirrors) =>
        new DatasetDownload(_client, new() { StallTimeout = _patience })
            .GetAsync(Published(mirrors), _folder.Path, new Reporter(_reports.Add), TestContext.Current.CancellationToken);

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "Published checksums are MD5.")]
    private static PublishedDataset Published(IEnumerable<Uri> mirrors) =>
        new("test", [.. mirrors], [new(Name, s_content.Length, Convert.ToHexStringLower(MD5.HashData(s_content)))]);

    private void AssertArrived()
    {
        Assert.Equal(s_content, File.ReadAllBytes(Target));
        Assert.False(File.Exists(Part));
    }

    private static byte[] Noise(int length)
    {
        RandomSequence sequence = RandomStream.FromSeed(length).From();
        byte[] noise = new byte[length];
        foreach (ref byte value in noise.AsSpan()) value = (byte)sequence.NextWord();
        return noise;
    }

    // Progress<T> reports later and from another thread; this one at once.
    private sealed class Reporter(Action<DownloadProgress> report) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => report(value);
    }
}
