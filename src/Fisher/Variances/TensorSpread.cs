using Neuromanifold.Networks.Composition;

namespace Neuromanifold.Fisher.Variances;

/// <summary>The spread over inputs of each tensor's total of a quantity, and of all tensors' together, input by input. Source: [Welford62]; [ChanGolubLeVeque83].</summary>
internal sealed class TensorSpread(TensorLayout layout)
{
    private readonly double[] _values = new double[layout.Slots.Length + 1];
    private readonly double[] _means = new double[layout.Slots.Length + 1];
    private readonly double[] _squaredDeviations = new double[layout.Slots.Length + 1];
    private int _inputs;

    /// <summary>Adds to a tensor's total at the current input.</summary>
    public void Add(TensorSlot tensor, double value)
    {
        _values[layout.Slots.IndexOf(tensor)] += value;
        _values[^1] += value;
    }

    /// <summary>Ends an input.</summary>
    public void Next()
    {
        _inputs++;
        for (int k = 0; k < _values.Length; k++)
        {
            double gap = _values[k] - _means[k];
            _means[k] += gap / _inputs;
            _squaredDeviations[k] += gap * (_values[k] - _means[k]);
        }

        Array.Clear(_values);
    }

    /// <summary>Adds the inputs of another thread.</summary>
    public void Merge(TensorSpread other)
    {
        if (other._inputs == 0) return;
        double share = (double)other._inputs / (_inputs + other._inputs);
        for (int k = 0; k < _means.Length; k++)
        {
            double gap = other._means[k] - _means[k];
            _means[k] += gap * share;
            _squaredDeviations[k] += other._squaredDeviations[k] + (gap * gap * share * _inputs);
        }

        _inputs += other._inputs;
    }

    /// <summary>Standard errors of the means over inputs of the totals, tensors in order and then all; NaN for a single input.</summary>
    public double[] StandardErrors() => [.. _squaredDeviations.Select(sum => Math.Sqrt(sum / (_inputs - 1) / _inputs))];
}
