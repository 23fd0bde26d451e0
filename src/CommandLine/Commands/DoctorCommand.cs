using System.CommandLine;
using System.Text.Json.Nodes;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Runs;

namespace Neuromanifold.CommandLine.Commands;

/// <summary><c>doctor</c>: what the tool runs on and how fast that is.</summary>
internal static class DoctorCommand
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        Command command = new Command("doctor", "Say which linear algebra library, threads and instruction sets are used, and how fast they are.")
            .With(json, quiet)
            .WithExampleOf("doctor");
        command.Does(quiet, parse =>
        {
            Print(MachineReport.Measure(Budget), parse.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(MachineReport report, bool asJson)
    {
        if (asJson)
        {
            Terminal.Result(ToJson(report).ToJsonString());
            return;
        }

        ResultTable table = new("what", "found");
        table.Add("linear algebra", report.Library.Name);
        table.Add("loaded from", report.Library.Path ?? "the tool itself");
        table.Add("factorisations", report.Library.Factorisations);
        table.Add("product rate, 1 thread", $"{report.RateOfOneThread:f0} GFLOP/s (float, 1024³)");
        table.Add($"product rate, {report.Processors} threads", $"{report.RateOfAllThreads:f0} GFLOP/s (float, 1024³)");
        table.Add("processors", $"{report.Processors}");
        table.Add("vectors", $"{report.VectorBits} bits");
        table.Add("runtime", report.Runtime);
        table.Add("system", report.System);
        table.Add("data directory", report.DataDirectory);
        table.Print();
        foreach (string warning in report.Warnings) Terminal.Result($"warning: {warning}");
        if (report.Warnings.IsEmpty) Terminal.Result("Nothing is wrong.");
    }

    private static JsonObject ToJson(MachineReport report) => new()
    {
        ["blas"] = report.Library.Name,
        ["blas_path"] = report.Library.Path,
        ["kernels"] = report.Library.Kernels,
        ["configuration"] = report.Library.Configuration,
        ["factorisations"] = report.Library.Factorisations,
        ["gflops_one_thread"] = report.RateOfOneThread,
        ["gflops_all_threads"] = report.RateOfAllThreads,
        ["threads"] = report.Processors,
        ["vector_bits"] = report.VectorBits,
        ["runtime"] = report.Runtime,
        ["system"] = report.System,
        ["data_directory"] = report.DataDirectory,
        ["warnings"] = new JsonArray([.. report.Warnings.Select(warning => JsonValue.Create(warning))]),
    };
}
