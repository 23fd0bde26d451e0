using System.Collections.Immutable;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;

namespace Neuromanifold.Fisher.Variances;

/// <summary>Means over examples of diagonal quantities, each laid out as the network's parameters.</summary>
public sealed class DiagonalResult
{
    private readonly Network _network;
    private readonly double[]? _totalErrors;

    internal DiagonalResult(
        Network network, int examples, DiagonalOptions options, ImmutableDictionary<string, double[]> values, double[]? inputVariance, double[]? totalErrors)
    {
        _network = network;
        _totalErrors = totalErrors;
        Examples = examples;
        Options = options;
        Values = values;
        // An array that is null would convert to empty memory, which is not null.
        if (inputVariance is not null) InputVariance = inputVariance;
    }

    /// <summary>How parameters lie.</summary>
    public TensorLayout Layout => _network.Parameters;

    /// <summary>T, the outputs of the network.</summary>
    public int Outputs => _network.OutputWidth;

    /// <summary>The number of inputs averaged over.</summary>
    public int Examples { get; }

    /// <summary>What was asked for: the label samples of an estimate and their stream.</summary>
    public DiagonalOptions Options { get; }

    /// <summary>The population variance over inputs of <see cref="DiagonalOptions.SpreadOf"/>, as Var_x I(θ_i|x); null where it was not asked for.</summary>
    public ReadOnlyMemory<double>? InputVariance { get; }

    private ImmutableDictionary<string, double[]> Values { get; }

    /// <summary>Whether a quantity was computed.</summary>
    public bool Has(DiagonalQuantity quantity) => Values.ContainsKey(quantity.Name);

    /// <summary>The mean over inputs of a quantity, for every parameter.</summary>
    /// <exception cref="KeyNotFoundException">It was not asked for.</exception>
    public ReadOnlyMemory<double> this[DiagonalQuantity quantity] => Values.TryGetValue(quantity.Name, out double[]? values)
        ? values
        : throw new KeyNotFoundException($"The quantity '{quantity.Name}' was not asked for.");

    /// <summary>
    /// The same in other coordinates of one tensor, θ = scale · θ': what is quadratic in first derivatives gains the factor scale²,
    /// variances scale⁴. Source: [Amari16], §3.1.
    /// </summary>
    public DiagonalResult Reparametrise(TensorSlot tensor, double scale)
    {
        ImmutableDictionary<string, double[]> values = Values;
        foreach (DiagonalQuantity quantity in Options.Quantities) values = values.SetItem(quantity.Name, Scaled(Values[quantity.Name], tensor, Math.Pow(scale, quantity.Power)));
        double[]? errors = _totalErrors?[..];
        if (errors is not null)
        {
            errors[Layout.Slots.IndexOf(tensor)] *= scale * scale;
            // How tensors vary together is not kept.
            errors[^1] = double.NaN;
        }

        return new DiagonalResult(_network, Examples, Options, values, InputVariance is { } spread ? Scaled(spread.ToArray(), tensor, Math.Pow(scale, 4)) : null, errors);
    }

    /// <summary>
    /// The standard error of the mean over inputs of a tensor's total of <see cref="DiagonalOptions.SpreadOf"/>, or of all parameters'
    /// for null: sd over inputs / √n. Null for a single input, or where the spread was not asked for.
    /// </summary>
    public double? TotalError(TensorSlot? tensor) =>
        _totalErrors?[tensor is null ? ^1 : Layout.Slots.IndexOf(tensor)] is { } error && !double.IsNaN(error) ? error : null;

    /// <summary>
    /// The standard error of a Monte-Carlo estimate over labels, inputs fixed: √(mean of V / (inputs · samples)), from the exact
    /// variance, which must have been asked for. Source: [SoenSun24], eq. 24 and 25.
    /// </summary>
    /// <param name="variance">The variance of the estimator for one label sample.</param>
    public double[] StandardError(DiagonalQuantity variance)
    {
        double draws = (double)Examples * Options.Labels.Samples;
        return [.. this[variance].ToArray().Select(value => Math.Sqrt(value / draws))];
    }

    private static double[] Scaled(double[] values, TensorSlot tensor, double factor)
    {
        double[] scaled = [.. values];
        TensorPrimitives.Multiply(tensor.In(scaled.AsSpan()), factor, tensor.In(scaled.AsSpan()));
        return scaled;
    }
}
