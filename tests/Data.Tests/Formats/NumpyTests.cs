using Neuromanifold.Data.Datasets;
using Neuromanifold.Data.Sources;
using Neuromanifold.Data.Tests.Datasets;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Tests.Formats;

public sealed class NumpyTests : IDisposable
{
    private static readonly int[] s_labels = [0, 1, 2, 0, 1, 2, 0, 1, 2, 0];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_that_NumPy_wrote_are_read()
    {
        Dataset data = Load(
            Convert.FromBase64String("k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAAAPwAAgD8AAMA/AAAAQAAAIEAAAEBAAABgQAAAgEAAAJBAAACgQAAAsEA="),
            Convert.FromBase64String("k05VTVBZAQB2AHsnZGVzY3InOiAnPGk4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDEpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoBAAAAAAAAAAAAAAAAAAAA"));
        Assert.Equal(new Shape(2, 3), data.Training.InputShape);
        Assert.Equal([0, 0.5, 1, 1.5, 2, 2.5], data.Training.Inputs());
        Assert.Equal([3, 3.5, 4, 4.5, 5, 5.5], data.Test.Inputs());
        Assert.Equal([1, 0], data.Training.Outcomes().Concat(data.Test.Outcomes()));

        data = Load(
            Convert.FromBase64String("k05VTVBZAgB0AAAAeydkZXNjcic6ICc8aTInLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMiwgMyksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAr9//7///8AAAEAAgA="),
            Convert.FromBase64String("k05VTVBZAwB0AAAAeydkZXNjcic6ICd8YjEnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMiwpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoBAA=="));
        Assert.Equal([-3, -2, -1, 0, 1, 2], data.Training.Inputs().Concat(data.Test.Inputs()));
        Assert.Equal([1, 0], data.Training.Outcomes().Concat(data.Test.Outcomes()));
    }

    [Fact]
    public void Every_element_type_keeps_its_values()
    {
        Reads("<f4", [0.1f, -2f, 3e30f, 4f, 5f, 6f, 7f, 8f, 9f, 10f], value => value);
        Reads("<f8", [0.1, -2, 3e300, 4, 5, 6, 7, 8, 9, 10], value => value);
        Reads<byte>("|u1", [0, 1, 127, 128, 255, 6, 7, 8, 9, 10], value => value / 255.0);
        Reads<byte>("|b1", [0, 1, 1, 0, 1, 1, 0, 0, 0, 1], value => value);
        Reads<sbyte>("|i1", [0, -128, 127, 3, 4, 5, 6, 7, 8, 9], value => value);
        Reads<short>("<i2", [0, -32768, 32767, 3, 4, 5, 6, 7, 8, 9], value => value);
        Reads("<i4", [0, int.MinValue, int.MaxValue, 3, 4, 5, 6, 7, 8, 9], value => value);
        Reads<long>("<i8", [0, -(1L << 53), 1L << 53, 3, 4, 5, 6, 7, 8, 9], value => value);
    }

    [Fact]
    public void Arrays_of_any_shape_are_read_in_order()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            RandomSequence chance = RandomStream.FromSeed(seed).From();
            int[] extents = [10, .. Enumerable.Range(0, 1 + chance.NextInteger(4))];
            foreach (ref int extent in extents.AsSpan(1)) extent = 1 + chance.NextInteger(5);
            float[] values = new float[extents.Aggregate((product, extent) => product * extent)];
            chance.FillNormal(values.AsSpan());
            Dataset data = Load(NumpyFixture.Bytes("<f4", $"({string.Join(", ", extents)})", values, version: 1 + (seed % 3)), Labels());
            Assert.Equal(new Shape(extents.AsSpan(1)), data.Training.InputShape);
            Assert.Equal(values.Select(value => (double)value), data.Training.Inputs().Concat(data.Test.Inputs()));
        }
    }

    [Fact]
    public void Arrays_longer_than_a_block_are_read_whole()
    {
        short[] values = [.. Enumerable.Range(0, 150_000).Select(i => (short)(i * 31))];
        Dataset data = Load(NumpyFixture.Bytes("<i2", "(150000,)", values), NumpyFixture.Bytes("|u1", "(150000,)", [.. values.Select(value => (byte)(value & 1))]));
        Assert.Equal(values.Select(value => (double)value), data.Training.Inputs().Concat(data.Test.Inputs()));
    }

    [Fact]
    public void Without_test_data_the_last_tenth_is_the_test_part_and_it_is_said()
    {
        Dataset data = Load(Inputs(), Labels());
        Assert.Equal(9, data.Training.Count);
        Assert.Equal(1, data.Test.Count);
        Assert.Equal([18, 19], data.Test.Inputs());
        Assert.Contains(data.Notes, note => note.Contains("The last tenth of", StringComparison.Ordinal) && note.Contains("1 of 10 examples", StringComparison.Ordinal));
        Assert.Contains("2 of 3 classes never occur in the test part: 1, 2.", data.Notes, StringComparer.Ordinal);
    }

    [Fact]
    public void Test_data_of_another_shape_but_the_same_size_are_taken()
    {
        DataSpecification test = Write("t", NumpyFixture.Bytes("<f8", "(2, 2, 1)", [1, 2, 3, 4.0]), NumpyFixture.Bytes("<i4", "(2,)", [2, 0]));
        Dataset data = Load(Inputs(), Labels(), new() { Test = test });
        Assert.Equal(10, data.Training.Count);
        Assert.Equal([1, 2, 3, 4], data.Test.Inputs());
        Assert.Equal(data.Training.InputShape, data.Test.InputShape);
        Assert.DoesNotContain(data.Notes, note => note.Contains("tenth", StringComparison.Ordinal));
    }

    [Fact]
    public void Normalisation_reaches_numbers_and_pixels_alike()
    {
        LoadingOptions options = new() { Normalisation = new(0.5, 2) };
        Assert.Equal(Enumerable.Range(0, 18).Select(value => (value - 0.5) / 2), Load(Inputs(), Labels(), options).Training.Inputs());
        Dataset pixels = Load(NumpyFixture.Bytes("|u1", "(10, 1)", [.. Enumerable.Range(0, 10).Select(i => (byte)(20 * i))]), Labels(), options);
        Assert.Equal(Enumerable.Range(0, 9).Select(i => ((20 * i / 255.0) - 0.5) / 2), pixels.Training.Inputs());
        Assert.Contains(pixels.Notes, note => note.Contains("scaled to [0, 1]", StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_are_outcomes_of_any_width()
    {
        double[] outcomes = [.. Enumerable.Range(0, 30).Select(i => i / 7.0)];
        Dataset data = Load(Inputs(), NumpyFixture.Bytes("<f8", "(10, 3)", outcomes), new() { Outcomes = OutcomeKind.Numbers });
        Assert.Equal(3, data.Training.OutcomeWidth);
        Assert.Equal(outcomes[..27], data.Training.Outcomes());
        Assert.Null(data.Classes);
    }

    [Fact]
    public void Labels_that_are_none_are_refused_with_their_place()
    {
        RefusedLabels(NumpyFixture.Bytes("<f4", "(10,)", [0, 1, 2, 0.5f, 1, 1, 1, 1, 1, 1]), "element [3]", "0.5", "a whole number from 0", "gaussian");
        RefusedLabels(NumpyFixture.Bytes<long>("<i8", "(10, 1)", [0, 1, -1, 0, 1, 1, 1, 1, 1, 1]), "element [2, 0]", "-1", "a whole number from 0");
        RefusedLabels(NumpyFixture.Bytes<long>("<i8", "(10,)", [0, 1, long.MaxValue, 0, 1, 1, 1, 1, 1, 1]), "element [2]", "9.2", "from 0 to 65535");
        RefusedLabels(NumpyFixture.Bytes("<f4", "(10, 3)", new float[30]), "y.npy", "3 numbers an example", "one label an example", "argmax");
        RefusedLabels(NumpyFixture.Bytes("<f4", "(10,)", new float[10]), "y.npy", "a single class, 0", "two classes or more");
        RefusedLabels(NumpyFixture.Bytes("<f4", "(9,)", new float[9]), "y.npy", "9 outcomes (shape (9,))", "10, as many as inputs");
    }

    [Fact]
    public void A_single_example_cannot_be_cut_in_two() =>
        Refused.Because(
            () => Load(NumpyFixture.Bytes("<f4", "(1, 2)", [1f, 2f]), NumpyFixture.Bytes("<f4", "(1,)", [1f]), new() { Outcomes = OutcomeKind.Numbers }),
            "x.npy", "a single example", "two or more", "--test SPEC");

    [Theory]
    [InlineData(">f4", "'>f4'")]
    [InlineData("<f2", "'<f2'")]
    [InlineData("<c8", "'<c8'")]
    [InlineData("|O", "'|O'")]
    [InlineData("<U8", "'<U8'")]
    [InlineData("|S1", "'|S1'")]
    public void Other_element_types_are_refused_by_name(string type, string found) =>
        RefusedInputs(NumpyFixture.Bytes(type, "(10,)", new float[10]), found, "float32, float64", "astype('<f4')");

    [Theory]
    [InlineData("()", "()")]
    [InlineData("(0, 3)", "(0, 3)")]
    [InlineData("(10, 0)", "(10, 0)")]
    [InlineData("(1, 1, 1, 1, 1, 1, 1, 1, 1)", "(1, 1, 1, 1, 1, 1, 1, 1, 1)")]
    public void Arrays_without_examples_are_refused(string shape, string found) =>
        RefusedInputs(NumpyFixture.Bytes("<f4", shape, Array.Empty<float>()), found, "counts examples");

    [Fact]
    public void Fortran_order_is_refused_where_it_matters()
    {
        RefusedInputs(NumpyFixture.Bytes("<f4", "(5, 2)", new float[10], fortran: true), "Fortran order", "C order", "ascontiguousarray");
        Assert.Equal(10, Load(NumpyFixture.Bytes("<f4", "(10,)", new float[10], fortran: true), Labels()).Training.Count + 1);
    }

    [Fact]
    public void Values_that_are_not_finite_are_refused_with_their_place()
    {
        float[] single = new float[20];
        single[7] = float.NaN;
        RefusedInputs(NumpyFixture.Bytes("<f4", "(10, 2)", single), "NaN at [3, 1]", "finite", "leave out");
        double[] values = new double[20];
        values[19] = double.NegativeInfinity;
        RefusedInputs(NumpyFixture.Bytes("<f8", "(10, 1, 2)", values), "-Infinity at [9, 0, 1]", "finite");
    }

    [Theory]
    [InlineData(9, "bytes", "The file may be cut short")]
    [InlineData(11, "bytes", null)]
    public void A_length_other_than_promised_is_refused(int count, string found, string? next) =>
        RefusedInputs(NumpyFixture.Bytes("<f4", "(10,)", new float[count]), found, "as its header of shape (10,) and type '<f4' promises", next);

    [Fact]
    public void What_is_no_array_is_refused()
    {
        byte[] array = Inputs();
        RefusedInputs([0x50, 0x4B, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0], "does not begin as NumPy's do", "a NumPy array (.npy)");
        RefusedInputs([], "does not begin as NumPy's do", "a NumPy array (.npy)");
        RefusedInputs([.. array[..6], 4, 0, .. array[8..]], "version 4.0", "version 1.0, 2.0 or 3.0");
        RefusedInputs([.. array[..8], 255, 255, .. array[10..]], "a header of 65535 bytes", "a NumPy array", "cut short");
        RefusedInputs(NumpyFixture.Raw("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (10,), }", new byte[40]), "no dictionary of descr", "a NumPy array");
        RefusedInputs(NumpyFixture.Raw("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", []), "no dictionary", "a NumPy array");
    }

    [Fact]
    public void Hostile_shapes_take_no_memory()
    {
        foreach (string shape in (string[])["(9223372036854775807, 9223372036854775807)", "(2147483647, 2)", "(65536, 65536)", "(2147483591,)", "(4294967296,)", "(536870912,)"])
        {
            DataSpecification data = Write("h", NumpyFixture.Bytes("<f8", shape, new double[10]), Labels());
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<Neuromanifold.Numerics.Errors.InvalidInputException>(() => DatasetLoader.Load(data));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }
    }

    private void Reads<T>(string type, T[] values, Func<T, double> expected)
        where T : unmanaged
    {
        foreach (int version in (int[])[1, 2, 3])
        {
            Dataset data = Load(NumpyFixture.Bytes(type, "(10,)", values, version: version), Labels());
            Assert.Equal(new Shape(1), data.Training.InputShape);
            Assert.Equal(values.Select(expected), data.Training.Inputs().Concat(data.Test.Inputs()));
        }
    }

    private static byte[] Inputs() => NumpyFixture.Bytes("<f8", "(10, 2)", [.. Enumerable.Range(0, 20).Select(i => (double)i)]);

    private static byte[] Labels() => NumpyFixture.Bytes("<i4", "(10,)", s_labels);

    private DataSpecification Write(string prefix, byte[] inputs, byte[] outcomes) =>
        DataSpecification.Parse($"npy:{_folder.Write(prefix + "x.npy", inputs)},{_folder.Write(prefix + "y.npy", outcomes)}");

    private Dataset Load(byte[] inputs, byte[] outcomes, LoadingOptions? options = null) => DatasetLoader.Load(Write("", inputs, outcomes), options);

    private void RefusedInputs(byte[] inputs, string found, string expected, string? next = null) =>
        Refused.Because(() => Load(inputs, Labels()), "x.npy", found, expected, next);

    private void RefusedLabels(byte[] labels, string subject, string found, string expected, string? next = null) =>
        Refused.Because(() => Load(Inputs(), labels), subject, found, expected, next);
}
