using System.CommandLine;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Data.Downloads;
using Neuromanifold.Experiments.Configurations;

namespace Neuromanifold.CommandLine.Commands;

/// <summary><c>data get</c>: fetches a published data set.</summary>
internal static class DataCommand
{
    public static Command Create(Interruption interruption)
    {
        Argument<string> name = new("NAME") { Description = string.Join(" or ", PublishedDataset.All.Select(dataset => dataset.Name)) };
        Option<string?> to = new("--to") { Description = "the folder [default: below the data directory, see doctor]", HelpName = "DIR" };
        Option<string?> from = new("--from") { Description = "another place that offers the files", HelpName = "URL" };
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        Command get = new Command("get", "Download a data set; sizes and published checksums are verified, interrupted downloads resumed.") { name }
            .With(to, from, json, quiet)
            .WithExampleOf("data get mnist");
        get.Does(quiet, parse =>
        {
            string wanted = NamedChoice.Find("the data set", parse.GetRequiredValue(name), PublishedDataset.All.Select(known => known.Name));
            PublishedDataset dataset = PublishedDataset.Named(wanted);
            if (parse.GetValue(from) is { } address) dataset = dataset.From(address);
            string folder = parse.GetValue(to) ?? Path.Combine(DataDirectory.Default, dataset.Name);
            Download(dataset, folder, interruption.Listen());
            Terminal.Result(parse.GetValue(json)
                ? new System.Text.Json.Nodes.JsonObject { ["name"] = dataset.Name, ["folder"] = Path.GetFullPath(folder) }.ToJsonString()
                : $"{dataset.Name} is in {Path.GetFullPath(folder)}");
            return ExitCode.Done;
        });
        return new Command("data", "Fetch data sets.") { get }.WithExampleOf("data get mnist");
    }

    private static void Download(PublishedDataset dataset, string folder, CancellationToken cancellation)
    {
        using HttpClient client = new() { Timeout = Timeout.InfiniteTimeSpan };
        DownloadLines lines = new();
        new DatasetDownload(client).GetAsync(dataset, folder, lines, cancellation).GetAwaiter().GetResult();
    }
}
