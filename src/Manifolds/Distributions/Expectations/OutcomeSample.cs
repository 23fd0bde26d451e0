using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Distributions.Expectations;

/// <summary>∫ φ(p, q) = E[φ(p, q)/m] over outcomes drawn half from p and half from q, m = ½(p + q), with its standard error.</summary>
internal static class OutcomeSample
{
    private const int FewestSamples = 4;

    private const int Chunk = 1024;

    /// <summary>The mean over samples.</summary>
    public static Estimate Of(Distribution p, Distribution q, IPairIntegrand integrand, SamplingSettings settings)
    {
        if (settings.Samples < FewestSamples) throw new ArgumentException($"A standard error needs {FewestSamples} samples at least; found {settings.Samples}.", nameof(settings));
        bool single = ReferenceEquals(p, q);
        RandomStream stream = RandomStream.FromSeed(settings.Seed).Split("outcomes");
        if (single)
        {
            (double mean, double variance) = Half(p, stream.Split("p"), settings.Samples);
            return Result(mean, variance / settings.Samples);
        }

        int half = settings.Samples / 2;
        (double first, double firstVariance) = Half(p, stream.Split("p"), half);
        (double second, double secondVariance) = Half(q, stream.Split("q"), half);
        return Result(0.5 * (first + second), 0.25 * (firstVariance + secondVariance) / half);

        Estimate Result(double mean, double variance) => double.IsPositiveInfinity(mean)
            ? new(mean, EstimateMethod.MonteCarlo, 0) { Samples = settings.Samples, Seed = settings.Seed }
            : new(mean, EstimateMethod.MonteCarlo, Math.Sqrt(variance)) { Samples = settings.Samples, Seed = settings.Seed };

        (double Mean, double Variance) Half(Distribution source, RandomStream from, int count)
        {
            RandomSequence random = from.From();
            Matrix<double> outcomes = new(Chunk, source.Family.OutcomeWidth);
            double mean = 0, squares = 0;
            for (int draw = 0; draw < count; draw++)
            {
                int row = draw % Chunk;
                if (row == 0) source.Family.SampleRows(source.Parameters.AsSpan(), ref random, outcomes);
                Span<double> outcome = outcomes.Row(row);
                double logP = p.LogDensity(outcome), logQ = single ? logP : q.LogDensity(outcome);

                // φ scales with the densities: relative to their mean both are at most 2.
                double larger = Math.Max(logP, logQ), logMean = larger + Math.Log(0.5 * (Math.Exp(logP - larger) + Math.Exp(logQ - larger)));
                double value = integrand.Value(outcome, logP - logMean, logQ - logMean);
                if (double.IsPositiveInfinity(value)) return (value, 0);
                double deviation = value - mean;
                mean += deviation / (draw + 1);
                squares += deviation * (value - mean);
            }

            return (mean, squares / (count - 1));
        }
    }
}
