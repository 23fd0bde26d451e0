using Neuromanifold.Fisher.Posteriors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Tests.Posteriors;

public sealed class CalibrationTests
{
    [Fact]
    public void The_error_is_the_gap_between_what_is_said_and_what_is_right()
    {
        // Six of ten right at 80 %, and all of five right at 60 %.
        Matrix<double> probabilities = new(15, 2);
        int[] labels = new int[15];
        for (int i = 0; i < 15; i++)
        {
            probabilities[i, 0] = i < 10 ? 0.8 : 0.6;
            probabilities[i, 1] = 1 - probabilities[i, 0];
            labels[i] = i is >= 6 and < 10 ? 1 : 0;
        }

        Calibration found = Calibration.Of(probabilities, labels);
        Assert.Equal(11.0 / 15, found.Accuracy, 1e-12);
        Assert.Equal(((10 * 0.2) + (5 * 0.4)) / 15, found.Error, 1e-12);
        Assert.Equal(-((6 * Math.Log(0.8)) + (4 * Math.Log(0.2)) + (5 * Math.Log(0.6))) / 15, found.NegativeLogLikelihood, 1e-12);
    }

    [Fact]
    public void Labels_drawn_from_the_probabilities_are_calibrated()
    {
        // The gap of a bin is a mean of terms with a variance of at most ¼, so the expected error is at most ½ √(bins/n), its spread less still: 4 of those never happen by chance.
        const int Count = 20_000, Bins = 15;
        RandomSequence random = RandomStream.FromSeed(6).From();
        Matrix<double> probabilities = new(Count, 2);
        int[] labels = new int[Count];
        for (int i = 0; i < Count; i++)
        {
            probabilities[i, 0] = random.NextUniform();
            probabilities[i, 1] = 1 - probabilities[i, 0];
            labels[i] = random.NextUniform() < probabilities[i, 0] ? 0 : 1;
        }

        Assert.InRange(Calibration.Of(probabilities, labels, Bins).Error, 0, 4 * 0.5 * Math.Sqrt((double)Bins / Count));
    }

    [Fact]
    public void What_cannot_be_judged_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Calibration.Of(new Matrix<double>(2, 2), [0]));
        Assert.Throws<ArgumentException>(() => Calibration.Of(new Matrix<double>(0, 2), []));
        Assert.Throws<ArgumentOutOfRangeException>(() => Calibration.Of(new Matrix<double>(1, 2), [0], 0));
    }
}
