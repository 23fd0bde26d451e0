using System.Collections.Immutable;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;

namespace Neuromanifold.Networks.SecondOrder;

/// <summary>Which Jacobians ∂v/∂z second derivatives need for one source z, and in which form each comes.</summary>
internal sealed class SensitivityPlan
{
    private readonly Network _network;

    public SensitivityPlan(Network network, Node source)
    {
        _network = network;
        Source = source;
        bool[] useful = LeadsToCurvature(network);
        Sensitivity[] forms = new Sensitivity[network.Nodes.Length];
        if (useful[source.Index]) forms[source.Index] = Sensitivity.Diagonal;
        foreach (Node node in network.Nodes)
        {
            if (node.Index > source.Index && useful[node.Index]) forms[node.Index] = FormOf(node, forms);
        }

        Forms = [.. forms];
        Curved = [.. network.Nodes.Where(node => node.Layer?.SecondOrder == SecondOrderRule.Elementwise && forms[node.Inputs[0]] != Sensitivity.None)];
    }

    /// <summary>The node whose output z is.</summary>
    public Node Source { get; }

    /// <summary>The form of each node's Jacobian.</summary>
    public ImmutableArray<Sensitivity> Forms { get; }

    /// <summary>The curved nodes that z reaches, at whose inputs the Jacobians are used.</summary>
    public ImmutableArray<Node> Curved { get; }

    /// <summary>Whether some Jacobian must be formed for every example.</summary>
    public bool HasFull => Forms.Contains(Sensitivity.Full);

    /// <summary>The form at a node's input.</summary>
    public Sensitivity FormAt(Node node, int input) => Forms[node.Inputs[input]];

    /// <summary>Multiplications and additions for each example in products of Jacobians.</summary>
    public double Operations => _network.Nodes
        .Where(node => Forms[node.Index] == Sensitivity.Full && node.Layer!.SecondOrder == SecondOrderRule.Affine)
        .Sum(node => 2.0 * Source.Width * _network.Nodes[node.Inputs[0]].Width * node.Width);

    private static Sensitivity FormOf(Node node, Sensitivity[] forms)
    {
        Sensitivity strongest = Sensitivity.None;
        foreach (int input in node.Inputs) strongest = (Sensitivity)Math.Max((int)strongest, (int)forms[input]);
        if (node.Plan.IsView) return strongest;
        if (strongest <= Sensitivity.Diagonal && node.Layer!.SecondOrder != SecondOrderRule.Affine) return strongest;
        if (strongest == Sensitivity.Diagonal) return Sensitivity.ScaledWeight;
        return strongest == Sensitivity.None ? Sensitivity.None : Sensitivity.Full;
    }

    // Whether a node's output enters something curved, directly or further on.
    private static bool[] LeadsToCurvature(Network network)
    {
        bool[] leads = new bool[network.Nodes.Length];
        for (int index = network.Nodes.Length - 1; index > 0; index--)
        {
            Node node = network.Nodes[index];
            if (node.Layer!.SecondOrder != SecondOrderRule.Elementwise && !leads[index]) continue;
            foreach (int input in node.Inputs) leads[input] = true;
        }

        return leads;
    }
}
