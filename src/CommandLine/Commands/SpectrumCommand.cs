using System.CommandLine;
using System.Numerics;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Information;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Fisher.Spectra;

namespace Neuromanifold.CommandLine.Commands;

/// <summary><c>spectrum</c>: the eigenvalues of a model's Fisher matrix, its rank and effective dimension.</summary>
internal static class SpectrumCommand
{
    public static Command Create(Interruption interruption)
    {
        ProbeOptions probe = new();
        Option<bool> perLayer = new("--per-layer") { Description = "each layer's block too" };
        Option<string?> damping = new("--damping") { Description = "δ of the effective dimension Σ λ/(λ + δ) [default: one over the number of inputs]", HelpName = "D" };
        Option<string?> probes = new("--probes") { Description = "random vectors, where eigenvalues are too many to list [default: 10]", HelpName = "N" };
        Option<string?> steps = new("--steps") { Description = "Lanczos steps from each [default: 50]", HelpName = "N" };
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        Command command = new Command("spectrum", "Find the eigenvalues of a model's Fisher matrix, its rank and its effective dimension.") { probe.Model }
            .With(probe.All).With(perLayer, damping, probes, steps, json, quiet)
            .WithExampleOf("train --data digits --layers 784-80-10 --activation tanh --optimizer adam --epochs 1 --out runs/tanh\nspectrum runs/tanh --data digits --limit 100 --per-layer");
        command.Does(quiet, parse =>
        {
            (TrainedModel model, ProbeConfiguration configuration) = probe.Read(parse);
            SpectrumConfiguration defaults = new(configuration);
            SpectrumConfiguration wanted = defaults with
            {
                PerLayer = parse.GetValue(perLayer),
                Damping = parse.Number(damping),
                Probes = parse.Count(probes) ?? defaults.Probes,
                Steps = parse.Count(steps) ?? defaults.Steps,
            };
            wanted.Validate();
            CancellationToken cancellation = interruption.Listen();
            SpectrumMeasurement measurement = ProbeOptions.IsDouble(model, configuration) ? Measure<double>(model, wanted, cancellation) : Measure<float>(model, wanted, cancellation);
            if (parse.GetValue(json)) Terminal.Result(measurement.ToJson().ToJsonString());
            else Print(measurement);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(SpectrumMeasurement measurement)
    {
        ResultTable.PrintRows(measurement.Table);
        Terminal.Result("");
        foreach (string line in measurement.DensityLines) Terminal.Result(line);
        Terminal.Note(measurement.Table.Reading);
    }

    private static SpectrumMeasurement Measure<T>(TrainedModel model, SpectrumConfiguration configuration, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Probe<T> probe = Probe<T>.Open(model, configuration.Probe);
        foreach (string note in probe.Notes) Terminal.Note(note);
        if (SpectrumMeasurement.MethodFor(probe, configuration) == SpectrumMethod.Lanczos)
            Terminal.Note($"{probe.Examples.Count} inputs and {probe.Model.Parameters.Length} parameters are too many for an exact spectrum: {configuration.Probes * configuration.Steps} products over the data estimate it. --limit N takes fewer inputs.");
        return SpectrumMeasurement.Run(probe, configuration, cancellation);
    }
}
