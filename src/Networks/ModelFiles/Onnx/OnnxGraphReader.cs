using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Networks.ModelFiles.Onnx.Schema;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.ModelFiles.Onnx;

/// <summary>Follows an ONNX graph from its input to its output and makes a network of it.</summary>
internal sealed class OnnxGraphReader
{
    private readonly string _path;
    private readonly GraphProto _graph;
    private readonly NetworkAssembly _assembly;
    private readonly OnnxOperators _operators;
    private readonly Dictionary<string, TensorProto> _initializers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GraphValue> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _constants = new(StringComparer.Ordinal);

    /// <summary>A reader of a model's graph.</summary>
    /// <exception cref="InvalidInputException">Operators, initializers or input are not what they should be.</exception>
    public OnnxGraphReader(string path, ModelProto model)
    {
        _path = path;
        _graph = model.Graph ?? throw Refuse("a file without a graph", "an ONNX model");
        if (model.OpsetImport.FirstOrDefault(set => set.Domain is "" or "ai.onnx")?.Version is not { } opset) throw Refuse("no version of the operators", "an import of the standard's operators");
        if (opset < OnnxOperators.OldestOpset) throw Refuse($"operators of version {opset}", $"version {OnnxOperators.OldestOpset} or newer", "Export the model again with a newer opset.");
        foreach (TensorProto tensor in _graph.Initializer)
        {
            if (!_initializers.TryAdd(tensor.Name, tensor)) throw Refuse($"two initializers {Quoted.Name(tensor.Name)}", "different names");
        }

        (string name, Shape shape, long? batch) = FindInput();
        _assembly = new NetworkAssembly(path, shape);
        _operators = new OnnxOperators(path, opset, batch, _assembly);
        _values.Add(name, _assembly.Input);
    }

    /// <summary>Reads the graph; what a likelihood applies itself is left out at its end.</summary>
    /// <param name="likelihoodOf">The likelihood whose natural parameters the outputs shall be, from their number.</param>
    /// <exception cref="InvalidInputException">A node is not supported, out of place, or reads what is not there.</exception>
    public OnnxStructure Read(Func<int, Likelihood> likelihoodOf)
    {
        if (_graph.Output is not [{ Name: var outputName }]) throw Refuse($"{_graph.Output.Count} outputs", "one", "Export the model with its output alone.");
        bool[] isLive = FindLive(outputName);
        Dictionary<string, List<int>> readers = FindReaders(isLive);
        for (int i = 0; i < _graph.Node.Count; i++)
        {
            if (isLive[i]) Follow(new OnnxNode(_path, _graph.Node[i], i), readers.GetValueOrDefault(_graph.Node[i].Output[0]) ?? []);
        }

        GraphValue output = _values.GetValueOrDefault(outputName) ?? throw Refuse($"no node that gives the output {Quoted.Name(outputName)}", "one");
        return End(output, likelihoodOf);
    }

    // The family's own type decides, and it is made for any number of outputs to see it.
    private OnnxStructure End(GraphValue output, Func<int, Likelihood> likelihoodOf)
    {
        Likelihood likelihood = likelihoodOf(2);
        GraphValue? argument = (output, likelihood) switch
        {
            (GraphValue.Softmax softmax, CategoricalLikelihood) => softmax.Argument,
            (GraphValue.Applied { Function: LogisticSigmoid } sigmoid, BernoulliLikelihood) => sigmoid.Argument,
            (GraphValue.Elementary { Name: "Exp" } exponential, PoissonLikelihood) => exponential.Argument,
            _ => null,
        };
        if (argument is not null) return _assembly.Build(argument, Named(output));
        switch (output, likelihood)
        {
            case (GraphValue.Softmax softmax, _):
                throw softmax.Origin!.Refuse($"a final {Named(softmax)} under a {likelihood.Name} likelihood", "outputs that are its natural parameters", "Use a categorical likelihood, or export the model without it.");
            case (GraphValue.Elementary { Name: "Exp" } exponential, _):
                throw exponential.Origin!.Refuse($"a final Exp under a {likelihood.Name} likelihood", "outputs that are its natural parameters", "Use a poisson likelihood, or export the model without it.");
            case (GraphValue.Applied { Function: LogisticSigmoid } sigmoid, CategoricalLikelihood or PoissonLikelihood):
                throw sigmoid.Origin!.Refuse($"a final Sigmoid under a {likelihood.Name} likelihood", "outputs that are its natural parameters", "Use a bernoulli likelihood, or export the model without it.");
        }

        return _assembly.Build(output, null);
    }

    private static string Named(GraphValue output) => output switch
    {
        GraphValue.Softmax { IsLogarithm: true } => "LogSoftmax",
        GraphValue.Softmax => "Softmax",
        GraphValue.Applied => "Sigmoid",
        _ => "Exp",
    };

    private void Follow(OnnxNode node, IReadOnlyList<int> readers)
    {
        GraphValue?[] inputs = new GraphValue?[node.Inputs.Count];
        for (int i = 0; i < inputs.Length; i++)
        {
            string name = node.Inputs[i];
            if (name.Length > 0) inputs[i] = _assembly.Settle(_values.GetValueOrDefault(name) ?? Store(node, name));
        }

        string output = node.Outputs[0];
        GraphValue value = _operators.Apply(node, inputs);
        // At its place in the file, so that parameters keep their order there.
        if (value is GraphValue.Affine && !(readers is [int only] && AddsBias(_graph.Node[only], output))) _assembly.Materialise(value);
        if (_initializers.ContainsKey(output) || !_values.TryAdd(output, value)) throw node.Refuse($"an output {Quoted.Name(output)}, which is defined before", "a name of its own");
    }

    private bool AddsBias(NodeProto node, string product)
    {
        if (node.OpType != "Add" || node.Input.Count != 2) return false;
        string other = node.Input[0] == product ? node.Input[1] : node.Input[0];
        return _initializers.ContainsKey(other) || _values.GetValueOrDefault(other) is GraphValue.Stored || _constants.Contains(other);
    }

    private GraphValue.Stored Store(OnnxNode reader, string name)
    {
        if (!_initializers.TryGetValue(name, out TensorProto? tensor))
            throw reader.Refuse($"{Quoted.Name(name)}, which no earlier node gives and no initializer holds", "nodes in order, each reading what stands before it");
        GraphValue.Stored stored = new(null, name, OnnxTensor.Open(_path, name, tensor));
        _values.Add(name, stored);
        return stored;
    }

    // Nodes that the output does not depend on are passed over, as any runtime does.
    private bool[] FindLive(string output)
    {
        bool[] isLive = new bool[_graph.Node.Count];
        HashSet<string> wanted = new(StringComparer.Ordinal) { output };
        for (int i = isLive.Length - 1; i >= 0; i--)
        {
            NodeProto node = _graph.Node[i];
            for (int k = 0; k < node.Output.Count; k++)
            {
                if (node.Output[k].Length == 0 || !wanted.Contains(node.Output[k])) continue;
                if (k > 0) throw new OnnxNode(_path, node, i).Refuse($"the output {Quoted.Name(node.Output[k])} of {node.OpType} in use", "the first one only");
                isLive[i] = true;
            }

            if (isLive[i]) wanted.UnionWith(node.Input);
        }

        return isLive;
    }

    private Dictionary<string, List<int>> FindReaders(bool[] isLive)
    {
        Dictionary<string, List<int>> readers = new(StringComparer.Ordinal);
        for (int i = 0; i < isLive.Length; i++)
        {
            if (!isLive[i]) continue;
            if (_graph.Node[i].OpType is "Constant" or "Identity") _constants.Add(_graph.Node[i].Output[0]);
            foreach (string input in _graph.Node[i].Input)
            {
                if (!readers.TryGetValue(input, out List<int>? list)) readers.Add(input, list = []);
                list.Add(i);
            }
        }

        return readers;
    }

    // Files of the format's first versions list initializers among the inputs.
    private (string Name, Shape Shape, long? Batch) FindInput()
    {
        ValueInfoProto[] inputs = [.. _graph.Input.Where(candidate => !_initializers.ContainsKey(candidate.Name))];
        if (inputs is not [ValueInfoProto input]) throw Refuse($"{inputs.Length} inputs", "one");
        string subject = $"the input {Quoted.Name(input.Name)}";
        if (input.Type?.TensorType is not { Shape: { } declared } tensor) throw Refuse($"{subject} that is no tensor of a shape", "a shape, as in batch×784");
        if ((OnnxElementType)tensor.ElemType is not (OnnxElementType.Float or OnnxElementType.Double or OnnxElementType.Float16 or OnnxElementType.BFloat16))
            throw Refuse($"{subject} of the type with number {tensor.ElemType}", "floating-point numbers");
        if (declared.Dim.Count is < 2 or > 8) throw Refuse($"{subject} with {declared.Dim.Count} extents", "two to eight: the batch's size and the shape of an example");
        long count = 1;
        int[] extents = new int[declared.Dim.Count - 1];
        for (int i = 0; i < extents.Length; i++)
        {
            TensorShapeProto.Types.Dimension extent = declared.Dim[i + 1];
            if (!extent.HasDimValue || extent.DimValue is < 1 or > int.MaxValue || (count *= extent.DimValue) > int.MaxValue)
                throw Refuse($"{subject} whose extent {i + 1} is {(extent.HasDimValue ? extent.DimValue : Quoted.Name(extent.DimParam))}", "a number from 1 on", "Leave the size of the batch alone open when exporting.");
            extents[i] = (int)extent.DimValue;
        }

        return (input.Name, new Shape(extents), declared.Dim[0].HasDimValue ? declared.Dim[0].DimValue : null);
    }

    private InvalidInputException Refuse(string found, string expected, string? nextStep = null) => new(_path, found, expected, nextStep);
}
