using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Relative;

/// <summary>The references of a layer, which all its units share: what it saw, x̃ = (x, 1), one a row. Inner products are found once.</summary>
public sealed class LayerReferences
{
    private readonly Lazy<Matrix<double>> _products;

    /// <summary>Some references.</summary>
    /// <param name="inputs">R × (n + 1), the bias's 1 last, where there is a bias; kept.</param>
    public LayerReferences(Matrix<double> inputs)
    {
        if (inputs.Rows == 0 || inputs.Columns == 0) throw new ArgumentException($"References are a matrix of {inputs.Rows}×{inputs.Columns}; expected at least one reference with one value.", nameof(inputs));
        Inputs = inputs;
        _products = new Lazy<Matrix<double>>(() =>
        {
            Matrix<double> products = new(inputs.Rows, inputs.Rows);
            Products.MultiplyTransposedRight<double>(inputs, inputs, products);
            return products;
        });
    }

    /// <summary>x̃, R × (n + 1).</summary>
    public Matrix<double> Inputs { get; }

    /// <summary>The number of references, R.</summary>
    public int Count => Inputs.Rows;

    /// <summary>Parameters of a unit, n + 1.</summary>
    public int Width => Inputs.Columns;

    /// <summary>x̃·x̃', R × R.</summary>
    public Matrix<double> InnerProducts => _products.Value;

    /// <summary>The total inputs t = w·x̃ of units with weights m × (n + 1): R × m.</summary>
    public Matrix<double> TotalInputs(ReadOnlyMatrixView<double> weights)
    {
        if (weights.Columns != Width) throw new ArgumentException($"Weights are {weights.Rows}×{weights.Columns}, but references have {Width} values.", nameof(weights));
        Matrix<double> totals = new(Count, weights.Rows);
        Products.MultiplyTransposedRight(Inputs, weights, totals);
        return totals;
    }
}
