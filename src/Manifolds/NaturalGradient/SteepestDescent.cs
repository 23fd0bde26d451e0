using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.NaturalGradient;

/// <summary>
/// Steps x − γ∇L by the plain or x − γ g⁻¹∇L by the natural gradient. The natural one points the same way in every chart, so that its
/// flow does not depend on the chart and a step only to second order in γ. In the expectation chart a natural step is one of mirror
/// descent in θ; on a moment fit with γ = 1 it lands on the answer there, and is Newton's step in the natural chart. Source: [Amari98];
/// [RaskuttiMukherjee15].
/// </summary>
/// <param name="objective">What to make small, in the chart the steps are taken in.</param>
/// <param name="steepness">By what a step is measured.</param>
/// <param name="options">How.</param>
public sealed class SteepestDescent(Objective objective, Steepness steepness, DescentOptions? options = null)
{
    // A step that descends by less than this part of what its gradient promises is too long.
    private const double Armijo = 1e-4;
    private const int MostHalvings = 60;

    private readonly DescentOptions _options = options ?? DescentOptions.Default;

    /// <summary>The direction of the steps, −∇L or −g⁻¹∇L, and √(∇L g⁻¹ ∇L).</summary>
    /// <exception cref="NumericalException">The metric is singular to rounding.</exception>
    public double Direction(ReadOnlySpan<double> point, Span<double> direction)
    {
        StatisticalManifold manifold = objective.Manifold;
        int d = manifold.Dimension;
        double[] gradient = new double[d], natural = new double[d];
        Matrix<double> factor = new(d, d);
        objective.Gradient(point, gradient);
        gradient.CopyTo(natural, 0);
        manifold.FactorMetric(point, factor);
        Cholesky.Solve<double>(factor, new MatrixView<double>(natural, d, 1));
        TensorPrimitives.Negate(steepness == Steepness.Information ? natural : gradient, direction);
        return Math.Sqrt(Math.Max(0, TensorPrimitives.Dot<double>(gradient, natural)));
    }

    /// <summary>One step of the rate, wherever it leads.</summary>
    public void Step(ReadOnlySpan<double> point, Span<double> next)
    {
        double[] direction = new double[objective.Manifold.Dimension];
        Direction(point, direction);
        TensorPrimitives.MultiplyAdd(direction, _options.Rate, point, next);
    }

    /// <summary>Steps until the gradient is small.</summary>
    /// <exception cref="InvalidInputException">The start lies outside the chart.</exception>
    public DescentResult Run(ReadOnlySpan<double> start)
    {
        Points.Require(objective.Manifold, start);
        int d = start.Length;
        double[] point = start.ToArray(), next = new double[d], direction = new double[d], gradient = new double[d], after = new double[d];
        double value = _options.Backtracking ? objective.Value(point) : double.NaN;
        for (int step = 0; ; step++)
        {
            double length = Direction(point, direction);
            if (length <= _options.Tolerance) return End(DescentEnd.Converged);
            if (step == _options.MostSteps) return End(DescentEnd.TooManySteps);
            bool accepted = _options.Backtracking ? Backtrack(ref value, length) : Advance(_options.Rate);
            if (!accepted) return End(DescentEnd.Stuck);
            (point, next) = (next, point);

            DescentResult End(DescentEnd why) => new([.. point], objective.Value(point), length, step, why);
        }

        bool Advance(double rate)
        {
            TensorPrimitives.MultiplyAdd(direction, rate, point, next);
            return objective.Manifold.Contains(next);
        }

        bool Backtrack(ref double value, double length)
        {
            objective.Gradient(point, gradient);
            double slope = TensorPrimitives.Dot<double>(gradient, direction), rate = _options.Rate;
            for (int halving = 0; halving <= MostHalvings; halving++, rate /= 2)
            {
                if (!Advance(rate)) continue;
                double reached = objective.Value(next);
                // Where values differ by no more than the rounding of their terms, a gradient half as long says which is nearer.
                bool isLower = reached <= value + (Armijo * rate * slope) + Rounding(value);
                if (!isLower && !(reached <= value + (100 * Rounding(value)) && Direction(next, after) < 0.5 * length)) continue;
                value = reached;
                return true;
            }

            return false;
        }
    }

    private static double Rounding(double value) => 1e-15 * Math.Max(1, Math.Abs(value));
}
