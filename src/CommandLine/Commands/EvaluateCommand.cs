using System.CommandLine;
using System.Text.Json.Nodes;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Datasets;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.CommandLine.Commands;

/// <summary><c>evaluate</c>: loss and accuracy of a model on the test part.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        Argument<string> model = new("MODEL") { Description = "the directory of a run, or weights.safetensors with --layers and --activation" };
        DataOptions data = new();
        NetworkOptions network = new();
        Option<string?> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        Command command = new Command("evaluate", "Measure loss and accuracy of a model on the test part.") { model }
            .With(data.WithoutValidation).With(network.ForWeights).With(threads, json, quiet)
            .WithExampleOf("neuromanifold evaluate runs/digits --data digits");
        command.Does(quiet, parse =>
        {
            int members = parse.Count(threads) ?? Environment.ProcessorCount;
            if (members < 1) throw new InvalidInputException("--threads", $"{members}", "a whole number from 1 on");
            DataConfiguration source = data.Read(parse);
            source.Validate();
            TrainedModel trained = TrainedModel.Find(parse.GetRequiredValue(model), network.IsGiven(parse) ? network.Read(parse) : null, network.Likelihood(parse));
            trained.Network.Validate();
            Print(Measure(trained, source, members), parse.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static (EvaluationResult Result, int Count) Measure(TrainedModel trained, DataConfiguration source, int members)
    {
        Dataset dataset = source.Load(trained.Network.LikelihoodKind.Outcomes);
        foreach (string note in dataset.Notes) Terminal.Note(note);
        trained.Network.CheckOutcomes(dataset.Test, "the test part");
        using ThreadTeam team = new(members);
        return (new Evaluation<float>(trained.Load<float>(dataset.Test.InputShape), team).Measure(dataset.Test), dataset.Test.Count);
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
