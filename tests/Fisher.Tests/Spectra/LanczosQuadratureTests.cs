using Neuromanifold.Fisher.Spectra;
using Neuromanifold.Numerics.Estimation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Fisher.Tests.Spectra;

public sealed class LanczosQuadratureTests
{
    // A z-test raises a false alarm with probability 1e-6 over seeds; the seeds are fixed.
    private const double RareDeviation = 4.8916;

    [Theory, InlineData(ProbeKind.Rademacher), InlineData(ProbeKind.Normal)]
    public void Traces_of_functions_are_unbiased_within_their_errors(ProbeKind kind)
    {
        // 400 probes: the mean is normal enough for the stated rate. The steps exhaust the space, so nothing but chance is left.
        double[] eigenvalues = [.. Enumerable.Range(0, 24).Select(k => Math.Exp(-0.3 * k))];
        LanczosQuadrature quadrature = LanczosQuadrature.Run(new Reflected(eigenvalues), new() { Probes = 400, Steps = 24, Kind = kind, Seed = 5 });
        Near(eigenvalues.Sum(), quadrature.Trace());
        Near(eigenvalues.Sum(value => Math.Log(value + 0.1)), quadrature.LogDeterminant(0.1));
        Near(eigenvalues.Sum(value => value / (value + 0.1)), quadrature.EffectiveDimension(0.1));
        Near(eigenvalues.Count(value => value > 0.05), quadrature.CountAbove(0.05));
        Estimate density = quadrature.Density([0.5], 0.1)[0];
        Near(eigenvalues.Average(value => Math.Exp(-50 * (value - 0.5) * (value - 0.5)) / (0.1 * Math.Sqrt(2 * Math.PI))), density);
        Assert.Equal((400, 5L), (density.Samples, density.Seed));
    }

    [Fact]
    public void Standard_errors_cover_the_truth_as_often_as_they_say()
    {
        // 500 runs of 30 probes: Student's 95 % interval holds the truth 475 ± 4.9 times; five deviations are allowed.
        const int runs = 500;
        double[] eigenvalues = [.. Enumerable.Range(0, 16).Select(k => 1.0 / (1 + k))];
        double exact = eigenvalues.Sum(value => value / (value + 0.2));
        int covered = 0;
        for (int seed = 0; seed < runs; seed++)
        {
            Estimate estimate = LanczosQuadrature.Run(new Reflected(eigenvalues), new() { Probes = 30, Steps = 12, Seed = seed }).EffectiveDimension(0.2);
            if (Math.Abs(estimate.Value - exact) <= 2.0452 * estimate.StandardError) covered++;
        }

        Assert.InRange(covered, 475 - 25, 475 + 25);
    }

    [Fact]
    public void Few_steps_are_enough_for_smooth_functions_and_the_largest_eigenvalues()
    {
        double[] eigenvalues = [.. Enumerable.Range(0, 300).Select(k => k < 5 ? 10.0 * (5 - k) : 1.0 / (k + 1))];
        LanczosQuadrature few = LanczosQuadrature.Run(new Reflected(eigenvalues), new() { Probes = 3, Steps = 25 });
        LanczosQuadrature all = LanczosQuadrature.Run(new Reflected(eigenvalues), new() { Probes = 3, Steps = 300 });
        Assert.Equal(all.EffectiveDimension(1).Value, few.EffectiveDimension(1).Value, 1e-6);
        Spectrum spectrum = few.Summarise(1, 2.220446049250313e-16);
        for (int k = 0; k < 5; k++) Assert.Equal(eigenvalues[k], spectrum.Eigenvalues[k], 1e-7);
        Assert.Equal(SpectrumMethod.Lanczos, spectrum.Method);
        Assert.Equal(3, spectrum.StandardErrors!.Samples);
        Assert.Equal(50, few.Largest, 1e-9);
    }

    [Fact]
    public void Equal_seeds_give_equal_numbers_and_others_do_not()
    {
        double[] eigenvalues = [3, 2, 1, 0.5];
        double Value(long seed) => LanczosQuadrature.Run(new Reflected(eigenvalues), new() { Probes = 2, Seed = seed }).Trace().Value;
        Assert.Equal(Value(1), Value(1));
        Assert.NotEqual(Value(1), Value(2));
    }

    [Fact]
    public void Impossible_questions_are_refused()
    {
        LanczosQuadrature quadrature = LanczosQuadrature.Run(new Reflected([2, 1, 0]), new() { Probes = 2 });
        Assert.Throws<NumericalException>(() => quadrature.LogDeterminant(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => quadrature.EffectiveDimension(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => quadrature.Density([0.0], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LanczosQuadrature.Run(new Reflected([2, 1]), new() { Probes = 1 }));
    }

    private static void Near(double expected, Estimate estimate) =>
        Assert.InRange((estimate.Value - expected) / estimate.StandardError, -RareDeviation, RareDeviation);

    // A diagonal matrix seen in three mirrors, so that its eigenvectors are dense.
    private sealed class Reflected : ILinearOperator<double>
    {
        private readonly double[] _eigenvalues;
        private readonly double[][] _mirrors;

        public Reflected(double[] eigenvalues)
        {
            _eigenvalues = eigenvalues;
            _mirrors = new double[3][];
            RandomSequence random = RandomStream.FromSeed(11).From();
            for (int k = 0; k < _mirrors.Length; k++) random.FillNormal<double>(_mirrors[k] = new double[eigenvalues.Length]);
        }

        public int Dimension => _eigenvalues.Length;

        public void Multiply(ReadOnlySpan<double> x, Span<double> y)
        {
            x.CopyTo(y);
            for (int k = 0; k < _mirrors.Length; k++) Reflect(_mirrors[k], y);
            for (int a = 0; a < y.Length; a++) y[a] *= _eigenvalues[a];
            for (int k = _mirrors.Length - 1; k >= 0; k--) Reflect(_mirrors[k], y);
        }

        private static void Reflect(double[] mirror, Span<double> y)
        {
            double along = 0, square = 0;
            for (int a = 0; a < y.Length; a++)
            {
                along += mirror[a] * y[a];
                square += mirror[a] * mirror[a];
            }

            for (int a = 0; a < y.Length; a++) y[a] -= 2 * along / square * mirror[a];
        }
    }
}
