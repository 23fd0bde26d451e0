using System.Buffers;
using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Fisher.Relative.Responses;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Relative;

/// <summary>
/// A layer's parameters as a subsystem of the network: what they see are its references, and the activation behind them, or the
/// family where there is none before the output, says how it responds. Batch normalisation between the two is a gain with its statistics held,
/// t = γ(w·x − m)/√(v + ε) + β; behind the activation it is a subsystem of its own, a linear one. Source: [SunNielsen17], §3 and §6.
/// </summary>
public sealed class Subsystem
{
    private readonly Node? _total;
    private readonly ImmutableArray<Node> _normalisations;

    private Subsystem(ParameterBlock block, NeuronResponse? response, ActivationFunction? function, Node? total, ImmutableArray<Node> normalisations)
    {
        Block = block;
        Response = response;
        Function = function;
        _total = total;
        _normalisations = normalisations;
    }

    /// <summary>Its parameters.</summary>
    public ParameterBlock Block { get; }

    /// <summary>How its units respond, each on its own; null where the network's outputs respond together, as in a soft-max layer.</summary>
    public NeuronResponse? Response { get; }

    /// <summary>The network's own activation; null for the output and for a layer without one.</summary>
    public ActivationFunction? Function { get; }

    /// <summary>Whether batch normalisation stands before the activation.</summary>
    public bool IsNormalised => !_normalisations.IsEmpty;

    /// <summary>All subsystems of a network, one for each block of parameters.</summary>
    /// <param name="network">The network.</param>
    /// <param name="likelihood">The family of its outcomes; null where that is not known yet, and the outputs' units are taken to respond together.</param>
    /// <param name="options">What the network does not say of its neurons.</param>
    /// <exception cref="InvalidInputException">An activation has no closed form, or a setting is out of its range.</exception>
    public static ImmutableArray<Subsystem> Of(Network network, Likelihood? likelihood, ResponseOptions options)
    {
        options.Validate();
        ILookup<int, Node> readers = network.Nodes.SelectMany(node => node.Inputs.Select(input => (input, node))).ToLookup(entry => entry.input, entry => entry.node);
        return [.. network.Blocks.Select(block => Of(block, readers, likelihood, options))];
    }

    /// <summary>Writes ν_f of each unit at each example of the last pass, which must have kept activations: examples × units.</summary>
    /// <exception cref="InvalidOperationException">The units do not respond each on its own.</exception>
    public void Zones<T>(Workspace<T> workspace, MatrixView<T> zones)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Response is null) throw new InvalidOperationException($"The units of layer '{Block.Name}' respond together.");
        if (_total is { } node) Response.Zone<T>(workspace.Activation(node.Index).AsSpan(), zones.AsSpan());
        else zones.AsSpan().Fill(T.CreateTruncating(Response.LargestZone));
    }

    /// <summary>The total inputs t at the examples of the last pass, examples × units; empty where the activation has none to itself.</summary>
    public ReadOnlyMatrixView<T> Totals<T>(Workspace<T> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => _total is { } node ? workspace.Activation(node.Index) : default;

    /// <summary>Writes ∂t/∂(w·x̃) of each unit as the last pass normalised; 1 without normalisation.</summary>
    public void Gains<T>(Workspace<T> workspace, ReadOnlySpan<T> parameters, Span<T> gains)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        gains.Fill(T.One);
        if (_normalisations.IsEmpty) return;
        T[] memory = ArrayPool<T>.Shared.Rent(gains.Length);
        Span<T> factors = memory.AsSpan(0, gains.Length);
        foreach (Node node in _normalisations)
        {
            ((BatchNormalisation)node.Layer!).Gains(workspace, node, parameters, factors);
            TensorPrimitives.Multiply(gains, factors, gains);
        }

        ArrayPool<T>.Shared.Return(memory);
    }

    private static Subsystem Of(ParameterBlock block, ILookup<int, Node> readers, Likelihood? likelihood, ResponseOptions options)
    {
        ImmutableArray<Node>.Builder normalisations = ImmutableArray.CreateBuilder<Node>();
        for (Node node = block.Node; ;)
        {
            Node[] next = [.. readers[node.Index]];
            if (next.Length == 0) return OfOutput(block, node, likelihood, options, normalisations.ToImmutable());
            // What several layers read, or one with weights, is the response itself.
            if (next.Length > 1 || next[0].Layer is not BatchNormalisation && next[0].Plan.Block != BlockKind.None)
                return new Subsystem(block, new LinearResponse(options.Deviation), null, null, normalisations.ToImmutable());
            switch (next[0].Layer)
            {
                case Activation { Function: not Identity } activation:
                    return new Subsystem(block, NeuronResponses.Of(activation.Function, options, $"the activation of layer '{block.Name}'"), activation.Function, node, normalisations.ToImmutable());
                case BatchNormalisation:
                    normalisations.Add(next[0]);
                    break;
                case Activation or Flatten or Addition or Dropout:
                    break;
                default:
                    throw new InvalidInputException(
                        $"the activation of layer '{block.Name}'",
                        $"{next[0].Layer!.Kind}, whose relative Fisher information has no closed form here",
                        $"one of {string.Join(", ", NeuronResponses.Names)}");
            }

            node = next[0];
        }
    }

    private static Subsystem OfOutput(ParameterBlock block, Node output, Likelihood? likelihood, ResponseOptions options, ImmutableArray<Node> normalisations) => likelihood switch
    {
        NormalLikelihood normal => new Subsystem(block, new LinearResponse(options.Deviation * Math.Sqrt(normal.OutcomeVariance)), null, null, normalisations),
        BernoulliLikelihood => new Subsystem(block, new LogisticResponse(), null, output, normalisations),
        _ => new Subsystem(block, null, null, output, normalisations),
    };
}
