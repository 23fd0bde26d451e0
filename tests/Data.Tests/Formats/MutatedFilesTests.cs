using Neuromanifold.Data.Tests.Datasets;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Data.Tests.Formats;

/// <summary>Whatever is in a file, reading it ends in a data set or in <see cref="InvalidInputException"/>; any other exception fails these tests.</summary>
public sealed class MutatedFilesTests : IDisposable
{
    private const int Mutations = 1500;
    private readonly TemporaryFolder _folder = new();

    public MutatedFilesTests() => IdxFixture.WriteFolder(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Idx_images() => Survives("train-images-idx3-ubyte", IdxFixture.Bytes([6, 2, 3], IdxFixture.Pixels(36, 0)), dispensable: 0, LoadIdx);

    [Fact]
    public void Idx_labels() => Survives("train-labels-idx1-ubyte", IdxFixture.Bytes([6], [0, 1, 2, 0, 1, 2]), dispensable: 0, LoadIdx);

    [Fact]
    public void Zipped_idx_images()
    {
        File.Delete(_folder.File("train-images-idx3-ubyte"));

        // The last eight bytes of an archive are its checksum and length; without them the elements are whole still.
        Survives("train-images-idx3-ubyte.gz", IdxFixture.Zip(IdxFixture.Bytes([6, 2, 3], IdxFixture.Pixels(36, 0))), dispensable: 8, LoadIdx);
    }

    [Fact]
    public void Idx_in_an_archive_that_is_whole()
    {
        File.Delete(_folder.File("train-images-idx3-ubyte"));
        byte[] content = IdxFixture.Bytes([6, 2, 3], IdxFixture.Pixels(36, 0));
        for (int cut = 0; cut < content.Length; cut++)
        {
            _folder.Write("train-images-idx3-ubyte.gz", IdxFixture.Zip(content[..cut]));
            Assert.Throws<InvalidInputException>(LoadIdx);
        }
    }

    [Fact]
    public void Numpy_inputs()
    {
        _folder.Write("y.npy", NumpyFixture.Bytes<byte>("|u1", "(6,)", [0, 1, 0, 1, 0, 1]));
        Survives("x.npy", NumpyFixture.Bytes("<f4", "(6, 2)", Enumerable.Range(0, 12).Select(i => (float)i).ToArray()), dispensable: 0, LoadNumpy);
    }

    [Fact]
    public void Numpy_outcomes()
    {
        _folder.Write("x.npy", NumpyFixture.Bytes("<f4", "(6, 2)", new float[12]));
        Survives("y.npy", NumpyFixture.Bytes<long>("<i8", "(6,)", [0, 1, 0, 1, 0, 1]), dispensable: 0, LoadNumpy);
    }

    [Fact]
    public void Csv_tables() => Survives("t.csv", [.. "a,\"b \"\"c\"\"\",y\r\n1,2.5,x\r\n-3e1,4,\"z\n,\"\n5,6,x\n"u8], dispensable: int.MaxValue, () => Reading.Load($"csv:{_folder.File("t.csv")}", new() { Target = "y" }));

    private void LoadIdx() => Reading.Load($"idx:{_folder.Path}");

    private void LoadNumpy() => Reading.Load($"npy:{_folder.File("x.npy")},{_folder.File("y.npy")}");

    // Without its last few, dispensable bytes a file may still be read; cut shorter it must be refused.
    private void Survives(string name, byte[] content, int dispensable, Action load)
    {
        _folder.Write(name, content);
        load();
        for (int cut = 0; cut < content.Length; cut++)
        {
            _folder.Write(name, content[..cut]);
            Assert.True(Refuses(load) || content.Length - cut <= dispensable, $"the first {cut} of {content.Length} bytes were accepted");
        }

        RandomSequence chance = RandomStream.FromSeed(0).Split(name).From();
        for (int i = 0; i < Mutations; i++)
        {
            byte[] mutated = [.. content];
            for (int edits = 1 + chance.NextInteger(3); edits > 0; edits--) mutated[chance.NextInteger(mutated.Length)] = Draw(ref chance);
            _folder.Write(name, mutated);
            Refuses(load);
        }
    }

    // Extremes and small numbers break parsers more often than uniform bytes do.
    private static byte Draw(ref RandomSequence chance) => chance.NextInteger(4) switch
    {
        0 => (byte)chance.NextInteger(4),
        1 => (byte)(255 - chance.NextInteger(2)),
        2 => (byte)(32 + chance.NextInteger(96)),
        _ => (byte)chance.NextInteger(256),
    };

    private static bool Refuses(Action load)
    {
        try
        {
            load();
            return false;
        }
        catch (InvalidInputException)
        {
            return true;
        }
    }
}
