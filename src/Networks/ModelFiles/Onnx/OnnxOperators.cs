using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.ModelFiles.Onnx.Schema;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.ModelFiles.Onnx;

/// <summary>The operators that are read: what a node makes of its inputs. Source: [ONNX24], Operator Schemas.</summary>
/// <param name="path">The model's file.</param>
/// <param name="opset">The version of the standard's operators.</param>
/// <param name="batch">The batch's size where the file fixes it, else null.</param>
/// <param name="assembly">The network under construction.</param>
internal sealed class OnnxOperators(string path, long opset, long? batch, NetworkAssembly assembly)
{
    /// <summary>The oldest version of the operators that is read.</summary>
    public const long OldestOpset = 9;

    /// <summary>What a message says was expected.</summary>
    public const string Expected = "one of " +
        "Add, BatchNormalization, Concat, Constant, Div, Dropout, Elu, Erf, Exp, Flatten, Gather, Gelu, Gemm, Identity, LeakyRelu, Log, LogSoftmax, " +
        "MatMul, Mul, Neg, Pow, Relu, Reshape, Selu, Shape, Sigmoid, Softmax, Softplus, Tanh, Transpose, Unsqueeze, as networks of dense layers use them";

    private const int LongestShape = 8;

    /// <summary>The value that a node gives.</summary>
    /// <exception cref="InvalidInputException">The operator is none of these, or not as networks of dense layers use it.</exception>
    public GraphValue Apply(OnnxNode node, GraphValue?[] inputs)
    {
        if (node.Domain is not ("" or "ai.onnx")) throw node.Refuse($"the operator {Quoted.Name(node.Operator)} of {Quoted.Name(node.Domain)}", Expected);
        Operands operands = new(node, inputs);
        return node.Operator switch
        {
            "Gemm" => Gemm(node, operands),
            "MatMul" => operands.Has(1, 2) ? Product(node, operands.Data(0), operands.Stored(1), isTransposed: true, 1) : throw node.Refuse("a MatMul of some other number of inputs", "two"),
            "BatchNormalization" => Normalisation(node, operands),
            "Add" => Add(node, operands),
            "Mul" => Multiply(node, operands),
            "Div" => operands.Scalar(1) is { } divisor and not 0 ? Pointwise.Linear(node, 1 / divisor, operands.Data(0), 0) : throw node.Refuse("a quotient of values", Expected),
            "Neg" => Pointwise.Linear(node, -1, operands.Data(0), 0),
            "Pow" => operands.Scalar(1) == 3 ? new GraphValue.Cube(node, operands.Data(0)) : throw node.Refuse("a power other than the third", Expected),
            "Erf" or "Exp" or "Log" => Pointwise.Function(node, node.Operator, operands.Data(0)),
            "Relu" => Activate(ActivationFunctions.RectifiedLinear),
            "LeakyRelu" => Activate(Checked(node, () => new LeakyRectifiedLinear(node.Number("alpha", 0.01)))),
            "Elu" => Activate(Checked(node, () => new ExponentialLinear(node.Number("alpha", 1)))),
            "Selu" => Activate(Checked(node, () => Selu(node))),
            "Sigmoid" => Activate(ActivationFunctions.LogisticSigmoid),
            "Tanh" => Activate(ActivationFunctions.HyperbolicTangent),
            "Softplus" => Activate(ActivationFunctions.Softplus),
            "Gelu" => Activate(node.Text("approximate", "none") switch
            {
                "none" => ActivationFunctions.GaussianErrorLinear,
                "tanh" => ActivationFunctions.GaussianErrorLinearByTanh,
                string other => throw node.Refuse($"approximate = {Quoted.Name(other)}", "none or tanh"),
            }),
            "Softmax" => Softmax(node, operands, isLogarithm: false),
            "LogSoftmax" => Softmax(node, operands, isLogarithm: true),
            "Flatten" => node.Integer("axis", 1) is var axis && (axis == 1 || axis == -Rank(operands.Data(0)) + 1)
                ? assembly.Flatten(node, operands.Data(0))
                : throw node.Refuse($"axis {axis}", "1, so that an example stays a row"),
            "Reshape" => Reshape(node, operands),
            "Identity" => Identity(node, operands),
            "Dropout" => Dropout(node, operands),
            "Constant" => Constant(node),
            "Transpose" => Transpose(node, operands),
            "Shape" => Extents(node, operands),
            "Gather" => Gather(node, operands),
            "Unsqueeze" => new GraphValue.Extents(node, AsExtents(node, operands, 0)),
            "Concat" => Concat(node, operands),
            _ => throw node.Refuse($"the operator {Quoted.Name(node.Operator)}", Expected),
        };

        GraphValue Activate(ActivationFunction function) => new GraphValue.Applied(node, function, operands.Data(0));
    }

    private static T Checked<T>(OnnxNode node, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw node.Refuse($"a setting of {error.ActualValue}", error.Message.Split(" (Parameter", 2)[0].TrimEnd('.'), cause: error);
        }
    }

    private static ScaledExponentialLinear Selu(OnnxNode node) =>
        new(node.Number("alpha", ScaledExponentialLinear.DefaultAlpha), node.Number("gamma", ScaledExponentialLinear.DefaultScale));

    private static GraphValue.Affine Product(OnnxNode node, GraphValue argument, GraphValue.Stored weight, bool isTransposed, double scale) =>
        weight.Tensor.Shape.Rank == 2 && scale != 0
            ? new GraphValue.Affine(node, argument, weight, isTransposed, scale)
            : throw node.Refuse($"a weight {Quoted.Name(weight.Name)} of shape {weight.Tensor.Shape}, scaled by {scale}", "a matrix, and a scale other than 0");

    private GraphValue Gemm(OnnxNode node, Operands operands)
    {
        if (!operands.Has(2, 3)) throw node.Refuse("a Gemm of some other number of inputs", "two or three");
        if (node.Integer("transA", 0) != 0) throw node.Refuse("transA = 1", "0, so that an example stays a row");
        GraphValue.Affine product = Product(node, operands.Data(0), operands.Stored(1), node.Integer("transB", 0) == 0, node.Number("alpha", 1));
        double beta = node.Number("beta", 1);
        if (!operands.IsGiven(2) || beta == 0) return product;
        return assembly.Dense(product, operands.Stored(2), beta);
    }

    private GraphValue Add(OnnxNode node, Operands operands)
    {
        for (int side = 0; side < 2; side++)
        {
            if (operands.IsStored(side) && operands[1 - side] is GraphValue.Affine { Built: null } product && operands.Stored(side).Tensor.Shape.Rank > 0)
                return assembly.Dense(product, operands.Stored(side), 1);
            if (operands.Scalar(side) is { } constant) return Pointwise.Linear(node, 1, operands.Data(1 - side), constant);
        }

        return new GraphValue.Sum(node, operands.Data(0), operands.Data(1));
    }

    private static GraphValue Multiply(OnnxNode node, Operands operands)
    {
        for (int side = 0; side < 2; side++)
        {
            if (operands.Scalar(side) is { } factor)
                return factor != 0 ? Pointwise.Linear(node, factor, operands.Data(1 - side), 0) : throw node.Refuse("a product with 0", Expected);
        }

        return Pointwise.Product(node, operands.Data(0), operands.Data(1));
    }

    private GraphValue.Data Normalisation(OnnxNode node, Operands operands)
    {
        if (!operands.Has(5, 5)) throw node.Refuse("some other number of inputs", "five: values, scale, shift, mean and variance");
        if (node.Integer("training_mode", 0) != 0) throw node.Refuse("training_mode = 1", "0, which normalises by the running mean and variance", "Export the model in its evaluation mode.");
        if (node.Outputs.Skip(1).Any(output => output.Length > 0)) throw node.Refuse("running statistics as outputs", "the normalised values alone", "Export the model in its evaluation mode.");
        // There it is the weight of the past, here that of the newest batch; an unusual one has no meaning in evaluation.
        double past = node.Number("momentum", 0.9);
        double momentum = past is > 0 and < 1 ? (double)(1 - (decimal)past) : 0.1;
        BatchNormalisation layer = Checked(node, () => new BatchNormalisation(node.Number("epsilon", 1e-5), momentum));
        return assembly.Normalise(node, layer, operands.Data(0), [operands.Stored(1), operands.Stored(2), operands.Stored(3), operands.Stored(4)]);
    }

    private GraphValue.Softmax Softmax(OnnxNode node, Operands operands, bool isLogarithm)
    {
        GraphValue argument = operands.Data(0);
        long axis = node.Integer("axis", opset < 13 ? 1 : -1);
        if (axis is not (1 or -1)) throw node.Refuse($"axis {axis}", "1, over the outputs of an example");
        return new GraphValue.Softmax(node, argument, isLogarithm);
    }

    private GraphValue Reshape(OnnxNode node, Operands operands)
    {
        Shape from = assembly.Materialise(operands.Data(0)).Shape;
        long[] target = AsExtents(node, operands, 1);
        bool keepsBatch = target is [GraphValue.Extents.Batch or 0 or -1, _] || (target.Length == 2 && target[0] == batch);
        bool keepsValues = keepsBatch && (target[1] == from.ElementCount || (target[1] == -1 && target[0] != -1) || (target[1] == 0 && from.Rank == 1));
        if (!keepsValues)
        {
            throw node.Refuse(
                $"an example of shape {from} reshaped as [{string.Join(", ", target.Select(extent => extent == GraphValue.Extents.Batch ? "batch" : $"{extent}"))}]",
                $"[batch, {from.ElementCount}]: only a reshape that flattens examples is read");
        }

        return assembly.Flatten(node, operands.Data(0));
    }

    // An exporter that finds two vectors equal stores one and copies it by Identity.
    private static GraphValue Identity(OnnxNode node, Operands operands) => operands[0] is GraphValue.Stored stored
        ? new GraphValue.Stored(node, node.Outputs[0], stored.Tensor, stored.IsTransposed)
        : operands.Any(0);

    private static GraphValue Dropout(OnnxNode node, Operands operands)
    {
        if (operands.IsGiven(2) && (operands[2] is not GraphValue.Stored mode || mode.Tensor.ToTruth() != false))
            throw node.Refuse("training_mode that is not false", "dropout that does nothing", "Export the model in its evaluation mode.");
        return operands.Data(0);
    }

    private GraphValue.Stored Constant(OnnxNode node)
    {
        TensorProto? tensor = node.Tensor("value");
        if (node.Has("value_float")) tensor = new TensorProto { DataType = (int)OnnxElementType.Float, FloatData = { (float)node.Number("value_float", 0) } };
        else if (node.Has("value_int")) tensor = new TensorProto { DataType = (int)OnnxElementType.Int64, Int64Data = { node.Integer("value_int", 0) } };
        else if (node.Numbers("value_floats") is { } numbers) tensor = new TensorProto { DataType = (int)OnnxElementType.Float, Dims = { numbers.Count }, FloatData = { numbers } };
        else if (node.Integers("value_ints") is { } integers) tensor = new TensorProto { DataType = (int)OnnxElementType.Int64, Dims = { integers.Count }, Int64Data = { integers } };
        if (tensor is null) throw node.Refuse("a constant of another kind", "value, value_float, value_floats, value_int or value_ints");
        return new GraphValue.Stored(node, node.Outputs[0], OnnxTensor.Open(path, node.Outputs[0], tensor));
    }

    private static GraphValue.Stored Transpose(OnnxNode node, Operands operands)
    {
        if (!operands.IsStored(0) || operands.Stored(0).Tensor.Shape.Rank != 2) throw node.Refuse("values that are transposed", "stored matrices only");
        GraphValue.Stored matrix = operands.Stored(0);
        bool isTransposed = node.Integers("perm") is not { } order || order is [1, 0] || (order is [0, 1] ? false : throw node.Refuse("a permutation that is none of two axes", "1, 0"));
        return new GraphValue.Stored(node, matrix.Name, matrix.Tensor, matrix.IsTransposed ^ isTransposed);
    }

    private GraphValue.Extents Extents(OnnxNode node, Operands operands)
    {
        Shape shape = assembly.Materialise(operands.Data(0)).Shape;
        if (node.Has("start") || node.Has("end")) throw node.Refuse("a part of a shape", "all of it");
        return new GraphValue.Extents(node, [GraphValue.Extents.Batch, .. shape.Extents.Select(extent => (long)extent)]);
    }

    private static GraphValue.Extents Gather(OnnxNode node, Operands operands)
    {
        long[] values = AsExtents(node, operands, 0), indices = AsExtents(node, operands, 1);
        if (node.Integer("axis", 0) != 0 || indices is not [var index] || index < -values.Length || index >= values.Length) throw node.Refuse("an index out of a shape", "one of its extents");
        return new GraphValue.Extents(node, [values[index < 0 ? index + values.Length : index]]);
    }

    private static GraphValue.Extents Concat(OnnxNode node, Operands operands)
    {
        List<long> joined = [];
        for (int i = 0; i < operands.Count; i++) joined.AddRange(AsExtents(node, operands, i));
        return joined.Count <= LongestShape ? new GraphValue.Extents(node, [.. joined]) : throw node.Refuse($"a shape of {joined.Count} extents", $"up to {LongestShape}");
    }

    private static long[] AsExtents(OnnxNode node, Operands operands, int index) => operands[index] switch
    {
        GraphValue.Extents extents => extents.Values,
        GraphValue.Stored stored when stored.Tensor.ToIntegers(LongestShape) is { } integers => integers,
        _ => throw node.Refuse("a shape that is computed from something else", "a constant shape, or one computed from an input's"),
    };

    // Of the batch, not of an example.
    private int Rank(GraphValue value) => assembly.Materialise(value).Shape.Rank + 1;
}
