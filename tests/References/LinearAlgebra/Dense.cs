namespace Neuromanifold.References.LinearAlgebra;

/// <summary>Dense algebra entry by entry, as the textbook writes it.</summary>
public static class Dense
{
    public static double[,] Transpose(double[,] a)
    {
        var result = new double[a.GetLength(1), a.GetLength(0)];
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < a.GetLength(1); j++)
                result[j, i] = a[i, j];
        return result;
    }

    public static double[,] Multiply(double[,] a, double[,] b)
    {
        var result = new double[a.GetLength(0), b.GetLength(1)];
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < b.GetLength(1); j++)
                for (int k = 0; k < a.GetLength(1); k++)
                    result[i, j] += a[i, k] * b[k, j];
        return result;
    }

    /// <summary>The block matrix of all b_ij A.</summary>
    public static double[,] Kronecker(double[,] b, double[,] a)
    {
        int rows = a.GetLength(0), columns = a.GetLength(1);
        var result = new double[b.GetLength(0) * rows, b.GetLength(1) * columns];
        for (int i = 0; i < result.GetLength(0); i++)
            for (int j = 0; j < result.GetLength(1); j++)
                result[i, j] = b[i / rows, j / columns] * a[i % rows, j % columns];
        return result;
    }

    /// <summary>x with A x = b by Gauss–Jordan elimination with row exchanges, for every column of b.</summary>
    public static double[,] Solve(double[,] a, double[,] b)
    {
        a = (double[,])a.Clone();
        b = (double[,])b.Clone();
        int order = a.GetLength(0);
        for (int k = 0; k < order; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < order; i++)
                if (Math.Abs(a[i, k]) > Math.Abs(a[pivot, k])) pivot = i;
            Exchange(a, k, pivot);
            Exchange(b, k, pivot);
            for (int i = 0; i < order; i++)
            {
                if (i == k) continue;
                double factor = a[i, k] / a[k, k];
                for (int j = 0; j < order; j++) a[i, j] -= factor * a[k, j];
                for (int j = 0; j < b.GetLength(1); j++) b[i, j] -= factor * b[k, j];
            }
        }

        for (int i = 0; i < order; i++)
            for (int j = 0; j < b.GetLength(1); j++)
                b[i, j] /= a[i, i];
        return b;
    }

    /// <summary>The determinant by elimination with row exchanges.</summary>
    public static double Determinant(double[,] a)
    {
        a = (double[,])a.Clone();
        int order = a.GetLength(0);
        double determinant = 1;
        for (int k = 0; k < order; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < order; i++)
                if (Math.Abs(a[i, k]) > Math.Abs(a[pivot, k])) pivot = i;
            if (pivot != k) determinant = -determinant;
            Exchange(a, k, pivot);
            determinant *= a[k, k];
            for (int i = k + 1; i < order; i++)
            {
                double factor = a[i, k] / a[k, k];
                for (int j = k; j < order; j++) a[i, j] -= factor * a[k, j];
            }
        }

        return determinant;
    }

    public static double[,] Identity(int order)
    {
        var result = new double[order, order];
        for (int i = 0; i < order; i++) result[i, i] = 1;
        return result;
    }

    private static void Exchange(double[,] a, int row, int other)
    {
        for (int j = 0; j < a.GetLength(1); j++) (a[row, j], a[other, j]) = (a[other, j], a[row, j]);
    }
}
