using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Conformance.Layers;

/// <summary>
/// A layer amid a small graph, at random parameters, statistics, inputs, tangents and cotangents: the same numbers in float and in
/// double. Its inputs are read once more beside it, before or after it, so that cotangents are written by one and added by the other.
/// </summary>
public sealed class LayerSetting<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int Width = 5, Examples = 6, Cotangents = 3;

    private readonly string _name;
    private readonly int _seed;

    public LayerSetting(string name, Layer layer, int seed, bool training)
    {
        _name = name;
        _seed = seed;
        NetworkBuilder builder = new(new Shape(Width));
        Node? first = seed % 2 == 0 ? builder.Add("beside", new Dense(Width), builder.Input) : null;
        Node tested = builder.Add("tested", layer, [.. Enumerable.Repeat(builder.Input, layer.Arity)]);
        Node beside = builder.Add("width", new Dense(tested.Width), first ?? builder.Input);
        builder.Add("sum", new Addition(), tested, beside);
        Network = builder.Build();

        RandomStream stream = RandomStream.FromSeed(seed).Split(name);
        Parameters = Draw(stream.Split("parameters"), Network.Parameters.Length);
        Statistics = new T[Network.Statistics.Length];
        WeightInitialisation.He.Fill<T>(Network.Statistics, Statistics, stream);
        RandomSequence random = stream.Split("statistics").From();
        foreach (ref T value in Statistics.AsSpan()) value += T.CreateTruncating(random.NextUniform());
        Inputs = Draw(stream.Split("inputs"), Width * Examples);
        ParameterTangent = Draw(stream.Split("parameter tangent"), Parameters.Length);
        InputTangent = Draw(stream.Split("input tangent"), Inputs.Length);
        OutputCotangents = Draw(stream.Split("cotangents"), Cotangents * Examples * Network.OutputWidth);
        Context = training ? Training(SingleProcess.Instance, 0) : PassContext.Inference;
        Workspace = NewWorkspace();
    }

    public Network Network { get; }

    public T[] Parameters { get; }

    public T[] Statistics { get; }

    public T[] Inputs { get; }

    public T[] ParameterTangent { get; }

    public T[] InputTangent { get; }

    public T[] OutputCotangents { get; }

    public PassContext Context { get; }

    /// <summary>Memory for everything, no more examples than there are.</summary>
    public Workspace<T> Workspace { get; }

    public override string ToString() => $"{_name}, seed {_seed}, {(Context.IsTraining ? "training" : "inference")}, {typeof(T).Name}";

    public Workspace<T> NewWorkspace() => new(Network, new WorkspaceOptions(Examples) { Cotangents = Cotangents, InputCotangents = true, Tangents = true, KeepsBlocks = true });

    /// <summary>A share of the batch, under the noise of this seed.</summary>
    public PassContext Training(ICommunicator team, int firstExample) =>
        PassContext.Training(RandomStream.FromSeed(_seed), team, firstExample, Examples) with { KeepsStatistics = true };

    /// <summary>The outputs of all examples.</summary>
    public T[] Forward(Workspace<T> workspace)
    {
        Inputs.CopyTo(workspace.Input.AsSpan());
        Network.Forward<T>(workspace, Parameters, Statistics, Context);
        return workspace.Output.AsSpan().ToArray();
    }

    /// <summary>Their tangents.</summary>
    public T[] Push(Workspace<T> workspace)
    {
        Forward(workspace);
        InputTangent.CopyTo(workspace.InputTangent.AsSpan());
        Network.Tangent<T>(workspace, Parameters, Statistics, ParameterTangent);
        return workspace.OutputTangent.AsSpan().ToArray();
    }

    /// <summary>The gradient for each cotangent, over numbers that must not shine through.</summary>
    public T[] Pull(Workspace<T> workspace)
    {
        T[] gradient = new T[workspace.Cotangents * Parameters.Length];
        gradient.AsSpan().Fill(T.NaN);
        Pull(workspace, gradient);
        return gradient;
    }

    /// <summary>Into memory of the caller's, or into none.</summary>
    public void Pull(Workspace<T> workspace, Span<T> gradient)
    {
        Inputs.CopyTo(workspace.Input.AsSpan());
        Network.Forward<T>(workspace, Parameters, Statistics, Context);
        OutputCotangents.AsSpan(0, workspace.OutputCotangent.AsSpan().Length).CopyTo(workspace.OutputCotangent.AsSpan());
        Network.Backward(workspace, Parameters, Statistics, gradient);
    }

    private static T[] Draw(RandomStream stream, int count)
    {
        T[] values = new T[count];
        RandomSequence random = stream.From();
        random.FillNormal<T>(values);
        return values;
    }
}
