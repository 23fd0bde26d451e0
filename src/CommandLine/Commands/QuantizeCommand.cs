using System.CommandLine;
using System.Numerics;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Experiments.Compression;
using Neuromanifold.Experiments.Information;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Networks.ModelFiles.Onnx;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.CommandLine.Commands;

/// <summary><c>quantize</c>: a model with few bits a parameter, more where the Fisher information is large.</summary>
internal static class QuantizeCommand
{
    public static Command Create(Interruption interruption)
    {
        ProbeOptions probe = new();
        Option<string?> bits = new("--bits") { Description = "bits a parameter, in the mean [required]", HelpName = "B" };
        Option<string?> by = new("--by") { Description = "tensor or channel: what shares a range in the model that is written [default: channel]", HelpName = "NAME" };
        Option<string?> output = new("--out") { Description = "write the model with allocated bits, its parameters rounded", HelpName = "FILE.onnx" };
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        by.Offering(["tensor", "channel"]);
        Command command = new Command("quantize", "Round a model's parameters to few bits, as many for each or shared out by the Cramér–Rao rule, and measure what that costs.") { probe.Model }
            .With(probe.All).With(bits, by, output, json, quiet)
            .WithExampleOf("train --data digits --layers 784-80-10 --activation relu --optimizer adam --epochs 1 --out runs/relu\nquantize runs/relu --data digits --bits 3 --out small.onnx");
        command.Does(quiet, parse =>
        {
            int wantedBits = parse.Count(bits) ?? throw new InvalidInputException("--bits", "nothing", "how many bits a parameter, as in --bits 4");
            (TrainedModel model, ProbeConfiguration configuration) = probe.Read(parse);
            QuantisationConfiguration defaults = new(configuration, wantedBits);
            QuantisationConfiguration wanted = defaults with { By = parse.Text(by, defaults.By) };
            wanted.Validate();
            string? file = parse.GetValue(output);
            if (file is not null && !file.EndsWith(OnnxFile.Extension, StringComparison.OrdinalIgnoreCase)) throw new InvalidInputException("--out", $"'{file}'", $"a file that ends with {OnnxFile.Extension}");
            CancellationToken cancellation = interruption.Listen();
            QuantisationMeasurement measurement = ProbeOptions.IsDouble(model, configuration) ? Measure<double>(model, wanted, file, cancellation) : Measure<float>(model, wanted, file, cancellation);
            if (parse.GetValue(json)) Terminal.Result(measurement.ToJson().ToJsonString());
            else Print(measurement, wanted, file);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(QuantisationMeasurement measurement, QuantisationConfiguration configuration, string? file)
    {
        ResultTable.PrintRows(measurement.Models);
        Terminal.Result("");
        ResultTable.PrintRows(measurement.Bits);
        Terminal.Note(measurement.Models.Reading);
        if (file is not null) Terminal.Note($"The model with bits allocated by {configuration.By} is in {file}, its parameters rounded but stored in full.");
    }

    private static QuantisationMeasurement Measure<T>(TrainedModel model, QuantisationConfiguration configuration, string? file, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Probe<T> probe = Probe<T>.Open(model, configuration.Probe);
        foreach (string note in probe.Notes) Terminal.Note(note);
        if (probe.Training is { } training) Terminal.Note($"The Fisher information is taken over {training.Count} inputs of the training part.");
        QuantisationMeasurement measurement = QuantisationMeasurement.Run(probe, configuration, cancellation);
        if (file is not null) OnnxFile.Write(file, probe.Model);
        return measurement;
    }
}
