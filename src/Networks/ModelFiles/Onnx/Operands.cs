using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Networks.ModelFiles.Onnx;

/// <summary>The inputs of a node, each asked for as what it must be.</summary>
internal readonly struct Operands(OnnxNode node, GraphValue?[] inputs)
{
    /// <summary>Their number.</summary>
    public int Count => inputs.Length;

    /// <summary>An input, or null where it is left out.</summary>
    public GraphValue? this[int index] => index < inputs.Length ? inputs[index] : null;

    /// <summary>Whether there are so many.</summary>
    public bool Has(int fewest, int most) => inputs.Length >= fewest && inputs.Length <= most;

    /// <summary>Whether an input is not left out.</summary>
    public bool IsGiven(int index) => this[index] is not null;

    /// <summary>Whether an input is a stored tensor.</summary>
    public bool IsStored(int index) => this[index] is GraphValue.Stored;

    /// <summary>An input, whatever it is.</summary>
    /// <exception cref="InvalidInputException">It is left out.</exception>
    public GraphValue Any(int index) => this[index] ?? throw node.Refuse($"{node.Operator} without its input {index}", "it");

    /// <summary>An input that depends on the network's.</summary>
    /// <exception cref="InvalidInputException">It does not.</exception>
    public GraphValue Data(int index) => Any(index) switch
    {
        GraphValue.Stored stored => throw node.Refuse($"{node.Operator} of the stored tensor {Quoted.Name(stored.Name)} as its input {index}", "values that depend on the network's input"),
        GraphValue.Extents => throw node.Refuse($"{node.Operator} of a shape", "values of a layer"),
        GraphValue value => value,
    };

    /// <summary>An input that is a stored tensor.</summary>
    /// <exception cref="InvalidInputException">It is not.</exception>
    public GraphValue.Stored Stored(int index) => Any(index) as GraphValue.Stored
        ?? throw node.Refuse($"{node.Operator} whose input {index} is computed", "a stored tensor there");

    /// <summary>The value of a stored tensor of one floating-point number; null for anything else.</summary>
    public double? Scalar(int index) => this[index] is GraphValue.Stored stored && stored.Tensor.Shape.Rank <= 1 && stored.Tensor.TryGetScalar(out double value) ? value : null;
}
