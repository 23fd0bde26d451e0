using Neuromanifold.Networks.Layers.Activations;

namespace Neuromanifold.Networks.ModelFiles.Onnx;

/// <summary>
/// Puts arithmetic on values into a form in which each activation function has one: constants are drawn to the front of products
/// and sums, and what is known is replaced by its name.
/// </summary>
internal static class Pointwise
{
    // Exporters round constants to float.
    private const double Tolerance = 1e-6;

    /// <summary>factor · x + constant.</summary>
    public static GraphValue Linear(OnnxNode origin, double factor, GraphValue argument, double constant)
    {
        if (argument is GraphValue.Linear { } inner) (factor, argument, constant) = (factor * inner.Factor, inner.Argument, (factor * inner.Constant) + constant);
        if (factor == 1 && constant == 0) return argument;
        if (constant == 0 && Near(factor, 0.5) && argument is GraphValue.Product product)
        {
            if (GaussianError(origin, product.Left, product.Right) is { } direct) return direct;
            if (GaussianError(origin, product.Right, product.Left) is { } reversed) return reversed;
        }

        // −ln(1 + e^(−x)) of −x.
        if (constant == 0 && factor == -1 && argument is GraphValue.Applied { Function: Softplus, Argument: GraphValue.Linear { Factor: -1, Constant: 0 } negated })
            return new GraphValue.Applied(origin, ActivationFunctions.LogSigmoid, negated.Argument);
        return new GraphValue.Linear(origin, factor, argument, constant);
    }

    /// <summary>x ∘ y.</summary>
    public static GraphValue Product(OnnxNode origin, GraphValue left, GraphValue right)
    {
        double factor = Factor(ref left) * Factor(ref right);
        if (left is GraphValue.Product square && square.Left.Is(square.Right) && square.Left.Is(right)) return Linear(origin, factor, new GraphValue.Cube(origin, right), 0);
        if (right is GraphValue.Product other && other.Left.Is(other.Right) && other.Left.Is(left)) return Linear(origin, factor, new GraphValue.Cube(origin, left), 0);
        return Linear(origin, factor, new GraphValue.Product(origin, left, right), 0);
    }

    /// <summary>Erf, Exp or Log of x.</summary>
    public static GraphValue Function(OnnxNode origin, string name, GraphValue argument) => (name, argument) switch
    {
        ("Log", GraphValue.Applied { Function: LogisticSigmoid } sigmoid) => new GraphValue.Applied(origin, ActivationFunctions.LogSigmoid, sigmoid.Argument),
        ("Log", GraphValue.Softmax { IsLogarithm: false } softmax) => new GraphValue.Softmax(origin, softmax.Argument, isLogarithm: true),
        ("Log", GraphValue.Linear { Factor: 1, Constant: 1, Argument: GraphValue.Elementary { Name: "Exp" } exponential }) => new GraphValue.Applied(origin, ActivationFunctions.Softplus, exponential.Argument),
        _ => new GraphValue.Elementary(origin, name, argument),
    };

    // c·x and c·x + c, of which c comes to the front.
    private static double Factor(ref GraphValue value)
    {
        if (value is not GraphValue.Linear linear || (linear.Constant != 0 && linear.Constant != linear.Factor)) return 1;
        value = linear.Constant == 0 ? linear.Argument : new GraphValue.Linear(linear.Origin, 1, linear.Argument, 1);
        return linear.Factor;
    }

    // x (1 + erf(x/√2)), or x (1 + tanh(√(2/π)(x + 0.044715 x³))).
    private static GraphValue.Applied? GaussianError(OnnxNode origin, GraphValue x, GraphValue share)
    {
        if (share is not GraphValue.Linear { Factor: 1, Constant: 1 } shifted) return null;
        return shifted.Argument switch
        {
            GraphValue.Elementary { Name: "Erf", Argument: GraphValue.Linear { Constant: 0 } inner } when Near(inner.Factor, Math.Sqrt(0.5)) && inner.Argument.Is(x) =>
                new GraphValue.Applied(origin, ActivationFunctions.GaussianErrorLinear, x),
            GraphValue.Applied { Function: HyperbolicTangent, Argument: GraphValue.Linear { Constant: 0, Argument: GraphValue.Sum sum } inner }
                when Near(inner.Factor, Math.Sqrt(2 / Math.PI)) && (IsCubicIn(x, sum.Left, sum.Right) || IsCubicIn(x, sum.Right, sum.Left)) =>
                new GraphValue.Applied(origin, ActivationFunctions.GaussianErrorLinearByTanh, x),
            _ => null,
        };
    }

    private static bool IsCubicIn(GraphValue x, GraphValue linear, GraphValue cubic) =>
        linear.Is(x) && cubic is GraphValue.Linear { Constant: 0, Argument: GraphValue.Cube cube } term && Near(term.Factor, 0.044715) && cube.Argument.Is(x);

    private static bool Near(double value, double expected) => Math.Abs(value - expected) <= Tolerance * expected;
}
