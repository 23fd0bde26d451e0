using System.Buffers.Binary;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Data.Tests.Datasets;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Tests.Formats;

public sealed class IdxTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, '-')]
    [InlineData(true, '-')]
    [InlineData(false, '.')]
    [InlineData(true, '.')]
    public void Four_files_are_read_zipped_or_not_and_with_either_naming(bool zipped, char separator)
    {
        IdxFixture.WriteFolder(_folder, zipped, separator);
        Dataset data = Load();
        Assert.Equal(new Shape(2, 3), data.Training.InputShape);
        Assert.Equal([0, 1, 2, 0, 1, 2], data.Training.Outcomes());
        Assert.Equal([2, 1, 0, 1], data.Test.Outcomes());
        Assert.Equal(IdxFixture.Pixels(36, 0).Select(pixel => pixel / 255.0), data.Training.Inputs());
        Assert.Equal(IdxFixture.Pixels(24, 100).Select(pixel => pixel / 255.0), data.Test.Inputs());
        Assert.Equal(["0", "1", "2"], data.Classes);
        Assert.Empty(data.Notes);
    }

    [Fact]
    public void Images_of_any_shape_are_read_in_order()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            RandomSequence chance = RandomStream.FromSeed(seed).From();
            int[] extents = [6, .. Enumerable.Range(0, 1 + chance.NextInteger(4))];
            foreach (ref int extent in extents.AsSpan(1)) extent = 1 + chance.NextInteger(5);
            byte[] pixels = new byte[extents.Aggregate((product, extent) => product * extent)];
            foreach (ref byte pixel in pixels.AsSpan()) pixel = (byte)chance.NextWord();
            IdxFixture.WriteFolder(_folder);
            _folder.Write("train-images-idx3-ubyte", IdxFixture.Bytes(extents, pixels));
            _folder.Write("t10k-images-idx3-ubyte", IdxFixture.Bytes([4, .. extents[1..]], pixels[..(pixels.Length * 4 / 6)]));
            Dataset data = Load();
            Assert.Equal(new Shape(extents.AsSpan(1)), data.Training.InputShape);
            Assert.Equal(pixels.Select(pixel => pixel / 255.0), data.Training.Inputs());
        }
    }

    [Fact]
    public void A_missing_file_is_named_with_the_folder()
    {
        IdxFixture.WriteFolder(_folder);
        File.Delete(_folder.File("t10k-labels-idx1-ubyte"));
        Refused.Because(() => Load(), _folder.Path, "neither t10k-labels-idx1-ubyte nor t10k-labels-idx1-ubyte.gz", "a folder with train-images");
    }

    [Fact]
    public void Missing_mnist_says_how_to_get_it()
    {
        LoadingOptions options = new() { DataDirectory = _folder.File("nowhere") };
        Refused.Because(() => Reading.Load("mnist", options), _folder.File("nowhere"), "no such folder", "a folder with train-images", "neuromanifold data get mnist");
        Refused.Because(() => Reading.Load("fashion-mnist", options), _folder.File("nowhere"), "no such folder", "a folder with train-images", "neuromanifold data get fashion-mnist");
        Refused.Because(() => Reading.Load($"mnist:{_folder.Path}"), _folder.Path, "neither train-images-idx3-ubyte", "a folder with", $"neuromanifold data get mnist --to {_folder.Path}");
    }

    [Fact]
    public void A_file_that_is_no_idx_is_refused() =>
        RefusedImages([0x50, 0x4B, 3, 4, 0, 0, 0, 0], "does not begin as IDX does", "an IDX file of unsigned bytes");

    [Fact]
    public void A_file_too_short_for_a_header_is_refused()
    {
        RefusedImages([0, 0, 8], "3 bytes", "an IDX file");
        RefusedImages([0, 0, 8, 3, 0, 0, 0, 6, 0, 0], "ends within its header", "an IDX file", "Fetch the file again");
    }

    [Theory]
    [InlineData(0x09, "signed bytes")]
    [InlineData(0x0B, "16-bit integers")]
    [InlineData(0x0C, "32-bit integers")]
    [InlineData(0x0D, "floats")]
    [InlineData(0x0E, "doubles")]
    [InlineData(0x2A, "0x2A")]
    public void Other_element_types_are_refused_by_name(byte type, string name) =>
        RefusedImages(IdxFixture.Bytes([6, 2, 3], new byte[36], type), name, "unsigned bytes", "npy:");

    [Fact]
    public void Labels_in_place_of_images_are_refused() =>
        RefusedImages(IdxFixture.Bytes([6], new byte[6]), "1 extent", "two extents or more", "exchanged");

    [Fact]
    public void Images_in_place_of_labels_are_refused()
    {
        IdxFixture.WriteFolder(_folder);
        _folder.Write("train-labels-idx1-ubyte", IdxFixture.Bytes([6, 2, 3], new byte[36]));
        Refused.Because(() => Load(), "train-labels-idx1-ubyte", "3 extents", "1 extent", "exchanged");
    }

    [Theory]
    [InlineData(35, "51 bytes", "The file may be cut short")]
    [InlineData(37, "53 bytes", null)]
    public void A_length_other_than_promised_is_refused(int length, string found, string? next) =>
        RefusedImages(IdxFixture.Bytes([6, 2, 3], new byte[length]), found, "52 bytes, as its header of 6×2×3 promises", next);

    [Fact]
    public void An_archive_of_another_length_than_promised_is_refused()
    {
        RefusedImages(IdxFixture.Zip(IdxFixture.Bytes([6, 2, 3], new byte[35])), "35 elements", "36, as its header", "cut short");
        RefusedImages(IdxFixture.Zip(IdxFixture.Bytes([6, 2, 3], new byte[37])), "bytes after the last element", "36 elements");
    }

    [Fact]
    public void A_damaged_archive_is_refused()
    {
        byte[] archive = IdxFixture.Zip(IdxFixture.Bytes([6, 2, 3], IdxFixture.Pixels(36, 0)));
        archive[^6] ^= 1; // in the checksum
        RefusedImages(archive, "damaged gzip stream", "an IDX file", "Fetch the file again");
    }

    [Fact]
    public void Extents_of_zero_are_refused() =>
        RefusedImages(IdxFixture.Bytes([6, 0, 3], []), "the extent 0 at place 2 of 3", "extents above zero");

    [Fact]
    public void Hostile_extents_take_no_memory()
    {
        int[][] hostile = [[int.MaxValue, int.MaxValue, int.MaxValue], [-1, 1, 1], [1 << 16, 1 << 16, 1], [int.MaxValue, 1, 1], [1 << 30, 1, 1]];
        foreach (int[] extents in hostile)
        {
            foreach (bool zipped in (bool[])[false, true])
            {
                byte[] content = IdxFixture.Bytes(extents, new byte[100]);
                IdxFixture.WriteFolder(_folder, zipped);
                _folder.Write("train-images-idx3-ubyte" + (zipped ? ".gz" : ""), zipped ? IdxFixture.Zip(content) : content);
                long before = GC.GetAllocatedBytesForCurrentThread();
                Assert.Throws<Neuromanifold.Numerics.Errors.InvalidInputException>(() => Load());
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
                File.Delete(_folder.File("train-images-idx3-ubyte"));
            }
        }
    }

    [Fact]
    public void An_archive_that_promises_gigabytes_and_holds_little_takes_little_memory()
    {
        // Three megabytes of noise could inflate to 3 GB, so the promise of 1 GB is believed until the stream ends.
        byte[] noise = new byte[3 << 20];
        for (int i = 0; i < noise.Length; i += 4) BinaryPrimitives.WriteUInt32LittleEndian(noise.AsSpan(i), (uint)i * 2654435761u);
        IdxFixture.WriteFolder(_folder);
        File.Delete(_folder.File("train-images-idx3-ubyte"));
        _folder.Write("train-images-idx3-ubyte.gz", IdxFixture.Zip(IdxFixture.Bytes([1 << 20, 1 << 5, 1 << 5], noise)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refused.Because(() => Load(), "train-images", $"{3 << 20} elements", "1073741824", "cut short");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
    }

    [Fact]
    public void As_many_labels_as_images_are_demanded()
    {
        IdxFixture.WriteFolder(_folder);
        _folder.Write("train-labels-idx1-ubyte", IdxFixture.Bytes([5], new byte[5]));
        Refused.Because(() => Load(), "train-labels-idx1-ubyte", "5 labels", "6, as many as images in train-images-idx3-ubyte");
    }

    [Fact]
    public void A_test_label_unknown_in_training_is_refused_with_its_place()
    {
        IdxFixture.WriteFolder(_folder);
        _folder.Write("t10k-labels-idx1-ubyte", IdxFixture.Bytes([4], [0, 1, 3, 0]));
        Refused.Because(() => Load(), "t10k-labels-idx1-ubyte, label 3", "the label 3, which the training data lack", "the classes of the training data");
    }

    [Fact]
    public void Test_images_of_another_size_are_refused()
    {
        IdxFixture.WriteFolder(_folder);
        _folder.Write("t10k-images-idx3-ubyte", IdxFixture.Bytes([4, 3, 3], new byte[36]));
        Refused.Because(() => Load(), "t10k-images-idx3-ubyte", "shape 3×3", "2×3, as in the training data");
    }

    [Fact]
    public void Labels_can_be_had_as_numbers()
    {
        IdxFixture.WriteFolder(_folder);
        Dataset data = Reading.Load($"idx:{_folder.Path}", new() { Outcomes = OutcomeKind.Numbers });
        Assert.Null(data.Classes);
        Assert.Equal([0, 1, 2, 0, 1, 2], data.Training.Outcomes());
    }

    private Dataset Load() => Reading.Load($"idx:{_folder.Path}");

    private void RefusedImages(byte[] content, string found, string expected, string? next = null)
    {
        IdxFixture.WriteFolder(_folder);
        _folder.Write("train-images-idx3-ubyte", content);
        Refused.Because(() => Load(), "train-images-idx3-ubyte", found, expected, next);
    }
}
