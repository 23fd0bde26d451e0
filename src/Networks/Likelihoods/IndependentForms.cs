using System.Numerics;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Likelihoods;

/// <summary>Σ c u² and the variance of (u·(t − η))² for many directions at once, where outputs are independent: one pass over each element.</summary>
internal static class IndependentForms
{
    /// <summary>Σ_a c_a u_a² of every column.</summary>
    public static void Quadratic(ReadOnlySpan<double> variances, ReadOnlyMatrixView<double> directions, Span<double> forms)
    {
        ReadOnlySpan<double> values = directions.Values;
        int column = 0;
        for (; column <= forms.Length - Vector<double>.Count; column += Vector<double>.Count)
        {
            Vector<double> form = Vector<double>.Zero;
            for (int a = 0; a < variances.Length; a++)
            {
                Vector<double> value = new(values[((a * directions.Stride) + column)..]);
                form += value * value * variances[a];
            }

            form.CopyTo(forms[column..]);
        }

        for (; column < forms.Length; column++)
        {
            double form = 0;
            for (int a = 0; a < variances.Length; a++) form += directions[a, column] * directions[a, column] * variances[a];
            forms[column] = form;
        }
    }

    /// <summary>
    /// Σ_a s_a u_a⁴ + 4 Σ_{a &lt; b} c_a c_b u_a² u_b² of every column, s_a the variances of (t_a − η_a)²: no term is negative.
    /// </summary>
    public static void Quartic(ReadOnlySpan<double> variances, ReadOnlySpan<double> squareVariances, ReadOnlyMatrixView<double> directions, Span<double> forms)
    {
        ReadOnlySpan<double> values = directions.Values;
        int column = 0;
        for (; column <= forms.Length - Vector<double>.Count; column += Vector<double>.Count)
        {
            Vector<double> form = Vector<double>.Zero, before = Vector<double>.Zero;
            for (int a = 0; a < variances.Length; a++)
            {
                Vector<double> value = new(values[((a * directions.Stride) + column)..]);
                Vector<double> square = value * value, weighted = square * variances[a];
                form += (square * square * squareVariances[a]) + (weighted * before * 4);
                before += weighted;
            }

            form.CopyTo(forms[column..]);
        }

        for (; column < forms.Length; column++)
        {
            double form = 0, before = 0;
            for (int a = 0; a < variances.Length; a++)
            {
                double square = directions[a, column] * directions[a, column], weighted = square * variances[a];
                form += (square * square * squareVariances[a]) + (4 * weighted * before);
                before += weighted;
            }

            forms[column] = form;
        }
    }
}
