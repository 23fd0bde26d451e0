using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Projections.Centroids;

/// <summary>
/// Points that are least divergent, on average, from given ones of an exponential family. Sides are those of Kullback and Leibler's
/// divergence, which is Bregman's of the log-partition with its arguments exchanged [NielsenNock09].
/// </summary>
public static class BregmanCentroid
{
    private const int MostSteps = 10_000;

    private const double Converged = 1e-28;

    private const double ShortestStep = 1e-12;

    /// <summary>arg min Σ w_i KL(p_i ‖ c): the mean of the η_i.</summary>
    public static Distribution Right(IReadOnlyList<Distribution> points, params ReadOnlySpan<double> weights)
    {
        (ExponentialFamily family, double[] w) = Require(points, weights);
        double[] parameters = new double[family.ParameterLength];
        family.FromMean(Mean(points, w, family.ToMean, family.Dimension), parameters);
        return family.At(parameters);
    }

    /// <summary>arg min Σ w_i KL(c ‖ p_i): the mean of the θ_i.</summary>
    public static Distribution Left(IReadOnlyList<Distribution> points, params ReadOnlySpan<double> weights)
    {
        (ExponentialFamily family, double[] w) = Require(points, weights);
        return FromNatural(family, Mean(points, w, family.ToNatural, family.Dimension));
    }

    /// <summary>
    /// arg min Σ w_i [KL(p_i ‖ c) + KL(c ‖ p_i)], which is arg min KL(r ‖ c) + KL(c ‖ l) for the right and the left centroid r and l, by
    /// Newton's method on the gradient η − η_r + ∇²F(θ − θ_l), with step halving.
    /// </summary>
    /// <exception cref="NumericalException">The steps do not end.</exception>
    public static Distribution Symmetrised(IReadOnlyList<Distribution> points, params ReadOnlySpan<double> weights)
    {
        (ExponentialFamily family, double[] w) = Require(points, weights);
        int d = family.Dimension;
        Distribution right = Right(points, w), left = Left(points, w);
        double[] target = new double[d], anchor = new double[d], at = new double[d], gradient = new double[d], pull = new double[d], step = new double[d], trial = new double[d], parameters = new double[family.ParameterLength];
        family.ToMean(right.Parameters.AsSpan(), target);
        family.ToNatural(left.Parameters.AsSpan(), anchor);
        anchor.CopyTo(at, 0);
        double[] third = new double[d * d * d];
        Matrix<double> metric = new(d, d), bend = new(d, d);
        double value = Value(at), previous = double.PositiveInfinity;
        for (int iteration = 0; iteration < MostSteps; iteration++)
        {
            family.Mean(at, gradient);
            family.Covariance(at, metric);
            TensorPrimitives.Subtract(at, anchor, pull);
            for (int row = 0; row < d; row++) gradient[row] += TensorPrimitives.Dot<double>(metric.Row(row), pull) - target[row];
            gradient.CopyTo(step, 0);

            // 2∇²F + ∇³F·(θ − θ_l), which need not be positive far from the minimum: 2∇²F alone always is.
            family.ThirdCumulant(at, third);
            for (int row = 0; row < d; row++)
            {
                for (int column = 0; column < d; column++) bend[row, column] = (2 * metric[row, column]) + TensorPrimitives.Dot<double>(third.AsSpan(((row * d) + column) * d, d), pull);
            }

            if (!Cholesky.TryFactor<double>(bend, out _, out _))
            {
                TensorPrimitives.Multiply(metric.AsSpan(), 2, bend.AsSpan());
                Cholesky.Factor<double>(bend);
            }

            Cholesky.Solve<double>(bend, new MatrixView<double>(step, d, 1));
            double decrement = TensorPrimitives.Dot<double>(gradient, step);
            if (decrement < Converged || (decrement < 1e-20 && decrement >= previous)) return FromNatural(family, at);
            previous = decrement;
            double length = 1;
            for (; length > ShortestStep; length /= 2)
            {
                for (int place = 0; place < d; place++) trial[place] = at[place] - (length * step[place]);
                if (!family.ContainsNatural(trial)) continue;
                double reached = Value(trial);
                if (!(reached <= value) && decrement > 1e-12) continue;
                value = reached;
                trial.CopyTo(at, 0);
                break;
            }

            if (length <= ShortestStep) return FromNatural(family, at);
        }

        throw new NumericalException($"The symmetrised centroid of {points.Count} distributions of {family} did not converge in {MostSteps} steps.");

        double Value(double[] natural)
        {
            family.FromNatural(natural, parameters);
            return family.KullbackLeibler(right.Parameters.AsSpan(), parameters)!.Value + family.KullbackLeibler(parameters, left.Parameters.AsSpan())!.Value;
        }
    }

    /// <summary>
    /// arg min Σ w_i [½F(θ_i) + ½F(c) − F(½θ_i + ½c)], the mean in Bhattacharyya's distance, by the convex–concave procedure
    /// ∇F(c) ← Σ w_i ∇F(½θ_i + ½c), which descends at every step [NielsenBoltz11].
    /// </summary>
    /// <exception cref="NumericalException">The steps do not end.</exception>
    public static Distribution Bhattacharyya(IReadOnlyList<Distribution> points, params ReadOnlySpan<double> weights)
    {
        (ExponentialFamily family, double[] w) = Require(points, weights);
        int d = family.Dimension;
        double[] at = Mean(points, w, family.ToNatural, d), middle = new double[d], mean = new double[d], sum = new double[d], before = new double[d], parameters = new double[family.ParameterLength];
        double[][] natural = [.. points.Select(point => { double[] own = new double[d]; family.ToNatural(point.Parameters.AsSpan(), own); return own; })];
        for (int step = 0; step < MostSteps; step++)
        {
            Array.Clear(sum);
            for (int point = 0; point < natural.Length; point++)
            {
                for (int place = 0; place < d; place++) middle[place] = 0.5 * (natural[point][place] + at[place]);
                family.Mean(middle, mean);
                TensorPrimitives.MultiplyAdd(mean, w[point], sum, sum);
            }

            at.CopyTo(before, 0);
            family.FromMean(sum, parameters);
            family.ToNatural(parameters, at);
            if (TensorPrimitives.Distance<double>(at, before) <= 1e-15 * (1 + TensorPrimitives.Norm<double>(at))) return FromNatural(family, at);
        }

        throw new NumericalException($"The Bhattacharyya centroid of {points.Count} distributions of {family} did not converge in {MostSteps} steps.");
    }

    private static (ExponentialFamily Family, double[] Weights) Require(IReadOnlyList<Distribution> points, ReadOnlySpan<double> weights)
    {
        double[] checkedWeights = CentroidWeights.Of(points, weights);
        return points[0].Family is ExponentialFamily family ? (family, checkedWeights) : throw new InvalidInputException("A Bregman centroid", points[0].Family.ToString(), "distributions of an exponential family");
    }

    private static double[] Mean(IReadOnlyList<Distribution> points, double[] weights, Coordinates coordinates, int dimension)
    {
        double[] sum = new double[dimension], own = new double[dimension];
        for (int point = 0; point < points.Count; point++)
        {
            coordinates(points[point].Parameters.AsSpan(), own);
            TensorPrimitives.MultiplyAdd(own, weights[point], sum, sum);
        }

        return sum;
    }

    private static Distribution FromNatural(ExponentialFamily family, double[] natural)
    {
        double[] parameters = new double[family.ParameterLength];
        family.FromNatural(natural, parameters);
        return family.At(parameters);
    }

    private delegate void Coordinates(ReadOnlySpan<double> parameters, Span<double> coordinates);
}
