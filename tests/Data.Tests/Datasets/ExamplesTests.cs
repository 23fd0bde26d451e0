using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Tests.Datasets;

public sealed class ExamplesTests
{
    [Fact]
    public void Pixels_have_the_bits_of_division_and_normalisation_one_by_one()
    {
        Pixels_are_exact<float>();
        Pixels_are_exact<double>();
    }

    [Fact]
    public void White_is_exactly_one_and_black_exactly_zero()
    {
        PixelTable table = new([0, 255], 1);
        float[] values = new float[2];
        table.CopyRows<float>([0, 1], new(values, 2, 1));
        Assert.Equal([0, 1], values);
    }

    [Fact]
    public void Numbers_keep_their_value()
    {
        Matrix<double> read = new(3, 2);
        new NumberTable<float>([0.1f, 2, -3, 4, 5, 6], 2).CopyRows([2, 0, 2], read.View);
        Assert.Equal([5, 6, 0.1f, 2, 5, 6], read.AsSpan().ToArray());
        Matrix<float> single = new(2, 1);
        new NumberTable<double>([0.1, 1e300], 1).CopyRows([0, 1], single.View);
        Assert.Equal([0.1f, float.PositiveInfinity], single.AsSpan().ToArray());
        new NumberTable<int>([7, 65_535], 1).CopyRows([1, 0], single.View);
        Assert.Equal([65_535, 7], single.AsSpan().ToArray());
    }

    [Fact]
    public void Copying_a_batch_allocates_nothing()
    {
        Examples whole = Random(1, count: 300, width: 50);
        Subset part = new(whole, 20, 260);
        int[] indices = [.. Enumerable.Range(0, 260).Reverse()];
        Matrix<float> inputs = new(260, 50), outcomes = new(260, 1);
        for (int warm = 0; warm < 2; warm++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            part.CopyInputs(indices, inputs.View);
            part.CopyOutcomes(indices, outcomes.View);
            if (warm > 0) Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void A_subset_reads_the_examples_it_names()
    {
        Examples whole = Random(2, count: 600, width: 3);
        double[] all = whole.Inputs(), labels = whole.Outcomes();
        for (int seed = 0; seed < 10; seed++)
        {
            RandomSequence sequence = RandomStream.FromSeed(seed).From();
            int[] members = [.. Enumerable.Range(0, 1 + sequence.NextInteger(700))];
            foreach (ref int member in members.AsSpan()) member = sequence.NextInteger(600);
            Subset subset = new(whole, members);
            Assert.Equal(members.SelectMany(member => all[(3 * member)..(3 * member + 3)]), subset.Inputs());
            Assert.Equal(members.Select(member => labels[member]), subset.Outcomes());
        }
    }

    [Fact]
    public void The_fingerprint_tells_content_and_nothing_else()
    {
        byte[] pixels = [1, 2, 3, 4, 5, 6, 7, 8], changed = [1, 2, 3, 4, 5, 6, 7, 9];
        Examples Make(byte[] values, Shape shape, int[] labels, Normalisation? normalisation = null) =>
            new(new PixelTable(values, 4, normalisation), shape, new NumberTable<int>(labels, 1));

        Examples original = Make(pixels, new(2, 2), [0, 1]);
        Assert.Equal(original.Fingerprint, Make([.. pixels], new(2, 2), [0, 1]).Fingerprint);
        string[] others =
        [
            Make(changed, new(2, 2), [0, 1]).Fingerprint,
            Make(pixels, new(4), [0, 1]).Fingerprint,
            Make(pixels, new(2, 2), [1, 0]).Fingerprint,
            Make(pixels, new(2, 2), [0, 1], new(0.5, 0.5)).Fingerprint,
            new Subset(original, [0, 1]).Fingerprint,
            new Subset(original, [1, 0]).Fingerprint,
        ];
        Assert.DoesNotContain(others, other => other == original.Fingerprint);
        Assert.Equal(others.Length, others.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(new Subset(original, 0, 2).Fingerprint, new Subset(original, [0, 1]).Fingerprint);
    }

    [Fact]
    public void Misuse_is_the_programmers_mistake()
    {
        Examples whole = Random(3, count: 4, width: 3);
        Matrix<float> rows = new(2, 3), narrow = new(2, 2);
        Assert.Throws<ArgumentException>(() => whole.CopyInputs([0, 4], rows.View));
        Assert.Throws<ArgumentException>(() => whole.CopyInputs([0, -1], rows.View));
        Assert.Throws<ArgumentException>(() => whole.CopyInputs([0], rows.View));
        Assert.Throws<ArgumentException>(() => whole.CopyInputs([0, 1], narrow.View));
        Assert.Throws<ArgumentException>(() => new Subset(whole, [4]));
        Assert.Throws<ArgumentException>(() => new Subset(whole, [0]).CopyInputs([1], rows.View.RowRange(0, 1)));
        Assert.Throws<ArgumentException>(() => new PixelTable(new byte[5], 2));
        Assert.Throws<ArgumentException>(() => new Examples(new PixelTable(new byte[4], 2), new Shape(2), new NumberTable<int>([0], 1)));
        Assert.Throws<ArgumentException>(() => new Examples(new PixelTable(new byte[4], 2), new Shape(3), new NumberTable<int>([0, 1], 1)));
    }

    private static Examples Random(int seed, int count, int width)
    {
        RandomSequence sequence = RandomStream.FromSeed(seed).From();
        byte[] pixels = new byte[count * width];
        foreach (ref byte pixel in pixels.AsSpan()) pixel = (byte)sequence.NextWord();
        return new(new PixelTable(pixels, width), new Shape(width), new NumberTable<int>([.. Enumerable.Range(0, count)], 1));
    }

    private static void Pixels_are_exact<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int seed = 0; seed < 20; seed++)
        {
            RandomSequence sequence = RandomStream.FromSeed(seed).From();
            int count = 1 + sequence.NextInteger(9), width = 1 + sequence.NextInteger(100), stride = width + sequence.NextInteger(5);
            byte[] pixels = new byte[count * width];
            foreach (ref byte pixel in pixels.AsSpan()) pixel = (byte)sequence.NextWord();
            int[] indices = new int[count];
            sequence.FillPermutation(indices);
            Normalisation? normalisation = seed % 2 == 0 ? null : new(sequence.NextUniform(), 0.1 + sequence.NextUniform());

            T[] read = new T[count * stride];
            new PixelTable(pixels, width, normalisation).CopyRows(indices, new MatrixView<T>(read, count, width, stride));
            T white = T.CreateChecked(255), mean = T.CreateChecked(normalisation?.Mean ?? 0), deviation = T.CreateChecked(normalisation?.StandardDeviation ?? 1);
            for (int row = 0; row < count; row++)
            {
                for (int column = 0; column < stride; column++)
                {
                    T expected = column < width ? ((T.CreateChecked(pixels[(indices[row] * width) + column]) / white) - mean) / deviation : T.Zero;
                    Assert.Equal(expected, read[(row * stride) + column]);
                }
            }
        }
    }
}
