using System.Numerics;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Estimation;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Fisher.Spectra;

/// <summary>
/// Stochastic Lanczos quadrature: tr f(A) = E[vᵀf(A)v] over random probes v, each form by the Gauss quadrature of a Lanczos run from v.
/// The runs are kept, so that any number of functions cost nothing more. Standard errors tell of the probes' randomness, not of
/// the quadrature's bias, which falls geometrically with the steps for smooth f. Source: [Ubaru17], algorithm 1.
/// </summary>
public sealed class LanczosQuadrature
{
    private readonly RitzDecomposition[] _runs;
    private readonly double[] _squares;
    private readonly long _seed;

    private LanczosQuadrature(RitzDecomposition[] runs, double[] squares, int dimension, long seed)
    {
        _runs = runs;
        _squares = squares;
        Dimension = dimension;
        _seed = seed;
    }

    /// <summary>The order n of the matrix.</summary>
    public int Dimension { get; }

    /// <summary>The largest Ritz value of all runs, a lower bound on the largest eigenvalue but for rounding.</summary>
    public double Largest => _runs.Max(run => run.Values[^1]);

    /// <summary>Runs the probes. Cost: probes × steps products.</summary>
    public static LanczosQuadrature Run<T>(ILinearOperator<T> matrix, QuadratureOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Probes, 2, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Steps, nameof(options));
        RandomStream stream = RandomStream.FromSeed(options.Seed).Split("spectrum");
        RitzDecomposition[] runs = new RitzDecomposition[options.Probes];
        double[] squares = new double[options.Probes];
        T[] probe = new T[matrix.Dimension];
        for (int k = 0; k < runs.Length; k++)
        {
            RandomSequence random = stream.Split(k).From();
            if (options.Kind == ProbeKind.Normal) random.FillNormal<T>(probe);
            else foreach (ref T value in probe.AsSpan()) value = (random.NextWord() & 1) == 0 ? T.One : -T.One;
            foreach (T value in probe) squares[k] += double.CreateTruncating(value * value);
            runs[k] = Lanczos.Decompose(matrix, probe, options.Steps);
        }

        return new(runs, squares, matrix.Dimension, options.Seed);
    }

    /// <summary>tr f(A) for a function of the eigenvalues.</summary>
    public Estimate Trace(Func<double, double> function)
    {
        double[] samples = new double[_runs.Length];
        for (int k = 0; k < samples.Length; k++) samples[k] = _squares[k] * _runs[k].Integrate(function);
        return Estimate.Of(samples, _seed);
    }

    /// <summary>tr A.</summary>
    public Estimate Trace() => Trace(static eigenvalue => eigenvalue);

    /// <summary>log det(A + δI).</summary>
    /// <exception cref="NumericalException">A Ritz value plus δ is not positive.</exception>
    public Estimate LogDeterminant(double damping)
    {
        double least = _runs.Min(run => run.Values[0]);
        if (!(least + damping > 0))
            throw new NumericalException($"The logarithm of the determinant needs positive eigenvalues: one is near {least:g3}, the damping is {damping:g3}. Raise the damping.");
        return Trace(eigenvalue => Math.Log(eigenvalue + damping));
    }

    /// <summary>Σ λ/(λ + δ) for a damping δ > 0, negative Ritz values counting as 0.</summary>
    public Estimate EffectiveDimension(double damping)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(damping);
        return Trace(eigenvalue => Math.Max(0, eigenvalue) / (Math.Max(0, eigenvalue) + damping));
    }

    /// <summary>The number of eigenvalues above a threshold; a step function, so biased where eigenvalues crowd around it.</summary>
    public Estimate CountAbove(double threshold) => Trace(eigenvalue => eigenvalue > threshold ? 1 : 0);

    /// <summary>The density of eigenvalues, of integral 1, at each point of a grid, smoothed by a normal of the given width.</summary>
    public IReadOnlyList<Estimate> Density(ReadOnlySpan<double> grid, double width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        Estimate[] density = new Estimate[grid.Length];
        double height = 1 / (Math.Sqrt(2 * Math.PI) * width * Dimension);
        for (int k = 0; k < density.Length; k++)
        {
            double centre = grid[k];
            density[k] = Trace(eigenvalue => height * Math.Exp(-0.5 * (eigenvalue - centre) * (eigenvalue - centre) / (width * width)));
        }

        return density;
    }

    /// <summary>The spectrum as far as it is known: the first run's Ritz values of residual below √ε λmax, a multiple eigenvalue once, and estimates.</summary>
    /// <param name="damping">δ > 0 of the effective dimension.</param>
    /// <param name="precision">The ε of the products.</param>
    /// <param name="mostRank">The rank that the matrix has at most, if that is known to be below its order.</param>
    public Spectrum Summarise(double damping, double precision, long mostRank = long.MaxValue)
    {
        double largest = Math.Max(0, Largest), threshold = Spectrum.ThresholdOfRank((int)Math.Min(Dimension, mostRank), precision, largest);
        RitzDecomposition first = _runs[0];
        double[] converged =
        [
            .. Enumerable.Range(1, first.Values.Count).Where(k => first.Residuals[^k] <= Math.Sqrt(precision) * largest).Select(k => first.Values[^k]),
        ];
        (Estimate trace, Estimate rank, Estimate effective) = (Trace(), CountAbove(threshold), EffectiveDimension(damping));
        SpectrumErrors errors = new(trace.StandardError, rank.StandardError, effective.StandardError, trace.Samples, _seed);
        return new(converged, trace.Value, (int)Math.Round(rank.Value), threshold, effective.Value, SpectrumMethod.Lanczos, errors);
    }
}
