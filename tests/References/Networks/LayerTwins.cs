
namespace Neuromanifold.References.Networks;

/// <summary>Layers unit by unit and example by example, as papers write them; a row is an example.</summary>
public static class LayerTwins
{
    public const double NormalisationEpsilon = 1e-5;

    /// <summary>W x + b.</summary>
    public static double[][] Dense(double[][] x, double[] weight, double[]? bias) =>
        [.. x.Select(row => Units(weight.Length / row.Length, unit => row.Select((value, j) => weight[(unit * row.Length) + j] * value).Sum() + (bias?[unit] ?? 0)))];

    public static double[][] Apply(double[][] x, Func<double, double> function) => [.. x.Select(row => row.Select(function).ToArray())];

    public static double[][] Sum(double[][] x, double[][] y) => [.. x.Zip(y, (left, right) => left.Zip(right, (a, b) => a + b).ToArray())];

    /// <summary>γ(x − mean)/√(variance + ε) + β with mean and variance of the batch.</summary>
    public static double[][] NormaliseByBatch(double[][] x, double[] scale, double[] shift)
    {
        double[] mean = Units(scale.Length, j => x.Average(row => row[j]));
        double[] variance = Units(scale.Length, j => x.Average(row => Math.Pow(row[j] - mean[j], 2)));
        return Normalise(x, scale, shift, mean, variance);
    }

    /// <summary>γ(x − mean)/√(variance + ε) + β.</summary>
    public static double[][] Normalise(double[][] x, double[] scale, double[] shift, double[] mean, double[] variance) =>
        [.. x.Select(row => Units(row.Length, j => (scale[j] * (row[j] - mean[j]) / Math.Sqrt(variance[j] + NormalisationEpsilon)) + shift[j]))];

    private static double[] Units(int count, Func<int, double> value) => [.. Enumerable.Range(0, count).Select(value)];
}
