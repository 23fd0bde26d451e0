using System.CommandLine;
using System.Numerics;
using System.Text.Json.Nodes;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Networks.ModelFiles;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.CommandLine.Commands;

/// <summary><c>evaluate</c>: loss and accuracy of a model on the test part.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        Argument<string> model = new("MODEL") { Description = "an ONNX file, the directory of a run, or weights.safetensors with --layers and --activation" };
        DataOptions data = new();
        NetworkOptions network = new();
        Option<string?> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        Command command = new Command("evaluate", "Measure loss and accuracy of a model on the test part; a run knows its network, data and normalisation.") { model }
            .With(data.WithoutValidation).With(network.ForWeights).With(threads, json, quiet)
            .WithExampleOf("train --data digits --layers 784-80-10 --optimizer adam --epochs 1 --out runs/digits\nevaluate runs/digits --data digits");
        command.Does(quiet, parse =>
        {
            string path = parse.GetRequiredValue(model);
            if (Directory.Exists(path) && network.FirstGiven(parse) is { } option)
                throw new InvalidInputException(option.Name, $"it beside {path}", "the directory of a run alone, for a run knows its network", $"Leave {option.Name} out.");
            TrainedModel trained = TrainedModel.Find(path, network.IsGiven(parse) ? network.Read(parse) : null, network.Likelihood(parse));
            int members = parse.Count(threads) ?? trained.Run?.Threads ?? Environment.ProcessorCount;
            RunConfiguration.CheckThreads(members);
            DataConfiguration source = data.Read(parse, trained.Run?.Data);
            source.Validate();
            Print(trained.Run?.IsDouble == true ? Measure<double>(path, trained, source, members) : Measure<float>(path, trained, source, members), parse.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static (EvaluationResult Result, int Count) Measure<T>(string path, TrainedModel trained, DataConfiguration source, int members)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (trained.Run is { } run && source.Normalisation is { } normalisation && run.Data.Normalisation == normalisation)
            Terminal.Note($"Inputs are normalised by {normalisation}, as in training.");
        Dataset dataset = source.Load(trained.LikelihoodKind.Outcomes);
        foreach (string note in dataset.Notes) Terminal.Note(note);
        ImportedModel<T> imported = trained.Read<T>(dataset.Test.InputShape);
        if (imported.DroppedNote(path, trained.LikelihoodKind.Name) is { } dropped) Terminal.Note(dropped);
        Model<T> model = imported.Model;
        OutcomeCheck.Require(dataset.Test, model.Likelihood, trained.LikelihoodKind.Name, "the test part", "Name another --likelihood, or the data that the model was made for.");
        using ThreadTeam team = new(members);
        return (new Evaluation<T>(model, team).Measure(dataset.Test), dataset.Test.Count);
    }

    private static void Print((EvaluationResult Result, int Count) measured, bool asJson)
    {
        if (asJson)
        {
            JsonObject json = RunOutcome.Of(measured.Result).ToJson();
            json["test"] = measured.Count;
            Terminal.Result(json.ToJsonString());
            return;
        }

        ResultTable table = new("test examples", "test loss", "test accuracy");
        table.Add($"{measured.Count}", $"{measured.Result.Loss:f4}", Percentage.Of(measured.Result.Accuracy));
        table.Print();
    }
}
