using System.Collections.Immutable;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Manifolds.Geometry.Charts;
using Neuromanifold.Manifolds.NaturalGradient;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Experiments.Studies.Conditioning;

/// <summary>Maximum likelihood on a manifold, in a chart whose metric at the answer has about a given condition number κ.</summary>
/// <param name="Name">The manifold and its chart.</param>
/// <param name="Description">What is fitted, in a sentence.</param>
/// <param name="Chart">The chart.</param>
/// <param name="Make">The family, and the answer by its textbook parameters, for a condition number.</param>
internal sealed record ConditionedProblem(string Name, string Description, Chart Chart, Func<double, (RegularFamily Family, double[] Answer)> Make)
{
    private const int Dimensions = 8;

    /// <summary>The problems of the study.</summary>
    public static ImmutableArray<ConditionedProblem> All { get; } =
    [
        new("normals of known covariance, by their mean", $"{Dimensions} dimensions, a diagonal covariance with eigenvalues from 1/κ to 1: the loss is a quadratic form.", Chart.Usual, KnownCovariance),
        new("normals, by their natural parameters", "A normal of deviation one whose mean lies the farther from zero, the larger κ.", Chart.Natural, kappa => (new Normal(), [Math.Sqrt(Math.Max(0, (Math.Sqrt(2 * kappa) - 3) / 4)), 1])),
        new("gamma distributions, by shape and rate", "Of rate one, the shape the larger, the larger κ.", Chart.Usual, kappa => (new Gamma(), [Math.Max(0.5, Math.Cbrt(kappa / 2)), 1])),
        new("beta distributions, by their exponents", "With equal exponents, the larger, the larger κ.", Chart.Usual, kappa => (new Beta(), [Math.Max(0.5, kappa / 4), Math.Max(0.5, kappa / 4)])),
    ];

    /// <summary>The loss, the answer and the extreme eigenvalues of the metric there, which is the second derivative of the loss.</summary>
    public Posed Pose(double kappa)
    {
        (RegularFamily family, double[] parameters) = Make(kappa);
        int d = family.Dimension;
        double[] moments = new double[d], answer = new double[d], eigenvalues = new double[d];
        family.ToMean(parameters, moments);
        Objective loss = new MomentFit(family, moments);
        if (Chart == Chart.Natural)
        {
            family.ToNatural(parameters, answer);
        }
        else
        {
            family.ToCoordinates(parameters, answer);
            loss = loss.In((PulledBackManifold)family.UsualManifold);
        }

        Matrix<double> metric = new(d, d);
        loss.Manifold.Metric(answer, metric);
        SymmetricEigen.Decompose<double>(metric, eigenvalues);
        return new Posed(loss, answer, eigenvalues[0], eigenvalues[^1]);
    }

    private static (RegularFamily Family, double[] Answer) KnownCovariance(double kappa)
    {
        Matrix<double> covariance = new(Dimensions, Dimensions);
        double[] answer = new double[Dimensions];
        for (int place = 0; place < Dimensions; place++)
        {
            covariance[place, place] = Math.Pow(kappa, -(double)place / (Dimensions - 1));
            answer[place] = place;
        }

        return (new FixedCovarianceNormal(covariance), answer);
    }

    /// <summary>A problem at a condition number.</summary>
    internal sealed record Posed(Objective Loss, double[] Answer, double Smallest, double Largest)
    {
        public double Condition => Largest / Smallest;
    }
}
