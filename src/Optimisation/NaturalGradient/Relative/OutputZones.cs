using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.NaturalGradient.Relative;

/// <summary>What is kept of a reference where the network's family responds: probabilities, or the variances of the statistic. One member's memory.</summary>
internal sealed class OutputZones<T>(int outputs)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] _natural = new double[outputs];
    private readonly double[] _mean = new double[outputs];
    private Matrix<double>? _covariance;

    /// <summary>Writes η where outputs respond together, else the diagonal of Cov, over s² for normal outcomes.</summary>
    public void Write(Likelihood likelihood, ReadOnlySpan<T> output, bool isJoint, double deviation, Span<T> zones)
    {
        TensorPrimitives.ConvertTruncating(output, _natural);
        if (isJoint)
        {
            likelihood.Mean(_natural, _mean);
            TensorPrimitives.ConvertTruncating<double, T>(_mean, zones);
            return;
        }

        _covariance ??= new Matrix<double>(outputs, outputs);
        likelihood.Covariance(_natural, _covariance);
        double scale = likelihood is NormalLikelihood ? 1 / (deviation * deviation) : 1;
        for (int j = 0; j < outputs; j++) zones[j] = T.CreateTruncating(scale * _covariance[j, j]);
    }
}
