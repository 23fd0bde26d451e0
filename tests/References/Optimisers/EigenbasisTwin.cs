using Neuromanifold.References.LinearAlgebra;

namespace Neuromanifold.References.Optimisers;

/// <summary>
/// SOAP for one matrix as its paper writes it: the mean gradient stays in the original coordinates and is turned at every step, bases
/// have eigenvectors as columns, and Gram and Schmidt orthonormalise them.
/// </summary>
public sealed class EigenbasisTwin(int rows, int columns, double β1, double β2, double epsilon, int period, double weightDecay)
{
    private const int FirstIterations = 4;

    private readonly double[,] _mean = new double[rows, columns];
    private double[,] _left = new double[rows, rows], _right = new double[columns, columns];
    private double[,] _leftBasis = Dense.Identity(rows), _rightBasis = Dense.Identity(columns);
    private double[,] _square = new double[rows, columns];

    /// <summary>Updates a matrix in place, at the step with this number, from 0.</summary>
    public void Update(double[,] weights, double[,] gradient, double γ, int step)
    {
        _left = Mix(β2, _left, Dense.Multiply(gradient, Dense.Transpose(gradient)));
        _right = Mix(β2, _right, Dense.Multiply(Dense.Transpose(gradient), gradient));
        if (step == 0)
        {
            for (int i = 0; i < FirstIterations; i++)
            {
                (_leftBasis, _) = Iterate(_leftBasis, _left);
                (_rightBasis, _) = Iterate(_rightBasis, _right);
            }

            return;
        }

        double[,] turned = Turn(gradient);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                _mean[i, j] = (β1 * _mean[i, j]) + ((1 - β1) * gradient[i, j]);
                _square[i, j] = (β2 * _square[i, j]) + ((1 - β2) * turned[i, j] * turned[i, j]);
            }
        }

        double[,] direction = Turn(_mean);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                direction[i, j] = direction[i, j] / (1 - Math.Pow(β1, step)) / (Math.Sqrt(_square[i, j] / (1 - Math.Pow(β2, step))) + epsilon);
        double[,] back = Dense.Multiply(Dense.Multiply(_leftBasis, direction), Dense.Transpose(_rightBasis));
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                weights[i, j] -= γ * (back[i, j] + (weightDecay * weights[i, j]));

        if (step % period != 0) return;
        (_leftBasis, int[] rowOrder) = Iterate(_leftBasis, _left);
        (_rightBasis, int[] columnOrder) = Iterate(_rightBasis, _right);
        double[,] square = new double[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                square[i, j] = _square[rowOrder[i], columnOrder[j]];
        _square = square;
    }

    private double[,] Turn(double[,] matrix) => Dense.Multiply(Dense.Multiply(Dense.Transpose(_leftBasis), matrix), _rightBasis);

    // Columns in the order of Rayleigh quotients, in steps of a quarter octave above σ, times P + σI, orthonormalised.
    private static (double[,] Basis, int[] Order) Iterate(double[,] basis, double[,] factor)
    {
        int order = factor.GetLength(0);
        double σ = 0;
        for (int i = 0; i < order; i++) σ += 1e-4 * factor[i, i] / order;
        double[,] product = Dense.Multiply(factor, basis), quotients = Dense.Multiply(Dense.Transpose(basis), product);
        int[] sorted = [.. Enumerable.Range(0, order).OrderByDescending(i => Math.Round(4 * Math.Log2(1 + (Math.Max(0, quotients[i, i]) / σ))))];
        double[,] next = new double[order, order];
        for (int column = 0; column < order; column++)
        {
            double[] vector = [.. Enumerable.Range(0, order).Select(i => product[i, sorted[column]] + (σ * basis[i, sorted[column]]))];
            for (int pass = 0; pass < 3; pass++)
            {
                for (int before = 0; before < column; before++)
                {
                    double dot = 0;
                    for (int i = 0; i < order; i++) dot += next[i, before] * vector[i];
                    for (int i = 0; i < order; i++) vector[i] -= dot * next[i, before];
                }
            }

            double norm = Math.Sqrt(vector.Sum(value => value * value));
            for (int i = 0; i < order; i++) next[i, column] = vector[i] / norm;
        }

        return (next, sorted);
    }

    private static double[,] Mix(double keep, double[,] past, double[,] fresh)
    {
        double[,] mixed = new double[past.GetLength(0), past.GetLength(1)];
        for (int i = 0; i < past.GetLength(0); i++)
            for (int j = 0; j < past.GetLength(1); j++)
                mixed[i, j] = (keep * past[i, j]) + ((1 - keep) * fresh[i, j]);
        return mixed;
    }
}
