using System.Collections.Immutable;
using Neuromanifold.Fisher.Relative.Responses;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Relative;

/// <summary>
/// The relative Fisher information of a subsystem, E[∂ln p(r|θ, θ_f) ∂ln p(r|θ, θ_f)ᵀ] with r its response and θ_f its reference,
/// in closed form and as the mean over references. Weights are m × (n + 1) with the bias last, parameters their rows one after the
/// other. The relative Fisher information of a whole network is its Fisher information. Source: [SunNielsen17], §3–§5.
/// </summary>
public static class RelativeFisher
{
    /// <summary>One neuron: the mean of ν_f(w·x̃) x̃x̃ᵀ.</summary>
    public static ReferenceFisher Neuron(NeuronResponse response, LayerReferences references, ReadOnlySpan<double> weights, string name = "a neuron")
    {
        Matrix<double> zones = references.TotalInputs(new ReadOnlyMatrixView<double>(weights, 1, weights.Length));
        response.Zone<double>(zones.AsSpan(), zones.AsSpan());
        return Unit(references, zones, 0, name);
    }

    /// <summary>A layer y ~ N(Wx̃, s²I) of m units: I/s² ⊗ the mean of x̃x̃ᵀ, so that one inverse serves all units.</summary>
    public static KroneckerFisher LinearLayer(LayerReferences references, int units, double deviation = 1, string name = "a linear layer")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation);
        KroneckerFactored<double> factors = new(references.Width, units);
        Products.SymmetricRankUpdate<double>(references.Inputs, factors.InputFactor, 1.0 / references.Count, 0);
        for (int unit = 0; unit < units; unit++) factors.OutputFactor[unit, unit] = 1 / (deviation * deviation);
        return new KroneckerFisher(factors, name);
    }

    /// <summary>A layer of neurons: a block for each, all over the same references.</summary>
    public static BlockDiagonalFisher NonlinearLayer(NeuronResponse response, LayerReferences references, ReadOnlyMatrixView<double> weights, string name = "a layer")
    {
        Matrix<double> zones = references.TotalInputs(weights);
        response.Zone<double>(zones.AsSpan(), zones.AsSpan());
        return Units(references, zones, name);
    }

    /// <summary>A soft-max layer of m classes: the mean of (diag η − ηηᵀ) ⊗ x̃x̃ᵀ, η = softmax(Wx̃).</summary>
    public static ShiftInvariantFisher SoftMaxLayer(LayerReferences references, ReadOnlyMatrixView<double> weights, string name = "a soft-max layer")
    {
        Matrix<double> means = references.TotalInputs(weights);
        CategoricalLikelihood likelihood = new(weights.Rows);
        double[] natural = new double[weights.Rows];
        for (int r = 0; r < means.Rows; r++)
        {
            means.Row(r).CopyTo(natural);
            likelihood.Mean(natural, means.Row(r));
        }

        return new ShiftInvariantFisher(references, means, name);
    }

    /// <summary>
    /// Two layers, the hidden one deterministic, h_i = f(w_i·x̃), the units l of the other independent given h: the matrix of the hidden
    /// weights, block (i, j) = Σ_l c_il c_jl ν(c_l·h̃) f'(w_i·x̃) f'(w_j·x̃) x̃x̃ᵀ. It holds f' of the hidden layer, not ν_f.
    /// </summary>
    /// <param name="hidden">f.</param>
    /// <param name="references">x̃, R × (n + 1).</param>
    /// <param name="weights">w, m × (n + 1).</param>
    /// <param name="response">How units of the second layer respond.</param>
    /// <param name="outer">c, k × (m + 1), or k × m without bias.</param>
    /// <param name="name">What it is, for messages and files.</param>
    public static ReferenceFisher TwoLayers(NeuronResponse hidden, LayerReferences references, ReadOnlyMatrixView<double> weights, NeuronResponse response, ReadOnlyMatrixView<double> outer, string name = "two layers")
    {
        (Matrix<double> slopes, Matrix<double> totals) = Hidden(hidden, references, weights, outer);
        response.Zone<double>(totals.AsSpan(), totals.AsSpan());
        int count = references.Count, units = weights.Rows;
        Matrix<double> cotangents = new(outer.Rows * count, units);
        for (int l = 0; l < outer.Rows; l++)
        {
            for (int r = 0; r < count; r++)
            {
                Span<double> row = cotangents.Row((l * count) + r);
                double root = Math.Sqrt(totals[r, l]);
                for (int i = 0; i < units; i++) row[i] = root * outer[l, i] * slopes[r, i];
            }
        }

        return new ReferenceFisher(references, cotangents, name);
    }

    /// <summary>
    /// Two layers of which the second is an exponential family with natural parameters h = Ch̃, such as soft-max: the bracket becomes
    /// Σ_{l,l'} c_il c_jl' Cov_ll', diag η − ηηᵀ for soft-max.
    /// </summary>
    public static ReferenceFisher TwoLayers(NeuronResponse hidden, LayerReferences references, ReadOnlyMatrixView<double> weights, Likelihood likelihood, ReadOnlyMatrixView<double> outer, string name = "two layers")
    {
        if (likelihood.Dimension != outer.Rows) throw new ArgumentException($"The second layer has {outer.Rows} units, but {likelihood.Name} takes {likelihood.Dimension} natural parameters.", nameof(likelihood));
        (Matrix<double> slopes, Matrix<double> totals) = Hidden(hidden, references, weights, outer);
        int count = references.Count, units = weights.Rows;
        Matrix<double> cotangents = new(outer.Rows * count, units), root = new(outer.Rows, outer.Rows);
        for (int r = 0; r < count; r++)
        {
            likelihood.CovarianceRoot(totals.Row(r), root);
            for (int k = 0; k < outer.Rows; k++)
            {
                Span<double> row = cotangents.Row((k * count) + r);
                for (int i = 0; i < units; i++)
                {
                    double sum = 0;
                    for (int l = 0; l < outer.Rows; l++) sum += outer[l, i] * root[l, k];
                    row[i] = sum * slopes[r, i];
                }
            }
        }

        return new ReferenceFisher(references, cotangents, name);
    }

    /// <summary>A block for each unit of a layer from ν_f at each reference, R × m.</summary>
    internal static BlockDiagonalFisher Units(LayerReferences references, Matrix<double> zones, string name)
    {
        ImmutableArray<FisherBlock>.Builder blocks = ImmutableArray.CreateBuilder<FisherBlock>(zones.Columns);
        for (int unit = 0; unit < zones.Columns; unit++)
        {
            string own = $"{name}[{unit}]";
            blocks.Add(new FisherBlock(own, [.. Enumerable.Range(unit * references.Width, references.Width)], Unit(references, zones, unit, own)));
        }

        return new BlockDiagonalFisher(
            blocks.MoveToImmutable(),
            [
                new($"{name}/{FisherArrays.Inputs}", new Shape(references.Count, references.Width), references.Inputs.AsMemory()),
                new($"{name}/zones", new Shape(zones.Rows, zones.Columns), zones.AsMemory()),
            ]);
    }

    private static ReferenceFisher Unit(LayerReferences references, Matrix<double> zones, int unit, string name)
    {
        Matrix<double> roots = new(references.Count, 1);
        for (int r = 0; r < references.Count; r++) roots[r, 0] = Math.Sqrt(zones[r, unit]);
        return new ReferenceFisher(references, roots, name);
    }

    // f'(w_i·x̃) and C h̃.
    private static (Matrix<double> Slopes, Matrix<double> Totals) Hidden(NeuronResponse hidden, LayerReferences references, ReadOnlyMatrixView<double> weights, ReadOnlyMatrixView<double> outer)
    {
        int units = weights.Rows;
        if (outer.Columns != units && outer.Columns != units + 1)
            throw new ArgumentException($"The second layer reads {outer.Columns} values; expected the {units} hidden units, and 1 for a bias.", nameof(outer));
        Matrix<double> slopes = references.TotalInputs(weights), activations = new(references.Count, outer.Columns), totals = new(references.Count, outer.Rows);
        for (int r = 0; r < references.Count; r++)
        {
            hidden.Activate<double>(slopes.Row(r), activations.Row(r));
            if (outer.Columns > units) activations[r, units] = 1;
        }

        hidden.Slope<double>(slopes.AsSpan(), slopes.AsSpan());
        Products.MultiplyTransposedRight(activations, outer, totals);
        return (slopes, totals);
    }
}
