using System.CommandLine;
using System.Numerics;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Experiments.Information;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.CommandLine.Commands;

/// <summary><c>fisher</c>: the Fisher information of a model, per tensor and per weight, and how wrong its estimates are.</summary>
internal static class FisherCommand
{
    public static Command Create(Interruption interruption)
    {
        ProbeOptions probe = new();
        Option<string?> quantities = new("--quantities") { Description = $"{string.Join(", ", FisherConfiguration.QuantityNames)}, joined by commas [default: fisher,variance,bounds]", HelpName = "LIST" };
        Option<string?> estimator = new("--estimator") { Description = "exact, or mc1, mc2 or hutchinson for a random estimate beside the exact values [default: exact]", HelpName = "NAME" };
        Option<string?> root = new("--root") { Description = "labels or eigen: the root that hutchinson puts its signs on [default: labels]", HelpName = "NAME" };
        Option<string?> smoothing = new("--label-smoothing") { Description = "how much of the label distribution of data-fisher is spread over all labels [default: 0]", HelpName = "S" };
        Option<string?> observations = new("--observations") { Description = "observations behind the standard deviations of weights in --out [default: the size of the training part]", HelpName = "N" };
        Option<string?> samples = new("--samples") { Description = "samples of labels, or of signs, for each input of a random estimate [default: 1]", HelpName = "N" };
        Option<string?> representation = new("--representation") { Description = $"write the matrix itself to --out: {string.Join(", ", RepresentationChoice.Names)}", HelpName = "NAME" };
        Option<string?> output = new("--out") { Description = "write an array for every parameter and quantity", HelpName = "FILE.npz|FILE.safetensors" };
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        estimator.Offering(FisherConfiguration.EstimatorNames);
        root.Offering(["labels", "eigen"]);
        representation.Offering(RepresentationChoice.Names);
        Command command = new Command("fisher", "Measure the Fisher information of a model with its error bars: per tensor here, per weight in --out.") { probe.Model }
            .With(probe.All).With(quantities, estimator, root, samples, smoothing, observations, representation, output, json, quiet)
            .WithExampleOf("train --data digits --layers 784-80-10 --activation tanh --optimizer adam --epochs 1 --out runs/tanh\nfisher runs/tanh --data digits --limit 1000");
        command.Does(quiet, parse =>
        {
            (TrainedModel model, ProbeConfiguration configuration) = probe.Read(parse);
            FisherConfiguration defaults = new(configuration);
            FisherConfiguration wanted = defaults with
            {
                Quantities = parse.Text(quantities, defaults.Quantities),
                Estimator = parse.Text(estimator, defaults.Estimator),
                Root = parse.GetValue(root),
                LabelSmoothing = parse.Number(smoothing),
                Observations = parse.Count(observations),
                Samples = parse.Count(samples),
            };
            wanted.Validate();
            string? file = parse.GetValue(output);
            if (file is not null) TensorFile.RequireKnownExtension(file, "--out");
            RepresentationKind? kind = parse.GetValue(representation) is { } name ? RepresentationChoice.Find(name) : null;
            if (kind is not null && file is null) throw new InvalidInputException("--representation", "no --out", "a file for the matrix, as in --out fisher.npz");
            CancellationToken cancellation = interruption.Listen();
            (FisherMeasurement measurement, IReadOnlyList<NamedTensor<double>> arrays) =
                ProbeOptions.IsDouble(model, configuration) ? Measure<double>(model, wanted, kind, cancellation) : Measure<float>(model, wanted, kind, cancellation);
            if (file is not null) TensorFile.Write(file, arrays);
            if (parse.GetValue(json)) Terminal.Result(measurement.ToJson().ToJsonString());
            else ResultTable.Print(measurement.Table, file);
            return ExitCode.Done;
        });
        return command;
    }

    private static (FisherMeasurement Measurement, IReadOnlyList<NamedTensor<double>> Arrays) Measure<T>(
        TrainedModel model, FisherConfiguration configuration, RepresentationKind? kind, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Probe<T> probe = Probe<T>.Open(model, configuration.Probe);
        foreach (string note in probe.Notes) Terminal.Note(note);
        FisherMatrix? matrix = kind is { } wanted ? RepresentationChoice.Estimate(probe, configuration.Probe, wanted, cancellation) : null;
        FisherMeasurement measurement = FisherMeasurement.Run(probe, configuration, progress: null, cancellation);
        if (measurement.SecondDerivativesNote is { } caveat) Terminal.Note(caveat);
        return (measurement, matrix is null ? [.. measurement.Arrays()] : RepresentationChoice.ArraysOf(matrix, probe, kind!.Value));
    }
}
