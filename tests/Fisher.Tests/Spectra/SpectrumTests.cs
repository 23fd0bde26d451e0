using Neuromanifold.Fisher.Spectra;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Tests.Spectra;

public sealed class SpectrumTests
{
    private const double Precision = 2.220446049250313e-16;

    [Fact]
    public void Dense_and_Gram_form_give_the_same_numbers()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            Matrix<double> root = new(6, 11), gram = new(6, 6), dense = new(11, 11);
            RandomStream.FromSeed(seed).From().FillNormal(root.AsSpan());

            // The last row repeats the first: rank 5.
            root.Row(0).CopyTo(root.Row(5));
            Products.MultiplyTransposedRight<double>(root, root, gram);
            Products.SymmetricRankUpdate<double>(root, dense);
            double trace = Enumerable.Range(0, 11).Sum(k => dense[k, k]);
            Spectrum small = Spectrum.OfGram<double>(gram, 11, 0.3, Precision), large = Spectrum.OfDense<double>(dense, 0.3, Precision);
            Assert.Equal(5, small.Rank);
            Assert.Equal(5, large.Rank);
            Assert.Equal(trace, small.Trace, 1e-12);
            Assert.Equal(trace, large.Trace, 1e-12);
            Assert.Equal(small.EffectiveDimension, large.EffectiveDimension, 1e-12);
            Assert.Equal(6 * Precision * small.Eigenvalues[0], small.RankThreshold, 1e-20);
            Assert.Equal(11 * Precision * large.Eigenvalues[0], large.RankThreshold, 1e-20);
            for (int k = 0; k < 6; k++) Assert.Equal(large.Eigenvalues[k], small.Eigenvalues[k], 1e-12);
            Assert.Equal((SpectrumMethod.Gram, SpectrumMethod.Dense), (small.Method, large.Method));
            Assert.Null(small.StandardErrors);
        }
    }

    [Fact]
    public void Known_eigenvalues_give_known_numbers()
    {
        Matrix<double> matrix = new(3, 3);
        (matrix[0, 0], matrix[1, 1], matrix[2, 2]) = (1, 4, 0);
        Spectrum spectrum = Spectrum.OfDense<double>(matrix, 1, Precision);
        Assert.Equal([4.0, 1.0, 0.0], spectrum.Eigenvalues);
        Assert.Equal(5, spectrum.Trace);
        Assert.Equal(2, spectrum.Rank);
        Assert.Equal(0.8 + 0.5, spectrum.EffectiveDimension, 1e-15);
        Assert.Throws<ArgumentOutOfRangeException>(() => Spectrum.OfDense<double>(matrix, 0, Precision));
    }
}
