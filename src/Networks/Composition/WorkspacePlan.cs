using Neuromanifold.Networks.Layers;

namespace Neuromanifold.Networks.Composition;

/// <summary>
/// Where everything of a pass lies in one slab. Time runs forward over nodes 0 … n−1 and back over n−1 … 0: node i is
/// visited at i and at 2n−1−i, and a buffer lives from its first writer's visit to its last reader's.
/// </summary>
internal sealed class WorkspacePlan
{
    private const int Absent = -1;

    private readonly Network _network;
    private readonly WorkspaceOptions _options;
    private readonly int[] _roots;
    private readonly bool[] _followsParameters;
    private readonly int _end;

    public WorkspacePlan(Network network, WorkspaceOptions options)
    {
        _network = network;
        _options = options;
        int count = network.Nodes.Length;
        _end = 2 * count;
        _roots = new int[count];
        _followsParameters = new bool[count];
        foreach (Node node in network.Nodes)
        {
            _roots[node.Index] = node.Plan.IsView ? _roots[node.Inputs[0]] : node.Index;
            _followsParameters[node.Index] = node.Parameters.Length > 0 || node.Inputs.Any(input => _followsParameters[input]);
        }

        BufferPlanner planner = new();
        int[] activations = Requests(planner, ActivationRequest);
        int[] cotangents = Requests(planner, CotangentRequest);
        int[] tangents = Requests(planner, TangentRequest);
        int[] scratches = Requests(planner, ScratchRequest);
        int[] offsets = planner.Place();
        Length = planner.Length;
        Activations = Resolve(activations, offsets);
        Cotangents = Resolve(cotangents, offsets);
        Tangents = Resolve(tangents, offsets);
        Scratches = Resolve(scratches, offsets);
        Adds = FindAdditions();
    }

    public int Length { get; }

    public int[] Activations { get; }

    public int[] Cotangents { get; }

    public int[] Tangents { get; }

    public int[] Scratches { get; }

    /// <summary>For each node and input, whether its contribution to the input's cotangent is added rather than written.</summary>
    public bool[][] Adds { get; }

    // Memory that a backward or tangent pass will read stays to the end of the passes.
    private bool Remembers => _options.Cotangents > 0 || HasTangents;

    private bool HasTangents => _options.Tangents || HasSecondOrder;

    private bool KeepsBlocks => _options.KeepsBlocks || HasSecondOrder;

    private bool HasSecondOrder => _options.SecondDerivatives || _options.BackwardTangents;

    private int Backward(int node) => _end - 1 - node;

    private (long Length, int First, int Last)? ActivationRequest(int node)
    {
        long length = (long)_options.Capacity * _network.Nodes[node].Width;
        int last = Remembers || IsOutput(node) ? _end : LastReader(node);
        return (length, node, last);
    }

    private (long Length, int First, int Last)? CotangentRequest(int node)
    {
        if (_options.Cotangents == 0 || !IsReachedBack(node)) return null;
        long length = (long)_options.Cotangents * _options.Capacity * _network.Nodes[node].Width;
        int first = IsOutput(node) ? _network.Nodes.Length : Backward(LastReader(node));
        bool kept = node == 0
            || (KeepsBlocks && Family(node).Any(member => _network.Nodes[member].Parameters.Length > 0))
            || (HasSecondOrder && Family(node).Any(member => _network.Nodes[member].Layer?.SecondOrder == SecondOrderRule.Elementwise))
            || (_options.BackwardTangents && Family(node).Any(member => _network.Nodes[member].Layer?.SecondOrder == SecondOrderRule.None));

        // A pass that is made again writes where cotangents of later visits are kept, unless they have the place to themselves.
        if (kept && _options.BackwardTangents) first = _network.Nodes.Length;
        return (length, first, kept ? _end : Backward(node));
    }

    private (long Length, int First, int Last)? TangentRequest(int node) =>
        HasTangents ? ((long)_options.Capacity * _network.Nodes[node].Width, 0, _end) : null;

    private (long Length, int First, int Last)? ScratchRequest(int node)
    {
        long length = ((long)_options.Capacity * _network.Nodes[node].Plan.ScratchPerExample) + _network.Nodes[node].Plan.ScratchPerBatch;
        return (length, node, Remembers ? _end : node);
    }

    // Cotangents flow to parameters, and to the input only on request.
    private bool IsReachedBack(int node) => _options.InputCotangents || IsOutput(node) || _followsParameters[node];

    private bool IsOutput(int node) => Family(node).Contains(_network.Nodes.Length - 1);

    // All nodes that share the memory of a root.
    private IEnumerable<int> Family(int root) => Enumerable.Range(0, _roots.Length).Where(node => _roots[node] == root);

    private int LastReader(int root) => _network.Nodes.Where(node => node.Inputs.Any(input => _roots[input] == root)).Max(node => node.Index);

    private int[] Requests(BufferPlanner planner, Func<int, (long Length, int First, int Last)?> request) =>
        [.. _roots.Select((root, node) => root == node && request(node) is { } wanted ? planner.Request(wanted.Length, wanted.First, wanted.Last) : Absent)];

    private int[] Resolve(int[] requests, int[] offsets) => [.. _roots.Select(root => requests[root] == Absent ? Absent : offsets[requests[root]])];

    // In the order of backward visits the first to reach a root's memory writes it and all later ones add.
    private bool[][] FindAdditions()
    {
        HashSet<int> written = [];
        bool[][] adds = new bool[_network.Nodes.Length][];
        for (int index = _network.Nodes.Length - 1; index >= 0; index--)
        {
            Node node = _network.Nodes[index];
            adds[index] = [.. node.Inputs.Select(input => !node.Plan.IsView && !written.Add(_roots[input]))];
        }

        return adds;
    }
}
