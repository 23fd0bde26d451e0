using System.CommandLine;
using System.Numerics;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Experiments.Information;
using Neuromanifold.Experiments.Information.Zones;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Fisher.Relative.Responses;

namespace Neuromanifold.CommandLine.Commands;

/// <summary><c>relative</c>: where each unit of a model can learn, by its relative Fisher information.</summary>
internal static class RelativeCommand
{
    public static Command Create(Interruption interruption)
    {
        ProbeOptions probe = new();
        Option<string?> width = new("--omega") { Description = "ω of rectifiers, the width of their bend [default: 1]", HelpName = "W" };
        Option<string?> leak = new("--iota") { Description = "ι of rectifiers, their slope below zero [default: the network's own, 0 or a leaky one's slope]", HelpName = "I" };
        Option<string?> deviation = new("--sd") { Description = "standard deviation of normal responses [default: 1]", HelpName = "S" };
        Option<bool> units = new("--units") { Description = "a row for each unit" };
        Option<string?> output = new("--out") { Description = "write every unit's zone and every parameter's relative information", HelpName = "FILE.npz|FILE.safetensors" };
        Option<string?> report = new("--report") { Description = "write a page with plots", HelpName = "FILE.html" };
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        Command command = new Command("relative", "Measure the relative Fisher information of each layer and neuron: learning zones, dead and saturated units.") { probe.Model }
            .With(probe.All).With(width, leak, deviation, units, output, report, json, quiet)
            .WithExampleOf("train --data digits --layers 784-80-10 --activation tanh --optimizer adam --epochs 1 --out runs/tanh\nrelative runs/tanh --data digits --limit 1000 --report zones.html");
        command.Does(quiet, parse =>
        {
            (TrainedModel model, ProbeConfiguration configuration) = probe.Read(parse);
            ResponseOptions defaults = new();
            RelativeConfiguration wanted = new(configuration)
            {
                Responses = defaults with { Width = parse.Number(width) ?? defaults.Width, Leak = parse.Number(leak), Deviation = parse.Number(deviation) ?? defaults.Deviation },
            };
            wanted.Validate();
            string? file = parse.GetValue(output), page = parse.GetValue(report);
            if (file is not null) TensorFile.RequireKnownExtension(file, "--out");
            CancellationToken cancellation = interruption.Listen();
            (RelativeMeasurement measurement, IReadOnlyList<string> notes) =
                ProbeOptions.IsDouble(model, configuration) ? Measure<double>(model, wanted, cancellation) : Measure<float>(model, wanted, cancellation);
            if (file is not null) TensorFile.Write(file, [.. measurement.Arrays()]);
            if (page is not null) measurement.ToReport(configuration.Model, notes).WritePage(page);
            if (parse.GetValue(json)) Terminal.Result(measurement.ToJson().ToJsonString());
            else Print(measurement, parse.GetValue(units), file, page);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(RelativeMeasurement measurement, bool units, string? file, string? page)
    {
        ResultTable.PrintRows(measurement.Layers);
        if (units) ResultTable.PrintRows(measurement.Units);
        Terminal.Note(measurement.Layers.Reading);
        if (file is not null) Terminal.Note($"Arrays are in {file}.");
        if (page is not null) Terminal.Note($"The page is {page}.");
    }

    private static (RelativeMeasurement Measurement, IReadOnlyList<string> Notes) Measure<T>(TrainedModel model, RelativeConfiguration configuration, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Probe<T> probe = Probe<T>.Open(model, configuration.Probe);
        foreach (string note in probe.Notes) Terminal.Note(note);
        return (RelativeMeasurement.Run(probe, configuration, cancellation), probe.Notes);
    }
}
