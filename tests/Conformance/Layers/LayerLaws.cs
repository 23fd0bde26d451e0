using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Conformance.Layers;

/// <summary>What every layer must do, in inference and in training; needs the public surface only, so that layers from outside can be held to it.</summary>
public abstract class LayerLaws<TCases>
    where TCases : ILayerCases
{
    // Rounding, of sums of a few dozen terms of order one.
    private const double Rounding = 1e-12;

    public static TheoryData<string> Names => [.. TCases.ByName.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Tangents_are_slopes(string name)
    {
        foreach (LayerSetting<double> setting in Settings<double>(name))
            Close(Slope(setting), setting.Push(setting.Workspace), 1e-6, $"{setting}");
    }

    [Theory, MemberData(nameof(Names))]
    public void Cotangents_are_dual_to_tangents_one_by_one(string name)
    {
        foreach (LayerSetting<double> setting in Settings<double>(name))
        {
            double[] tangent = setting.Push(setting.Workspace), gradient = setting.Pull(setting.Workspace);
            double[] inputs = setting.Workspace.InputCotangent.AsSpan().ToArray();
            for (int k = 0; k < LayerSetting<double>.Cotangents; k++)
            {
                double back = Dot(Part(gradient, k), setting.ParameterTangent) + Dot(Part(inputs, k), setting.InputTangent);
                double ahead = Dot(Part(setting.OutputCotangents, k), tangent);
                Close([ahead], [back], Rounding * (1 + TensorPrimitives.Norm<double>(tangent)), $"{setting}, cotangent {k}");
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Backward_passes_move_as_differences_say(string name)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            BentSetting setting = new(TCases.ByName[name](), seed);
            Close(setting.Differences(), setting.Products(), 1e-6, $"{name}, seed {seed}");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Several_cotangents_at_once_are_as_one_after_the_other(string name)
    {
        foreach (LayerSetting<double> setting in Settings<double>(name))
        {
            double[] together = setting.Pull(setting.Workspace), inputs = setting.Workspace.InputCotangent.AsSpan().ToArray();
            setting.Workspace.Cotangents = 1;
            for (int k = 0; k < LayerSetting<double>.Cotangents; k++)
            {
                double[] gradient = new double[setting.Parameters.Length];
                Part(setting.OutputCotangents, k).CopyTo(setting.Workspace.OutputCotangent.AsSpan());
                setting.Network.Backward<double>(setting.Workspace, setting.Parameters, setting.Statistics, gradient);
                Close(gradient, Part(together, k), Rounding, $"{setting}, cotangent {k}");
                Close(setting.Workspace.InputCotangent.AsSpan(), Part(inputs, k), Rounding, $"{setting}, cotangent {k}");
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void What_memory_held_before_does_not_matter(string name)
    {
        foreach (LayerSetting<double> setting in Settings<double>(name))
        {
            Workspace<double> used = setting.NewWorkspace();
            double[] nowhere = new double[setting.Parameters.Length];
            nowhere.AsSpan().Fill(double.NaN);
            used.Input.AsSpan().Fill(double.NaN);
            setting.Network.Forward<double>(used, nowhere, setting.Statistics, setting.Context);
            used.InputTangent.AsSpan().Fill(double.NaN);
            setting.Network.Tangent<double>(used, nowhere, setting.Statistics, nowhere);
            used.OutputCotangent.AsSpan().Fill(double.NaN);
            setting.Network.Backward<double>(used, nowhere, setting.Statistics, new double[3 * nowhere.Length]);

            Assert.Equal(setting.Push(setting.Workspace), setting.Push(used));
            Assert.Equal(setting.Pull(setting.Workspace), setting.Pull(used));
            Assert.Equal(setting.Workspace.InputCotangent.AsSpan(), used.InputCotangent.AsSpan());
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void What_is_not_asked_for_changes_nothing(string name)
    {
        foreach (LayerSetting<double> setting in Settings<double>(name))
        {
            double[] gradient = setting.Pull(setting.Workspace), inputs = setting.Workspace.InputCotangent.AsSpan().ToArray();
            setting.Pull(setting.Workspace, []);
            Close(inputs, setting.Workspace.InputCotangent.AsSpan(), Rounding, $"{setting}");

            WorkspaceOptions less = new(LayerSetting<double>.Examples + 3) { Cotangents = LayerSetting<double>.Cotangents };
            Close(gradient, setting.Pull(new Workspace<double>(setting.Network, less) { Examples = LayerSetting<double>.Examples }), Rounding, $"{setting}");

            WorkspaceOptions least = less with { Cotangents = 0 };
            Close(setting.Forward(setting.Workspace), setting.Forward(new Workspace<double>(setting.Network, least) { Examples = LayerSetting<double>.Examples }), Rounding, $"{setting}");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Single_precision_agrees_with_double(string name)
    {
        foreach ((LayerSetting<float> single, LayerSetting<double> setting) in Settings<float>(name).Zip(Settings<double>(name)))
        {
            Close(setting.Push(setting.Workspace), Widen(single.Push(single.Workspace)), 2e-5, $"{single}");
            Close(setting.Pull(setting.Workspace), Widen(single.Pull(single.Workspace)), 2e-5, $"{single}");
            Close(setting.Workspace.InputCotangent.AsSpan(), Widen(single.Workspace.InputCotangent.AsSpan().ToArray()), 2e-5, $"{single}");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_team_adds_up_to_the_whole_batch_even_where_members_have_no_examples(string name)
    {
        foreach (int members in (int[])[2, 3, LayerSetting<double>.Examples + 2])
        {
            using ThreadTeam team = new(members);
            foreach (LayerSetting<double> setting in Settings<double>(name).Where(setting => setting.Context.IsTraining))
            {
                double[] gradient = setting.Pull(setting.Workspace);
                double[][] outputs = new double[members][], inputs = new double[members][], parts = new double[members][];
                team.Run(member => (outputs[member.Rank], inputs[member.Rank], parts[member.Rank]) = PullShare(setting, member));
                Close(setting.Workspace.Output.AsSpan(), [.. outputs.SelectMany(rows => rows)], Rounding, $"{setting}");
                Close(Part(setting.Workspace.InputCotangent.AsSpan().ToArray(), 0), [.. inputs.SelectMany(rows => rows)], Rounding, $"{setting}");
                Close(Part(gradient, 0), [.. Enumerable.Range(0, setting.Parameters.Length).Select(i => parts.Sum(part => part[i]))], Rounding, $"{setting}");
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Gradients_of_a_block_are_products_of_its_inputs_and_cotangents(string name)
    {
        foreach (LayerSetting<double> setting in Settings<double>(name))
        {
            double[] gradient = setting.Pull(setting.Workspace);
            Assert.Equal(setting.Network.Parameters.Slots.Length, setting.Network.Blocks.Sum(block => block.HasBias ? 2 : 1));
            foreach (ParameterBlock block in setting.Network.Blocks)
            {
                ReadOnlyMatrixView<double> inputs = setting.Workspace.BlockInputs(block), cotangents = setting.Workspace.BlockCotangents(block);
                for (int k = 0; k < LayerSetting<double>.Cotangents; k++)
                {
                    ReadOnlyMatrixView<double> rows = cotangents.RowRange(k * inputs.Rows, inputs.Rows);
                    ReadOnlySpan<double> part = Part(gradient, k);
                    Close(Products(block, inputs, rows), block.First.In(part), Rounding, $"{setting}, {block.Name}");
                    if (block.Second is { } bias) Close(Sums(rows), bias.In(part), Rounding, $"{setting}, {block.Name}");
                }
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Passes_allocate_nothing(string name)
    {
        LayerSetting<float> setting = Settings<float>(name).Last();
        float[] gradient = new float[LayerSetting<float>.Cotangents * setting.Parameters.Length];
        for (int i = 0; i < 50; i++) Pass();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Pass();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Pass()
        {
            setting.Pull(setting.Workspace, gradient);
            setting.Network.Tangent<float>(setting.Workspace, setting.Parameters, setting.Statistics, setting.ParameterTangent);
        }
    }

    private static IEnumerable<LayerSetting<T>> Settings<T>(string name)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        from training in new[] { false, true } from seed in Enumerable.Range(0, 8) select new LayerSetting<T>(name, TCases.ByName[name](), seed, training);

    // The central difference of order four along both tangents; its step crosses no kink but by bad luck.
    private static double[] Slope(LayerSetting<double> setting)
    {
        const double Step = 1e-5;
        double[] parameters = [.. setting.Parameters], inputs = [.. setting.Inputs];
        double[][] at = [.. new[] { -2, -1, 1, 2 }.Select(steps => At(steps * Step))];
        At(0);
        return [.. at[0].Select((_, i) => ((8 * (at[2][i] - at[1][i])) - (at[3][i] - at[0][i])) / (12 * Step))];

        double[] At(double distance)
        {
            for (int i = 0; i < parameters.Length; i++) setting.Parameters[i] = parameters[i] + (distance * setting.ParameterTangent[i]);
            for (int i = 0; i < inputs.Length; i++) setting.Inputs[i] = inputs[i] + (distance * setting.InputTangent[i]);
            return setting.Forward(setting.Workspace);
        }
    }

    private static (double[] Outputs, double[] Inputs, double[] Gradient) PullShare(LayerSetting<double> setting, ICommunicator member)
    {
        (int start, int count) = member.Share(LayerSetting<double>.Examples);
        int width = LayerSetting<double>.Width, outputs = setting.Network.OutputWidth;
        Workspace<double> workspace = setting.NewWorkspace();
        workspace.Examples = count;
        workspace.Cotangents = 1;
        setting.Inputs.AsSpan(start * width, count * width).CopyTo(workspace.Input.AsSpan());
        setting.Network.Forward<double>(workspace, setting.Parameters, setting.Statistics, setting.Training(member, start));
        double[] output = workspace.Output.AsSpan().ToArray(), gradient = new double[setting.Parameters.Length];
        setting.OutputCotangents.AsSpan(start * outputs, count * outputs).CopyTo(workspace.OutputCotangent.AsSpan());
        setting.Network.Backward<double>(workspace, setting.Parameters, setting.Statistics, gradient);
        return (output, workspace.InputCotangent.AsSpan().ToArray(), gradient);
    }

    // Σ c aᵀ, or Σ c ∘ x̂.
    private static double[] Products(ParameterBlock block, ReadOnlyMatrixView<double> inputs, ReadOnlyMatrixView<double> cotangents)
    {
        double[] sum = new double[block.First.Length];
        for (int i = 0; i < inputs.Rows; i++)
        {
            for (int p = 0; p < sum.Length; p++)
                sum[p] += cotangents[i, p / block.Inputs] * inputs[i, block.Kind == BlockKind.Affine ? p % block.Inputs : p];
        }

        return sum;
    }

    private static double[] Sums(ReadOnlyMatrixView<double> rows)
    {
        double[] sum = new double[rows.Columns];
        for (int i = 0; i < rows.Rows; i++) TensorPrimitives.Add(sum, rows.Row(i), sum);
        return sum;
    }

    private static ReadOnlySpan<double> Part(double[] stacked, int k)
    {
        int length = stacked.Length / LayerSetting<double>.Cotangents;
        return stacked.AsSpan(k * length, length);
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right) => TensorPrimitives.Dot(left, right);

    private static double[] Widen(float[] values) => [.. values.Select(value => (double)value)];

    private static void Close(ReadOnlySpan<double> expected, ReadOnlySpan<double> found, double tolerance, string where)
    {
        Assert.Equal(expected.Length, found.Length);
        if (expected.IsEmpty) return;
        double error = TensorPrimitives.Distance(expected, found), size = 1 + TensorPrimitives.Norm(expected);
        Assert.True(error <= tolerance * size, $"{where}: {error} apart, of {size}");
    }
}
