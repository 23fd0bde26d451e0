using System.Collections.Immutable;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Networks.ModelFiles;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Tests.ModelFiles;

public sealed class ModelWeightsTests : IDisposable
{
    private static readonly Network s_network = new MultilayerPerceptron([6, 4, 3]) { Normalisation = NormalisationPlace.Before }.Build(new Shape(2, 3));

    private readonly string _folder = Directory.CreateTempSubdirectory("neuromanifold-").FullName;

    private string FilePath => Path.Combine(_folder, "weights.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Parameters_and_statistics_return_to_the_bit()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Model<float> saved = Drawn<float>(seed), loaded = Drawn<float>(seed + 1000);
            ModelWeights.Save(saved, FilePath);
            ModelWeights.Load(loaded, FilePath);
            Assert.Equal(saved.Parameters.ToArray(), loaded.Parameters.ToArray());
            Assert.Equal(saved.Statistics.ToArray(), loaded.Statistics.ToArray());
        }
    }

    [Fact]
    public void Weights_are_kept_in_NumPys_format_too()
    {
        string numpyPath = Path.Combine(_folder, "weights.npz");
        Network network = new MultilayerPerceptron([3, 4, 2]) { Normalisation = NormalisationPlace.After }.Build(new Shape(3));
        Model<float> model = Model<float>.Initialise(network, Likelihood.Categorical(2), WeightInitialisation.He, RandomStream.FromSeed(3)), read = new(network, Likelihood.Categorical(2));
        ModelWeights.Save(model, numpyPath);
        ModelWeights.Load(read, numpyPath);
        Assert.Equal(model.Parameters.ToArray(), read.Parameters.ToArray());
        Assert.Equal(model.Statistics.ToArray(), read.Statistics.ToArray());
        Model<float> larger = new(new MultilayerPerceptron([3, 5, 2]) { Normalisation = NormalisationPlace.After }.Build(new Shape(3)), Likelihood.Categorical(2));
        Assert.Contains("found tensor 'fc1.weight' of shape 4×3; expected shape 5×3", Assert.Throws<InvalidInputException>(() => ModelWeights.Load(larger, numpyPath)).Message, StringComparison.Ordinal);
        Model<float> plain = new(new MultilayerPerceptron([3, 4, 2]).Build(new Shape(3)), Likelihood.Categorical(2));
        Assert.Contains("that the network lacks", Assert.Throws<InvalidInputException>(() => ModelWeights.Load(plain, numpyPath)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_takes_no_memory_before_its_shapes_are_compared()
    {
        string path = Path.Combine(_folder, "bomb.npz");
        NpzFile.Write(path, [new NamedTensor<double>("a", new Shape(4_000_000), new double[4_000_000])]);
        Model<float> model = new(new MultilayerPerceptron([3, 4, 2]).Build(new Shape(3)), Likelihood.Categorical(2));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidInputException>(() => ModelWeights.Load(model, path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Weights_of_another_precision_are_converted()
    {
        Model<double> saved = Drawn<double>(1);
        Model<float> loaded = Drawn<float>(2);
        ModelWeights.Save(saved, FilePath);
        ModelWeights.Load(loaded, FilePath);
        Assert.Equal(saved.Parameters.ToArray().Select(value => (float)value), loaded.Parameters.ToArray());
    }

    [Fact]
    public void The_file_has_the_names_and_shapes_of_the_layouts()
    {
        ModelWeights.Save(Drawn<float>(1), FilePath);
        using SafetensorsFile file = SafetensorsFile.Open(FilePath);
        Assert.Equal(
            [.. s_network.Parameters.Slots.Select(slot => (slot.Name, slot.Shape)), .. s_network.Statistics.Slots.Select(slot => (slot.Name, slot.Shape))],
            file.Tensors.Select(tensor => (tensor.Name, tensor.Shape)));
        Assert.NotEmpty(s_network.Statistics.Slots);
        Assert.Equal(new Shape(4, 6), file.Find("fc1.weight")!.Shape);
    }

    [Fact]
    public void A_missing_tensor_is_named_with_its_like() => Refuses(
        tensors => tensors.Replace(tensors[0], tensors[0] with { Name = "fc_1.weight" }),
        "found no tensor 'fc1.weight'; expected one of that name and of shape 4×6. It has one called 'fc_1.weight': should that be it?");

    [Fact]
    public void A_missing_tensor_is_named() => Refuses(
        tensors => tensors.RemoveAt(1),
        "found no tensor 'fc1.bias'; expected one of that name and of shape 4. Describe the network that these weights belong to.");

    [Fact]
    public void A_superfluous_tensor_is_named() => Refuses(
        tensors => tensors.Add(new NamedTensor<float>("extra", new Shape(1), new float[1])),
        "found a tensor 'extra' that the network lacks; expected its 8 tensors only. Describe the network that these weights belong to.");

    [Fact]
    public void A_misshapen_tensor_is_named() => Refuses(
        tensors => tensors.Replace(tensors[0], tensors[0] with { Shape = new Shape(6, 4) }),
        "found tensor 'fc1.weight' of shape 6×4; expected shape 4×6, as the network has it. Describe the network that these weights belong to.");

    [Fact]
    public void A_tensor_of_integers_is_named()
    {
        Model<float> model = Drawn<float>(1);
        ModelWeights.Save(model, FilePath);
        byte[] bytes = File.ReadAllBytes(FilePath);
        int place = bytes.AsSpan().LastIndexOf("F32"u8);
        "I32"u8.CopyTo(bytes.AsSpan(place));
        File.WriteAllBytes(FilePath, bytes);
        Refused(model, $"found tensor '{s_network.Statistics.Slots[^1].Name}' of type I32; expected F16, BF16, F32 or F64.");
    }

    private void Refuses(Func<ImmutableArray<NamedTensor<float>>, ImmutableArray<NamedTensor<float>>> change, string message)
    {
        SafetensorsFile.Write(FilePath, change(ModelWeights.Tensors(Drawn<float>(1))));
        Refused(Drawn<float>(2), message);
    }

    private void Refused(Model<float> model, string message)
    {
        (float[] parameters, float[] statistics) = (model.Parameters.ToArray(), model.Statistics.ToArray());
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => ModelWeights.Load(model, FilePath));
        Assert.Equal($"{FilePath}: {message}", error.Message);
        Assert.Equal(parameters, model.Parameters.ToArray());
        Assert.Equal(statistics, model.Statistics.ToArray());
    }

    private static Model<T> Drawn<T>(int seed)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Model<T> model = new(s_network, Likelihood.Categorical(3));
        RandomSequence random = RandomStream.FromSeed(seed).From();
        random.FillNormal(model.Parameters.Span);
        random.FillNormal(model.Statistics.Span);
        return model;
    }
}
