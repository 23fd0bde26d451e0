using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Experiments.Information;

/// <summary>Whether a model's outputs can be natural parameters, or have been turned into probabilities already.</summary>
internal static class NaturalOutputs
{
    private const int MaximumLookedAt = 512;
    private const double SumTolerance = 1e-3;

    // So many log-odds between 0 and 1 and none outside are no accident.
    private const int MinimumOdds = 16;

    /// <summary>Refuses inputs and outputs that are not finite, and outputs that are probabilities.</summary>
    /// <exception cref="InvalidInputException">They are.</exception>
    public static void Require<T>(Model<T> model, IExamples examples, LikelihoodKind likelihood, string subject)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = Math.Min(MaximumLookedAt, examples.Count);
        Workspace<T> workspace = new(model.Network, new WorkspaceOptions(count));
        examples.CopyInputs([.. Enumerable.Range(0, count)], workspace.Input);
        if (!TensorPrimitives.IsFiniteAll<T>(workspace.Input.AsSpan())) throw new InvalidInputException("the inputs", "a value that is NaN or infinite", "finite numbers");
        model.Network.Forward(workspace, model.Parameters.Span, model.Statistics.Span, PassContext.Inference);
        ReadOnlyMatrixView<T> outputs = workspace.Output;
        bool within = TensorPrimitives.Min(outputs.AsSpan()) >= T.Zero && TensorPrimitives.Max(outputs.AsSpan()) <= T.One;
        if (within && likelihood.Outcomes == Data.Datasets.OutcomeKind.Labels && SumToOne(outputs))
            throw Probabilities(subject, "each row between 0 and 1 with the sum 1", "logits, before a softmax", "Export the model without its softmax, or write the logarithm of its outputs.");
        if (within && likelihood.Name == "bernoulli" && outputs.AsSpan().Length >= MinimumOdds)
            throw Probabilities(subject, "all between 0 and 1", "log-odds, before a sigmoid", "Export the model without its last sigmoid.");
    }

    private static bool SumToOne<T>(ReadOnlyMatrixView<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < outputs.Rows; i++)
        {
            if (Math.Abs(double.CreateTruncating(TensorPrimitives.Sum(outputs.Row(i))) - 1) > SumTolerance) return false;
        }

        return true;
    }

    private static InvalidInputException Probabilities(string subject, string found, string expected, string nextStep) =>
        new(subject, $"outputs that are probabilities ({found})", $"natural parameters: {expected}", nextStep);
}
