using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Posteriors;

/// <summary>The outputs of a network whose parameters are uncertain, linear in them around the mode: normal, example by example. Source: [Immer21].</summary>
public sealed class LaplacePrediction
{
    private readonly double[] _covariances;

    internal LaplacePrediction(Matrix<double> means, double[] covariances)
    {
        Means = means;
        _covariances = covariances;
    }

    /// <summary>The outputs at the mode, a row an example.</summary>
    public Matrix<double> Means { get; }

    /// <summary>J Σ Jᵀ of an example's outputs, T×T.</summary>
    public ReadOnlyMatrixView<double> Covariance(int example)
    {
        int dimension = Means.Columns;
        return new ReadOnlyMatrixView<double>(_covariances.AsSpan(example * dimension * dimension, dimension * dimension), dimension, dimension);
    }
}
