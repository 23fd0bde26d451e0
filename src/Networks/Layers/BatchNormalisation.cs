using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers;

/// <summary>
/// γ ∘ x̂ + β, x̂ = (x − mean)/√(variance + ε), per unit: over the whole batch in training (all members of a team together),
/// by running statistics in inference. A scale-and-shift block with <c>weight</c> γ and <c>bias</c> β; statistics
/// <c>running_mean</c> and <c>running_var</c> (of the unbiased variance). Source: [IoffeSzegedy15], algorithms 1 and 2.
/// </summary>
public sealed class BatchNormalisation : Layer
{
    // (Offset / deviation)² up to which squares about a point off the mean leave a variance exact to a ten-thousandth in float.
    private const double LargestOffset = 100;

    /// <summary>Batch normalisation; both settings in (0, 1).</summary>
    /// <param name="epsilon">ε, added to the variance.</param>
    /// <param name="momentum">The weight of the newest batch in the running statistics.</param>
    public BatchNormalisation(double epsilon = 1e-5, double momentum = 0.1)
    {
        if (!(epsilon is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "Batch normalisation's ε lies in (0, 1).");
        if (!(momentum is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(momentum), momentum, "Batch normalisation's momentum lies in (0, 1).");
        Epsilon = epsilon;
        Momentum = momentum;
    }

    /// <summary>ε.</summary>
    public double Epsilon { get; }

    /// <summary>The weight of the newest batch in the running statistics.</summary>
    public double Momentum { get; }

    /// <inheritdoc/>
    public override string Kind => "BatchNormalisation";

    /// <inheritdoc/>
    public override SecondOrderRule SecondOrder => SecondOrderRule.ElementwiseLinear;

    /// <inheritdoc/>
    public override LayerPlan Plan(ReadOnlySpan<Shape> inputs)
    {
        if (inputs[0].Rank != 1) throw new ArgumentException($"an input of shape {inputs[0]} is not a vector; put Flatten before it.", nameof(inputs));
        int width = inputs[0].ElementCount;
        Shape shape = new(width);
        return new LayerPlan(shape)
        {
            Block = BlockKind.ScaleAndShift,
            Parameters = [new("weight", shape, new TensorInitialisation.Constant(1)), new("bias", shape, new TensorInitialisation.Constant(0))],
            Statistics = [new("running_mean", shape, new TensorInitialisation.Constant(0)), new("running_var", shape, new TensorInitialisation.Constant(1))],
            ScratchPerExample = width,
            ScratchPerBatch = 5 * width,
        };
    }

    /// <inheritdoc/>
    public override ReadOnlyMatrixView<T> BlockInputs<T>(scoped in LayerPass<T> pass) => pass.Scratch;

    /// <inheritdoc/>
    public override void Forward<T>(in LayerPass<T> pass)
    {
        int width = pass.Output.Columns;
        Span<T> mean = Part(pass, 0), inverse = Part(pass, 1);
        if (pass.Context.IsTraining)
        {
            NormaliseByBatch(pass, mean, inverse);
        }
        else
        {
            pass.Statistic(0).CopyTo(mean);
            InverseDeviation(pass.Statistic(1), inverse);
        }

        ReadOnlySpan<T> scale = pass.Parameter(0), shift = pass.Parameter(1);
        for (int i = 0; i < pass.Examples; i++)
        {
            Span<T> normalised = pass.Scratch.Row(i);
            TensorPrimitives.Subtract(pass.Input(0).Row(i), mean, normalised);
            TensorPrimitives.Multiply(normalised, inverse, normalised);
            TensorPrimitives.MultiplyAdd(normalised, scale, shift, pass.Output.Row(i)[..width]);
        }
    }

    /// <inheritdoc/>
    public override void Backward<T>(in BackwardPass<T> pass)
    {
        LayerPass<T> forward = pass.Forward;
        Span<T> sumOfCotangents = Part(forward, 2), sumOfProducts = Part(forward, 3);
        for (int k = 0; k < pass.Cotangents; k++)
        {
            ReadOnlyMatrixView<T> cotangent = pass.OutputCotangent.RowRange(k * forward.Examples, forward.Examples);
            SumWithProducts(cotangent, forward.Scratch, sumOfCotangents, sumOfProducts);
            if (pass.WantsGradient)
            {
                sumOfProducts.CopyTo(pass.ParameterGradient(0, k));
                sumOfCotangents.CopyTo(pass.ParameterGradient(1, k));
            }

            // Every member of the team takes part in the sums, whether or not it has examples.
            if (forward.Context.IsTraining) SumOverTeam(forward);
            if (pass.WantsInputCotangent(0))
                Project(forward, cotangent, sumOfCotangents, sumOfProducts, pass.InputCotangent(0).RowRange(k * forward.Examples, forward.Examples), pass.AddsToInputCotangent(0));
        }
    }

    /// <inheritdoc/>
    public override void Tangent<T>(in TangentPass<T> pass)
    {
        LayerPass<T> forward = pass.Forward;
        Span<T> sumOfTangents = Part(forward, 2), sumOfProducts = Part(forward, 3);
        ReadOnlyMatrixView<T> tangent = pass.InputTangent(0);
        SumWithProducts(tangent, forward.Scratch, sumOfTangents, sumOfProducts);
        if (forward.Context.IsTraining) SumOverTeam(forward);

        // The Jacobian of x ↦ γ ∘ x̂ is symmetric in examples, so the same projection serves both directions.
        Project(forward, tangent, sumOfTangents, sumOfProducts, pass.OutputTangent, adds: false);
        for (int i = 0; i < forward.Examples; i++)
        {
            Span<T> output = pass.OutputTangent.Row(i);
            TensorPrimitives.MultiplyAdd(forward.Scratch.Row(i), pass.ParameterTangent(0), output, output);
            TensorPrimitives.Add(output, pass.ParameterTangent(1), output);
        }
    }

    /// <inheritdoc/>
    public override void BackwardTangent<T>(in BackwardTangentPass<T> pass)
    {
        LayerPass<T> forward = pass.Forward;
        ReadOnlySpan<T> inverse = Part(forward, 1);
        Span<T> product = Part(forward, 2), scale = Part(forward, 3);
        TensorPrimitives.Multiply(inverse, pass.Tangent.ParameterTangent(0), scale);
        for (int row = 0; row < pass.OutputCotangent.Rows; row++)
        {
            if (pass.WantsInputCotangent(0))
                TensorPrimitives.MultiplyAdd(pass.OutputCotangent.Row(row), scale, pass.InputCotangentTangent(0).Row(row), pass.InputCotangentTangent(0).Row(row));
            if (!pass.WantsGradient) continue;
            TensorPrimitives.Multiply(pass.Tangent.InputTangent(0).Row(row % forward.Examples), inverse, product);
            Span<T> gradient = pass.GradientTangent(0, row / forward.Examples);
            TensorPrimitives.MultiplyAdd(pass.OutputCotangent.Row(row), product, gradient, gradient);
        }
    }

    /// <summary>γ/√(variance + ε) of each unit as the last forward pass normalised: what an input's move makes of the output while the statistics stay.</summary>
    /// <param name="workspace">The memory of the pass.</param>
    /// <param name="node">A node of this layer.</param>
    /// <param name="parameters">θ.</param>
    /// <param name="gains">One for each unit.</param>
    public void Gains<T>(Workspace<T> workspace, Node node, ReadOnlySpan<T> parameters, Span<T> gains)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (node.Layer != this) throw new ArgumentException($"Node '{node.Name}' is of another layer.", nameof(node));
        TensorPrimitives.Multiply(node.Parameters[0].In(parameters), workspace.BatchScratch(node).Slice(node.Width, node.Width), gains);
    }

    private static Span<T> Part<T>(in LayerPass<T> pass, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = pass.Output.Columns;
        return pass.BatchScratch.Slice(index * width, width);
    }

    // Sums and squares about the running mean, which all members know, take one meeting. Where a batch is so far from it that
    // the difference of the two would cancel in float, a second one takes the squares about the batch's own mean.
    private void NormaliseByBatch<T>(in LayerPass<T> pass, Span<T> mean, Span<T> inverse)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T total = T.CreateTruncating(pass.Context.TotalExamples);
        Span<T> variance = Part(pass, 3), origin = Part(pass, 4), offset = Part(pass, 2);
        ReadOnlySpan<T> running = pass.Statistic(0);

        // A running mean that is not a number says nothing of this batch.
        for (int j = 0; j < origin.Length; j++) origin[j] = T.IsFinite(running[j]) ? running[j] : T.Zero;
        SumAbout(pass, origin, offset, variance, mean);
        TensorPrimitives.Divide(offset, total, offset);
        TensorPrimitives.Add(origin, offset, mean);
        TensorPrimitives.Divide(variance, total, variance);
        TensorPrimitives.Multiply(offset, offset, offset);
        TensorPrimitives.Subtract(variance, offset, variance);
        if (Cancels(offset, variance))
        {
            mean.CopyTo(origin);
            SumAbout(pass, origin, offset, variance, inverse);
            TensorPrimitives.Divide(offset, total, offset);
            TensorPrimitives.Add(origin, offset, mean);
            TensorPrimitives.Divide(variance, total, variance);
            TensorPrimitives.Multiply(offset, offset, offset);
            TensorPrimitives.Subtract(variance, offset, variance);
        }

        TensorPrimitives.Max(variance, T.Zero, variance);
        InverseDeviation(variance, inverse);
        if (pass.Context.Team.Rank == 0 && !pass.Context.KeepsStatistics) UpdateRunning(pass, mean, variance);
    }

    private static void SumAbout<T>(in LayerPass<T> pass, ReadOnlySpan<T> origin, Span<T> sum, Span<T> squares, Span<T> deviation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        sum.Clear();
        squares.Clear();
        for (int i = 0; i < pass.Examples; i++)
        {
            TensorPrimitives.Subtract(pass.Input(0).Row(i), origin, deviation);
            TensorPrimitives.Add(sum, deviation, sum);
            TensorPrimitives.MultiplyAdd(deviation, deviation, squares, squares);
        }

        SumOverTeam(pass);
    }

    private bool Cancels<T>(ReadOnlySpan<T> squaredOffset, ReadOnlySpan<T> variance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T limit = T.CreateTruncating(LargestOffset), epsilon = T.CreateTruncating(Epsilon);
        for (int j = 0; j < variance.Length; j++)
        {
            if (!(squaredOffset[j] <= limit * (variance[j] + epsilon))) return true;
        }

        return false;
    }

    private void UpdateRunning<T>(in LayerPass<T> pass, ReadOnlySpan<T> mean, ReadOnlySpan<T> variance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int total = pass.Context.TotalExamples;
        T weight = T.CreateTruncating(Momentum);
        T unbiased = T.CreateTruncating(total / Math.Max(1.0, total - 1));
        Span<T> runningMean = pass.Statistic(0), runningVariance = pass.Statistic(1);
        for (int j = 0; j < mean.Length; j++)
        {
            runningMean[j] += weight * (mean[j] - runningMean[j]);
            runningVariance[j] += weight * ((unbiased * variance[j]) - runningVariance[j]);
        }
    }

    private void InverseDeviation<T>(ReadOnlySpan<T> variance, Span<T> inverse)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Add(variance, T.CreateTruncating(Epsilon), inverse);
        TensorPrimitives.Sqrt(inverse, inverse);
        TensorPrimitives.Divide(T.One, inverse, inverse);
    }

    private static void SumWithProducts<T>(ReadOnlyMatrixView<T> values, ReadOnlyMatrixView<T> normalised, Span<T> sum, Span<T> sumOfProducts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        sum.Clear();
        sumOfProducts.Clear();
        for (int i = 0; i < values.Rows; i++)
        {
            TensorPrimitives.Add(sum, values.Row(i), sum);
            TensorPrimitives.MultiplyAdd(values.Row(i), normalised.Row(i), sumOfProducts, sumOfProducts);
        }
    }

    // Both sums lie side by side, so that members meet once for them.
    private static void SumOverTeam<T>(in LayerPass<T> pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = pass.Output.Columns;
        pass.Context.Team.Sum(pass.BatchScratch.Slice(2 * width, 2 * width));
    }

    // γ/√(variance + ε) · (c − mean(c) − x̂ mean(c x̂)) in training, without the means in inference. The sums become their terms.
    private static void Project<T>(in LayerPass<T> pass, ReadOnlyMatrixView<T> values, Span<T> sum, Span<T> sumOfProducts, MatrixView<T> destination, bool adds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T share = pass.Context.IsTraining ? -T.One / T.CreateTruncating(pass.Context.TotalExamples) : T.Zero;
        Span<T> gain = Part(pass, 4);
        TensorPrimitives.Multiply(pass.Parameter(0), Part(pass, 1), gain);
        TensorPrimitives.Multiply(sum, share, sum);
        TensorPrimitives.Multiply(sum, gain, sum);
        TensorPrimitives.Multiply(sumOfProducts, share, sumOfProducts);
        TensorPrimitives.Multiply(sumOfProducts, gain, sumOfProducts);
        for (int i = 0; i < values.Rows; i++)
        {
            Span<T> target = destination.Row(i);
            if (adds) TensorPrimitives.Add(target, sum, target);
            TensorPrimitives.MultiplyAdd(values.Row(i), gain, adds ? target : sum, target);
            TensorPrimitives.MultiplyAdd(pass.Scratch.Row(i), sumOfProducts, target, target);
        }
    }
}
