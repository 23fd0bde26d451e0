using System.Numerics.Tensors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.SpecialFunctions;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Normals;

/// <summary>
/// G = exp A in the group of order 2n + 1 in which geodesics of normal distributions from the standard one are one-parameter subgroups: the
/// first rows of G hold S⁻¹ and S⁻¹m. With J, which exchanges the first n coordinates and the last, G⁻¹ = JGJ, so that eigenvalues come as
/// λ and 1/λ, and the larger of each pair, which rounding spares, tells all [Eriksen87].
/// </summary>
internal sealed class Flight
{
    private readonly int _order;

    // Eigenvectors of the n largest eigenvalues, one a row.
    private readonly Matrix<double> _vectors;

    private readonly double[] _logarithms;

    /// <summary>Of G − I, which is replaced.</summary>
    public Flight(int order, Matrix<double> excess)
    {
        int size = (2 * order) + 1;
        double[] values = new double[size];
        SymmetricEigen.Decompose<double>(excess, values);
        _order = order;
        _vectors = new(order, size);
        _logarithms = new double[order];
        for (int i = 0; i < order; i++)
        {
            _logarithms[i] = ElementaryFunctions.LogOnePlus(Math.Max(values[size - 1 - i], 0));
            excess.Row(size - 1 - i).CopyTo(_vectors.Row(i));
        }

        Spread = values[size - 1];
    }

    private Flight(int order, Matrix<double> vectors, double[] logarithms) => (_order, _vectors, _logarithms) = (order, vectors, logarithms);

    /// <summary>The largest eigenvalue of G, less one.</summary>
    public double Spread { get; }

    /// <summary>½‖log G‖: the length of the path.</summary>
    public double Length
    {
        get
        {
            double length = 0;
            foreach (double logarithm in _logarithms) length = double.Hypot(length, logarithm);
            return length / Math.Sqrt(2);
        }
    }

    /// <summary>The path whose velocity at the standard distribution is given, by A = [[−B, x, 0], [xᵀ, 0, −xᵀ], [0, −x, B]].</summary>
    public static Flight Along(ReadOnlySpan<double> mean, Matrix<double> covariance)
    {
        int n = mean.Length, size = (2 * n) + 1;
        Matrix<double> generator = new(size, size), vectors = new(n, size);
        double[] values = new double[size], logarithms = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++) (generator[i, j], generator[n + 1 + i, n + 1 + j]) = (-covariance[i, j], covariance[i, j]);
            generator[i, n] = generator[n, i] = mean[i];
            generator[n + 1 + i, n] = generator[n, n + 1 + i] = -mean[i];
        }

        SymmetricEigen.Decompose<double>(generator, values);
        for (int i = 0; i < n; i++)
        {
            logarithms[i] = values[size - 1 - i];
            generator.Row(size - 1 - i).CopyTo(vectors.Row(i));
        }

        return new(n, vectors, logarithms);
    }

    /// <summary>Writes the block of log G that the first n rows and the last n columns share, n×n.</summary>
    public void Corner(Matrix<double> corner)
    {
        int n = _order;
        Matrix<double> first = new(n, n), last = new(n, n);
        for (int i = 0; i < n; i++)
        {
            // ln λ (v vᵀ − Jv (Jv)ᵀ): the corner is a bᵀ − b aᵀ for v = (a, ·, b).
            TensorPrimitives.Multiply<double>(_vectors.Row(i)[..n], _logarithms[i], first.Row(i));
            _vectors.Row(i)[(n + 1)..].CopyTo(last.Row(i));
        }

        Products.MultiplyTransposedLeft<double>(first, last, corner);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double skew = corner[i, j] - corner[j, i];
                (corner[i, j], corner[j, i]) = (skew, -skew);
            }
        }
    }

    /// <summary>Mean and covariance at a time, and their velocities.</summary>
    public (double[] Mean, Matrix<double> Covariance, double[] MeanVelocity, Matrix<double> CovarianceVelocity) At(double time)
    {
        int n = _order;
        Matrix<double> precision = Block(time, 0), rate = Block(time, 1), covariance = new(n, n), product = new(n, n), covarianceVelocity = new(n, n);
        double[] natural = Column(time, 0), naturalRate = Column(time, 1), mean = new double[n], meanVelocity = new double[n];
        for (int i = 0; i < n; i++) precision[i, i] += 1;
        precision.AsSpan().CopyTo(covariance.AsSpan());
        Cholesky.Factor<double>(covariance);
        Cholesky.Invert<double>(covariance);
        for (int i = 0; i < n; i++) mean[i] = TensorPrimitives.Dot<double>(covariance.Row(i), natural);

        // S′ = −S P′ S, m′ = S(h′ − P′m) for the precision P and h = P m.
        Products.Multiply<double>(rate, covariance, product);
        Products.Multiply<double>(covariance, product, covarianceVelocity);
        TensorPrimitives.Negate<double>(covarianceVelocity.AsSpan(), covarianceVelocity.AsSpan());
        double[] rest = new double[n];
        for (int i = 0; i < n; i++) rest[i] = naturalRate[i] - TensorPrimitives.Dot<double>(rate.Row(i), mean);
        for (int i = 0; i < n; i++) meanVelocity[i] = TensorPrimitives.Dot<double>(covariance.Row(i), rest);
        return (mean, covariance, meanVelocity, covarianceVelocity);
    }

    // The first n×n of exp(tA) − I, or of A exp(tA).
    private Matrix<double> Block(double time, int power)
    {
        int n = _order;
        Matrix<double> block = new(n, n), weighted = new(2 * n, n), plain = new(2 * n, n);
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<double> vector = _vectors.Row(i);
            (double up, double down) = Weights(i, time, power);
            vector[..n].CopyTo(plain.Row(i));
            vector[(n + 1)..].CopyTo(plain.Row(n + i));
            TensorPrimitives.Multiply(vector[..n], up, weighted.Row(i));
            TensorPrimitives.Multiply(vector[(n + 1)..], down, weighted.Row(n + i));
        }

        Products.MultiplyTransposedLeft<double>(plain, weighted, block);
        return block;
    }

    private double[] Column(double time, int power)
    {
        int n = _order;
        double[] column = new double[n];
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<double> vector = _vectors.Row(i);
            (double up, double down) = Weights(i, time, power);
            TensorPrimitives.MultiplyAdd(vector[..n], up * vector[n], column, column);
            TensorPrimitives.MultiplyAdd(vector[(n + 1)..], down * vector[n], column, column);
        }

        return column;
    }

    private (double Up, double Down) Weights(int i, double time, int power)
    {
        double logarithm = _logarithms[i];
        return power == 0
            ? (Spaces.Hyperbolic.ExpMinusOne(time * logarithm), Spaces.Hyperbolic.ExpMinusOne(-time * logarithm))
            : (logarithm * Math.Exp(time * logarithm), -logarithm * Math.Exp(-time * logarithm));
    }
}
