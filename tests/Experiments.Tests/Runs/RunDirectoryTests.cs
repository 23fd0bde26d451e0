using System.Text.Json;
using System.Text.Json.Nodes;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Experiments.Runs.Checkpoints;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Experiments.Tests.Runs;

public sealed class RunDirectoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neuromanifold-").FullName;

    private string Place => Path.Combine(_folder, "runs", "one");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_new_run_gets_a_directory_and_its_files_names()
    {
        using RunDirectory run = RunDirectory.Create(Place);
        Configure(run, "train");
        Assert.Equal(
            ["config.json", "metrics.jsonl", "summary.json", "report.html"],
            new[] { run.ConfigurationPath, run.MetricsPath, run.SummaryPath, run.ReportPath }.Select(path => Path.GetRelativePath(Place, path)),
            StringComparer.Ordinal);
        Assert.Equal("train", run.ReadConfiguration(RunFixtures.Json<JsonElement>()).GetProperty("command").GetString());
    }

    [Fact]
    public void A_directory_that_is_not_empty_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(Place);
        File.WriteAllText(Path.Combine(Place, "thesis.txt"), "mine");
        string message = $"{Place}: found a directory that is not empty; expected a new or empty one. Name another directory, or go on with the run in it by --resume.";
        Assert.Equal(message, Assert.Throws<InvalidInputException>(() => RunDirectory.Create(Place)).Message);
        Assert.Equal(message, Assert.Throws<InvalidInputException>(() => RunDirectory.Replace(Place, "quickstart")).Message);
        Assert.Equal(["thesis.txt"], Names(Place));
    }

    [Fact]
    public void Only_a_run_of_the_same_command_is_replaced_and_foreign_files_stay()
    {
        using (RunDirectory run = RunDirectory.Create(Place))
        {
            Configure(run, "quickstart");
            foreach (string path in (string[])[run.MetricsPath, run.SummaryPath, run.ReportPath, Path.Combine(Place, "notes.txt")]) File.WriteAllText(path, "{}");
            RunFixtures.Save(run.Checkpoints, 3);
        }

        Assert.Throws<InvalidInputException>(() => RunDirectory.Replace(Place, "train"));
        Assert.Contains("summary.json", Names(Place), StringComparer.Ordinal);
        using (RunDirectory.Replace(Place, "quickstart")) Assert.Equal([".lock", "notes.txt"], Names(Place));
    }

    [Fact]
    public void A_configuration_that_is_no_object_is_not_ones_own()
    {
        foreach (string text in (string[])["", "[]", "3", "{}", "null", """{"command":3}""", """{"command":"train"}"""])
        {
            Directory.CreateDirectory(Place);
            File.WriteAllText(Path.Combine(Place, "config.json"), text);
            Assert.Throws<InvalidInputException>(() => RunDirectory.Replace(Place, "quickstart"));
            Assert.Equal(["config.json"], Names(Place));
        }
    }

    [Fact]
    public void A_directory_of_which_a_killed_run_left_only_the_lock_file_is_empty()
    {
        RunDirectory.Create(Place).Dispose();
        Assert.Equal([".lock"], Names(Place));
        RunDirectory.Create(Place).Dispose();
    }

    [Fact]
    public void Two_runs_do_not_write_to_one_directory()
    {
        string message = $"{Place}: found a directory that another run is writing to; expected one that is free. Wait until that run has ended, or name another directory with --out DIR.";
        using (RunDirectory run = RunDirectory.Create(Place))
        {
            Assert.Equal(message, Assert.Throws<InvalidInputException>(() => RunDirectory.Create(Place)).Message);
            Configure(run, "train");
            RunFixtures.Save(run.Checkpoints, 1);
            Assert.Equal(message, Assert.Throws<InvalidInputException>(() => RunDirectory.Resume(Place)).Message);
            Assert.Equal(message, Assert.Throws<InvalidInputException>(() => RunDirectory.Replace(Place, "train")).Message);
        }

        RunDirectory.Resume(Place).Dispose();
    }

    [Fact]
    public void Of_many_that_start_at_once_one_gets_the_directory()
    {
        for (int repetition = 0; repetition < 20; repetition++)
        {
            string place = Path.Combine(_folder, $"contended-{repetition}");
            List<RunDirectory> winners = [];
            Parallel.For(0, 4, _ =>
            {
                try
                {
                    RunDirectory run = RunDirectory.Create(place);
                    lock (winners) winners.Add(run);
                }
                catch (InvalidInputException)
                {
                    return;
                }
            });
            Assert.Single(winners).Dispose();
        }
    }

    [Fact]
    public void Only_a_run_with_a_checkpoint_is_gone_on_with()
    {
        Assert.Equal($"{Place}: found no such directory; expected the directory of a run, as train --out DIR makes it.", Assert.Throws<InvalidInputException>(() => RunDirectory.Resume(Place)).Message);
        Assert.False(Directory.Exists(Place));
        Directory.CreateDirectory(Place);
        Assert.Contains("a directory without config.json", Assert.Throws<InvalidInputException>(() => RunDirectory.Resume(Place)).Message, StringComparison.Ordinal);
        Assert.Empty(Names(Place));
        using (RunDirectory run = RunDirectory.Create(Place)) Configure(run, "train");
        Assert.Contains("a run without a checkpoint", Assert.Throws<InvalidInputException>(() => RunDirectory.Resume(Place)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_below_a_file_is_refused()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "kept");
        Assert.Equal($"{file}: found a file; expected a new or empty directory. Name another directory with --out DIR.", Assert.Throws<InvalidInputException>(() => RunDirectory.Create(file)).Message);
        Assert.StartsWith($"{file}/run: found the file {file} on the way; expected a new or empty directory.", Assert.Throws<InvalidInputException>(() => RunDirectory.Create($"{file}/run")).Message, StringComparison.Ordinal);
        Assert.Equal("kept", File.ReadAllText(file));
    }

    [Fact]
    public void A_directory_that_must_not_be_written_to_is_refused()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Permission bits bind neither root nor Windows.");
            return;
        }

        Directory.CreateDirectory(Place, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Contains("a directory that cannot be used", Assert.Throws<InvalidInputException>(() => RunDirectory.Create(Place)).Message, StringComparison.Ordinal);
        Assert.Empty(Names(Place));
    }

    private static void Configure(RunDirectory run, string command) =>
        run.WriteConfiguration(new JsonObject { ["command"] = command }, RunFixtures.Json<JsonObject>());

    private static string[] Names(string folder) => [.. Directory.GetFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
