using System.Diagnostics;

namespace Neuromanifold.CommandLine.Tests;

public sealed class OutputTests : IDisposable
{
    private const string Data = "--data csv:points.csv --target class";
    private const string Train = $"train {Data} --layers 2-4-2 --optimizer sgd --epochs 2";

    private readonly Tool _tool = new();

    public OutputTests() => SmallData.WriteCsv(_tool.PathOf("points.csv"));

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Shares_are_printed_in_percent_without_a_space()
    {
        Tool.Outcome run = _tool.Run($"{Train} --out run");
        Assert.Matches(@"\t\d+\.\d\d%\t", run.Output);
        Assert.Matches(@"accuracy \d+\.\d\d%, ", run.Error);
    }

    [Fact]
    public void A_terminal_is_shown_a_bar_above_which_notes_stay_whole()
    {
        string screen = OnTerminal($"neuromanifold {Train} --epochs 40 --batch 4 --out run".Replace("--epochs 2 ", "", StringComparison.Ordinal));
        Assert.Contains("The last tenth of points.csv is the test part", screen, StringComparison.Ordinal);
        Assert.Matches(@"sgd \d+/40 loss \d\.\d+ accuracy \d+\.\d\d% [\d,]+ samples/s", screen);
        Assert.Matches(@"\d+% .*\d\d:\d\d:\d\d", screen);
        Assert.Contains("\u001b[38", screen, StringComparison.Ordinal);
        // What stood there is erased before a note is written, and the cursor comes back.
        Assert.Equal(40, screen.Split("\u001b[Jsgd: epoch ").Length - 1);
        Assert.True(screen.LastIndexOf("\u001b[?25h", StringComparison.Ordinal) > screen.LastIndexOf("\u001b[?25l", StringComparison.Ordinal));
    }

    [Fact]
    public void Colours_are_left_out_where_they_are_not_wanted()
    {
        _tool.Environment["NO_COLOR"] = "1";
        Assert.DoesNotContain("\u001b[38", OnTerminal($"neuromanifold compare {Data} --layers 2-4-2 --optimizers sgd,adam --epochs 3 --out run"), StringComparison.Ordinal);
    }

    [Fact]
    public void Output_that_takes_nothing_fails_and_notes_that_nobody_takes_do_not()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full.");
        Tool.Outcome full = _tool.RunShell($"neuromanifold {Train} --json --out one >/dev/full");
        Assert.Equal(1, full.Code);
        Assert.StartsWith("standard output: the disk is full.", full.Message("one"), StringComparison.Ordinal);
        Assert.True(File.Exists(_tool.PathOf("one/summary.json")));
        Assert.Equal(0, _tool.RunShell($"neuromanifold {Train} --out two 2>/dev/full").Code);
        Assert.Equal(2, _tool.RunShell("neuromanifold nothing 2>/dev/full").Code);
        Assert.Equal(1, _tool.RunShell("neuromanifold --help >/dev/full").Code);
    }

    [Fact]
    public void A_full_disk_ends_a_run_and_leaves_the_last_checkpoint()
    {
        string disk = Directory.CreateDirectory(_tool.PathOf("disk")).FullName;
        Assert.SkipUnless(OperatingSystem.IsLinux() && _tool.RunShell($"mount -t tmpfs -o size=200k none '{disk}'").Code == 0, "A small file system cannot be mounted here.");
        try
        {
            string line = $"train {Data} --layers 2-30-30-2 --optimizer kfac --epochs 100000 --batch 100 --quiet --out disk/run";
            Tool.Outcome full = _tool.Run(line);
            Assert.Equal(1, full.Code);
            Assert.Matches(@"the disk is full\. .*The checkpoint of step [1-9]\d* is kept in disk/run\.", full.Message(line));
            Assert.Equal(0, _tool.Run("evaluate disk/run").Code);
        }
        finally
        {
            _tool.RunShell($"umount '{disk}'");
        }
    }

    [Fact]
    public void Runs_without_a_name_of_one_second_get_directories_of_their_own()
    {
        Process[] processes = [.. Enumerable.Range(0, 4).Select(_ => _tool.Start(Train))];
        foreach (Process process in processes)
        {
            Tool.Outcome outcome = Tool.End(process, Train);
            Assert.True(outcome.Code == 0, outcome.Error);
            process.Dispose();
        }

        Assert.Equal(4, Directory.GetFiles(_tool.PathOf("runs"), "summary.json", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void A_setting_that_slows_the_library_is_warned_of()
    {
        Assert.SkipUnless(_tool.RunJson($"{Train} --out run")["blas"]!.GetValue<string>().StartsWith("OpenBLAS", StringComparison.Ordinal), "OpenBLAS is not installed.");
        _tool.Environment["OPENBLAS_CORETYPE"] = "Nehalem";
        Assert.Contains("OPENBLAS_CORETYPE", _tool.RunJson("doctor")["warnings"]!.ToJsonString(), StringComparison.Ordinal);
    }

    private string OnTerminal(string line)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "There is no script of util-linux.");
        _tool.Environment["TERM"] = "xterm-256color";
        Tool.Outcome outcome = _tool.RunShell($"script -qec '{line}' /dev/null");
        Assert.True(outcome.Code == 0, outcome.Output);
        return outcome.Output;
    }
}
