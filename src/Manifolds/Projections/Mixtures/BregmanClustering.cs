using System.Collections.Immutable;
using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Projections.Mixtures;

/// <summary>
/// Outcomes in clusters, each with the distribution that is likeliest for it, and every outcome where it is likeliest:
/// k-means in the Bregman divergence of F*, for −log p(y | θ) is B_F*(t(y) : η) but for a constant [Banerjee05].
/// </summary>
/// <param name="Assignments">The cluster of each outcome.</param>
/// <param name="Centres">The distribution of each cluster.</param>
/// <param name="LogLikelihoods">Σ log p(y | θ of its cluster) after every round; none is below the one before.</param>
internal sealed record BregmanClustering(ImmutableArray<int> Assignments, ImmutableArray<Distribution> Centres, ImmutableArray<double> LogLikelihoods)
{
    // A cluster's mean is drawn so far towards that of all outcomes, so that one of equal outcomes has a distribution, too.
    private const double Shrinkage = 1e-3;

    /// <summary>By rounds of assignment and averaging, from seeds that are far apart.</summary>
    /// <exception cref="InvalidInputException">An outcome cannot occur under the family, or there are fewer outcomes than clusters.</exception>
    public static BregmanClustering Run(ExponentialFamily family, int clusters, ReadOnlyMatrixView<double> outcomes, MixtureOptions? options = null)
    {
        options ??= MixtureOptions.Default;
        if (clusters < 1 || clusters > outcomes.Rows) throw new InvalidInputException("A clustering", $"{clusters} clusters of {outcomes.Rows} outcomes", "from 1 cluster to as many as there are outcomes");
        OutcomeStatistics statistics = new(family, outcomes);
        double[] overall = statistics.Mean();
        int[] assignments = Seeds(family, clusters, statistics, overall, options.Seed);
        Distribution[] centres = Averages(family, clusters, statistics, overall, assignments);
        List<double> trace = [];
        for (int round = 0; round < options.MostSteps; round++)
        {
            (int[] next, double value) = Assign(family, centres, statistics);
            bool stable = next.AsSpan().SequenceEqual(assignments) && round > 0;
            if (trace.Count > 0 && value <= trace[^1]) break;
            trace.Add(value);
            assignments = next;
            if (stable) break;
            centres = Averages(family, clusters, statistics, overall, assignments);
        }

        return new([.. assignments], [.. centres], [.. trace]);
    }

    /// <summary>The clusters as components, weighted by their shares; one without outcomes counts as having one.</summary>
    public Mixture ToMixture()
    {
        double[] weights = new double[Centres.Length];
        foreach (int assignment in Assignments) weights[assignment]++;
        for (int cluster = 0; cluster < weights.Length; cluster++) weights[cluster] = Math.Max(1, weights[cluster]);
        TensorPrimitives.Divide(weights, TensorPrimitives.Sum<double>(weights), weights);
        return new Mixture(weights, Centres);
    }

    // k-means++ in the metric at the overall mean, the local form of the divergence: each seed is drawn by its squared distance to those before.
    private static int[] Seeds(ExponentialFamily family, int clusters, OutcomeStatistics outcomes, double[] overall, long seed)
    {
        int n = outcomes.Statistics.Rows, d = family.Dimension;
        double[] parameters = new double[family.ParameterLength], natural = new double[d];
        family.FromMean(overall, parameters);
        family.ToNatural(parameters, natural);
        Matrix<double> white = new(n, d), factor = new(d, d);
        family.Covariance(natural, factor);
        Cholesky.Factor<double>(factor);
        outcomes.Statistics.AsSpan().CopyTo(white.AsSpan());
        TriangularSystems.SolveRowsLowerTransposed<double>(factor, white);

        RandomSequence random = RandomStream.FromSeed(seed).Split("seeds").From();
        int[] nearest = new int[n];
        double[] distances = new double[n];
        int chosen = random.NextInteger(n);
        Array.Fill(distances, double.PositiveInfinity);
        for (int cluster = 0; ; cluster++)
        {
            for (int row = 0; row < n; row++)
            {
                double distance = TensorPrimitives.Distance<double>(white.Row(row), white.Row(chosen));
                if (distance * distance < distances[row]) (distances[row], nearest[row]) = (distance * distance, cluster);
            }

            if (cluster == clusters - 1) return nearest;
            double target = random.NextUniform() * TensorPrimitives.Sum<double>(distances);
            for (chosen = 0; chosen < n - 1 && (target -= distances[chosen]) >= 0; chosen++)
            {
            }
        }
    }

    private static Distribution[] Averages(ExponentialFamily family, int clusters, OutcomeStatistics outcomes, double[] overall, int[] assignments)
    {
        Matrix<double> sums = new(clusters, family.Dimension);
        double[] counts = new double[clusters], parameters = new double[family.ParameterLength];
        for (int row = 0; row < assignments.Length; row++)
        {
            counts[assignments[row]]++;
            TensorPrimitives.Add(sums.Row(assignments[row]), outcomes.Statistics.Row(row), sums.Row(assignments[row]));
        }

        Distribution[] centres = new Distribution[clusters];
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            Span<double> mean = sums.Row(cluster);
            for (int place = 0; place < mean.Length; place++)
                mean[place] = counts[cluster] == 0 ? overall[place] : ((1 - Shrinkage) * mean[place] / counts[cluster]) + (Shrinkage * overall[place]);
            family.FromMean(mean, parameters);
            centres[cluster] = family.At(parameters);
        }

        return centres;
    }

    private static (int[] Assignments, double LogLikelihood) Assign(ExponentialFamily family, Distribution[] centres, OutcomeStatistics outcomes)
    {
        int n = outcomes.Statistics.Rows;
        Matrix<double> natural = new(centres.Length, family.Dimension), scores = new(n, centres.Length);
        double[] partitions = new double[centres.Length];
        for (int cluster = 0; cluster < centres.Length; cluster++)
        {
            family.ToNatural(centres[cluster].Parameters.AsSpan(), natural.Row(cluster));
            partitions[cluster] = family.LogPartition((ReadOnlySpan<double>)natural.Row(cluster));
        }

        Products.MultiplyTransposedRight<double>(outcomes.Statistics, natural, scores);
        int[] assignments = new int[n];
        double sum = outcomes.LogBaseMeasure;
        for (int row = 0; row < n; row++)
        {
            TensorPrimitives.Subtract(scores.Row(row), partitions, scores.Row(row));
            assignments[row] = TensorPrimitives.IndexOfMax<double>(scores.Row(row));
            sum += scores[row, assignments[row]];
        }

        return (assignments, sum);
    }
}
