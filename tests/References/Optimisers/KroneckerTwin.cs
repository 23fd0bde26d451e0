using Neuromanifold.References.LinearAlgebra;

namespace Neuromanifold.References.Optimisers;

/// <summary>K-FAC's block as one dense matrix.</summary>
public static class KroneckerTwin
{
    /// <summary>Σ r rᵀ / examples.</summary>
    public static double[,] Factor(IReadOnlyList<double[]> rows, int order, int examples)
    {
        double[,] factor = new double[order, order];
        foreach (double[] row in rows)
            for (int i = 0; i < order; i++)
                for (int j = 0; j < order; j++)
                    factor[i, j] += row[i] * row[j] / examples;
        return factor;
    }

    /// <summary>keep · past + (1 − keep) · fresh.</summary>
    public static double[,] Average(double[,]? past, double[,] fresh, double keep)
    {
        double[,] average = new double[fresh.GetLength(0), fresh.GetLength(1)];
        for (int i = 0; i < average.GetLength(0); i++)
            for (int j = 0; j < average.GetLength(1); j++)
                average[i, j] = past is null ? fresh[i, j] : (keep * past[i, j]) + ((1 - keep) * fresh[i, j]);
        return average;
    }

    /// <summary>The solution of ((B + √λ/π I) ⊗ (A + π√λ I)) vec(V) = vec(G), outputs × inputs.</summary>
    public static double[,] Step(double[,] b, double[,] a, double[,] gradient, double damping)
    {
        int outputs = b.GetLength(0), inputs = a.GetLength(0);
        double π = Math.Sqrt(Trace(a) / inputs / (Trace(b) / outputs));
        double[,] block = Dense.Kronecker(Shift(b, Math.Sqrt(damping) / π), Shift(a, π * Math.Sqrt(damping)));
        double[,] column = new double[outputs * inputs, 1];
        for (int i = 0; i < outputs * inputs; i++) column[i, 0] = gradient[i / inputs, i % inputs];
        double[,] solution = Dense.Solve(block, column), step = new double[outputs, inputs];
        for (int i = 0; i < outputs * inputs; i++) step[i / inputs, i % inputs] = solution[i, 0];
        return step;
    }

    private static double Trace(double[,] matrix)
    {
        double sum = 0;
        for (int i = 0; i < matrix.GetLength(0); i++) sum += matrix[i, i];
        return sum;
    }

    private static double[,] Shift(double[,] matrix, double by)
    {
        double[,] shifted = (double[,])matrix.Clone();
        for (int i = 0; i < matrix.GetLength(0); i++) shifted[i, i] += by;
        return shifted;
    }
}
