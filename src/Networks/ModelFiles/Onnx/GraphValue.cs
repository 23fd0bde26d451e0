using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers.Activations;

namespace Neuromanifold.Networks.ModelFiles.Onnx;

/// <summary>
/// What a name in an ONNX graph stands for: stored numbers, a node of the network, or a piece of arithmetic of which a layer will be
/// recognised once all of it has been read.
/// </summary>
internal abstract class GraphValue
{
    private GraphValue(OnnxNode? origin, int depth)
    {
        Origin = origin;
        Depth = depth;
    }

    /// <summary>The node that gives it; null for an input or a stored tensor.</summary>
    public OnnxNode? Origin { get; }

    /// <summary>Operations between it and nodes of the network.</summary>
    public int Depth { get; }

    /// <summary>The node of the network made for it, once there is one.</summary>
    public Node? Built { get; set; }

    /// <summary>Whether it is the same value as another.</summary>
    public bool Is(GraphValue other) => ReferenceEquals(this, other) || (Built is not null && Built == other.Built);

    private static int Above(GraphValue left, GraphValue right) => Math.Max(left.Depth, right.Depth) + 1;

    /// <summary>A node of the network.</summary>
    public sealed class Data : GraphValue
    {
        public Data(OnnxNode? origin, Node node)
            : base(origin, 0) => Built = node;
    }

    /// <summary>A stored tensor under a name, perhaps to be read transposed.</summary>
    public sealed class Stored(OnnxNode? origin, string name, OnnxTensor tensor, bool isTransposed = false) : GraphValue(origin, 0)
    {
        /// <summary>The initializer's name, or that of an equal copy.</summary>
        public string Name => name;

        public OnnxTensor Tensor => tensor;

        public bool IsTransposed => isTransposed;

        /// <summary>Whether another name stands for the same stored numbers.</summary>
        public bool IsCopy { get; init; }
    }

    /// <summary>Extents of a shape, computed from that of some data.</summary>
    public sealed class Extents(OnnxNode? origin, long[] values) : GraphValue(origin, 0)
    {
        /// <summary>The place of the batch's size, whatever it is.</summary>
        public const long Batch = long.MinValue;

        public long[] Values => values;
    }

    /// <summary>scale · W x, waiting for a bias.</summary>
    public sealed class Affine(OnnxNode origin, GraphValue argument, Stored weight, bool isTransposed, double scale) : GraphValue(origin, argument.Depth + 1)
    {
        public GraphValue Argument => argument;

        public Stored Weight => weight;

        public bool IsTransposed => isTransposed;

        public double Scale => scale;
    }

    /// <summary>φ(x).</summary>
    public sealed class Applied(OnnxNode? origin, ActivationFunction function, GraphValue argument) : GraphValue(origin, argument.Depth + 1)
    {
        public ActivationFunction Function => function;

        public GraphValue Argument => argument;
    }

    /// <summary>A softmax over the outputs of an example, or its logarithm.</summary>
    public sealed class Softmax(OnnxNode? origin, GraphValue argument, bool isLogarithm) : GraphValue(origin, argument.Depth + 1)
    {
        public GraphValue Argument => argument;

        public bool IsLogarithm => isLogarithm;
    }

    /// <summary>A function that is no layer alone.</summary>
    public sealed class Elementary(OnnxNode? origin, string name, GraphValue argument) : GraphValue(origin, argument.Depth + 1)
    {
        /// <summary>Erf, Exp or Log.</summary>
        public string Name => name;

        public GraphValue Argument => argument;
    }

    /// <summary>factor · x + constant.</summary>
    public sealed class Linear(OnnxNode? origin, double factor, GraphValue argument, double constant) : GraphValue(origin, argument.Depth + 1)
    {
        public double Factor => factor;

        public GraphValue Argument => argument;

        public double Constant => constant;
    }

    /// <summary>x ∘ y.</summary>
    public sealed class Product(OnnxNode? origin, GraphValue left, GraphValue right) : GraphValue(origin, Above(left, right))
    {
        public GraphValue Left => left;

        public GraphValue Right => right;
    }

    /// <summary>x + y.</summary>
    public sealed class Sum(OnnxNode? origin, GraphValue left, GraphValue right) : GraphValue(origin, Above(left, right))
    {
        public GraphValue Left => left;

        public GraphValue Right => right;
    }

    /// <summary>x³.</summary>
    public sealed class Cube(OnnxNode? origin, GraphValue argument) : GraphValue(origin, argument.Depth + 1)
    {
        public GraphValue Argument => argument;
    }
}
