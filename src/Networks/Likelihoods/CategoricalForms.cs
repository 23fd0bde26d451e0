using System.Numerics;
using System.Runtime.InteropServices;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Likelihoods;

/// <summary>
/// Second moments d² and variances of d² for many directions at once, d = u·(t − η) under the probabilities of labels. Columns are taken
/// by the vector, their centred values kept in first-level memory between the passes: three passes over each element.
/// </summary>
internal static class CategoricalForms
{
    /// <summary>Σ_y σ_y d_y² of every column, u taken from its value at the likeliest label.</summary>
    public static void SecondMoments(ReadOnlySpan<double> probabilities, int likeliest, ReadOnlyMatrixView<double> directions, Span<double> forms)
    {
        int width = Vector<double>.Count, column = 0;
        using LentValues workspace = new(probabilities.Length * width);
        Span<Vector<double>> centred = MemoryMarshal.Cast<double, Vector<double>>(workspace.Values);
        for (; column <= forms.Length - width; column += width)
        {
            Vector<double> mean = Centre(probabilities, likeliest, directions, column, centred), form = Vector<double>.Zero;
            for (int y = 0; y < probabilities.Length; y++)
            {
                Vector<double> deviation = centred[y] - mean;
                form += deviation * deviation * probabilities[y];
            }

            form.CopyTo(forms[column..]);
        }

        for (; column < forms.Length; column++)
        {
            double mean = Mean(probabilities, likeliest, directions, column);
            forms[column] = SecondMoment(probabilities, likeliest, directions, column, mean);
        }
    }

    /// <summary>Σ_y σ_y (d_y² − Σ σ d²)² of every column.</summary>
    public static void VariancesOfSquares(ReadOnlySpan<double> probabilities, int likeliest, ReadOnlyMatrixView<double> directions, Span<double> forms)
    {
        int width = Vector<double>.Count, column = 0;
        using LentValues workspace = new(probabilities.Length * width);
        Span<Vector<double>> centred = MemoryMarshal.Cast<double, Vector<double>>(workspace.Values);
        for (; column <= forms.Length - width; column += width)
        {
            Vector<double> mean = Centre(probabilities, likeliest, directions, column, centred);
            Vector<double> second = Vector<double>.Zero, form = Vector<double>.Zero;
            for (int y = 0; y < probabilities.Length; y++)
            {
                Vector<double> deviation = centred[y] - mean, square = deviation * deviation;
                second += square * probabilities[y];
                centred[y] = square;
            }

            for (int y = 0; y < probabilities.Length; y++)
            {
                Vector<double> deviation = centred[y] - second;
                form += deviation * deviation * probabilities[y];
            }

            form.CopyTo(forms[column..]);
        }

        for (; column < forms.Length; column++)
        {
            double mean = Mean(probabilities, likeliest, directions, column), form = 0;
            double second = SecondMoment(probabilities, likeliest, directions, column, mean), origin = directions[likeliest, column];
            for (int y = 0; y < probabilities.Length; y++)
            {
                double deviation = directions[y, column] - origin - mean, excess = (deviation * deviation) - second;
                form += probabilities[y] * excess * excess;
            }

            forms[column] = form;
        }
    }

    private static Vector<double> Centre(
        ReadOnlySpan<double> probabilities, int likeliest, ReadOnlyMatrixView<double> directions, int column, Span<Vector<double>> centred)
    {
        ReadOnlySpan<double> values = directions.Values;
        Vector<double> origin = new(values[((likeliest * directions.Stride) + column)..]), mean = Vector<double>.Zero;
        for (int y = 0; y < probabilities.Length; y++)
        {
            Vector<double> value = new Vector<double>(values[((y * directions.Stride) + column)..]) - origin;
            mean += value * probabilities[y];
            centred[y] = value;
        }

        return mean;
    }

    private static double Mean(ReadOnlySpan<double> probabilities, int likeliest, ReadOnlyMatrixView<double> directions, int column)
    {
        double origin = directions[likeliest, column], mean = 0;
        for (int y = 0; y < probabilities.Length; y++) mean += probabilities[y] * (directions[y, column] - origin);
        return mean;
    }

    private static double SecondMoment(
        ReadOnlySpan<double> probabilities, int likeliest, ReadOnlyMatrixView<double> directions, int column, double mean)
    {
        double origin = directions[likeliest, column], form = 0;
        for (int y = 0; y < probabilities.Length; y++)
        {
            double deviation = directions[y, column] - origin - mean;
            form += probabilities[y] * deviation * deviation;
        }

        return form;
    }
}
