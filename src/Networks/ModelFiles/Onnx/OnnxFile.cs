using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Networks.ModelFiles.Onnx.Schema;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Networks.ModelFiles.Onnx;

/// <summary>
/// Networks of dense layers in the ONNX format, as PyTorch and other frameworks write it: the graph, and its parameters under the
/// names they have there. Source: [ONNX24].
/// </summary>
public static class OnnxFile
{
    /// <summary>How names of such files end.</summary>
    public const string Extension = ".onnx";

    // What the wire format can count, less room for the graph.
    private const long LargestModel = int.MaxValue - (1 << 24);

    private const string Expected = "an ONNX model (.onnx)";

    /// <summary>
    /// Reads a model. A Softmax or LogSoftmax at its end is left out under a categorical likelihood, a Sigmoid under a Bernoulli one and
    /// an Exp under a Poisson one: outputs are natural parameters.
    /// </summary>
    /// <param name="path">The file. Data that it keeps in other files must lie in its folder or below.</param>
    /// <param name="likelihoodOf">The family of the outcomes, from the number of outputs.</param>
    /// <exception cref="InvalidInputException">
    /// The file cannot be read, is damaged, or holds a network of another kind; the message names the node. No more memory is taken
    /// than the file justifies.
    /// </exception>
    public static ImportedModel<T> Read<T>(string path, Func<int, Likelihood> likelihoodOf)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Read<T>(path, Bytes(path), likelihoodOf);

    /// <summary>Reads the bytes of a file.</summary>
    internal static ImportedModel<T> Read<T>(string path, byte[] bytes, Func<int, Likelihood> likelihoodOf)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ModelProto model = Parse(path, bytes);
        OnnxStructure structure = new OnnxGraphReader(path, model).Read(likelihoodOf);
        CheckSize(path, structure, bytes.Length);
        Model<T> read = new(structure.Network, Family(path, structure.Network, likelihoodOf));
        Dictionary<string, StoredTensor> tensors = new(StringComparer.Ordinal);
        Dictionary<string, TensorSlot> parameters = structure.Network.Parameters.Slots.ToDictionary(slot => slot.Name, StringComparer.Ordinal);
        Dictionary<string, TensorSlot> statistics = structure.Network.Statistics.Slots.ToDictionary(slot => slot.Name, StringComparer.Ordinal);
        foreach (TensorSource source in structure.Tensors)
        {
            tensors.Add(source.Name, parameters.TryGetValue(source.Name, out TensorSlot? slot)
                ? Fill(source, slot, read.Parameters.Span)
                : Fill(source, statistics[source.Name], read.Statistics.Span) with { IsStatistic = true });
        }

        string[] order = [.. model.Graph.Initializer.Select(tensor => tensor.Name).Where(tensors.ContainsKey)];
        return new ImportedModel<T>(read, [.. order.Concat(tensors.Keys.Except(order, StringComparer.Ordinal)).Select(name => tensors[name])], structure.Dropped);
    }

    /// <summary>
    /// Writes a model beside its place, then renames the file: opset 17, weights outputs × inputs, an input <c>input</c> of a batch of any
    /// size, an output <c>logits</c> under a likelihood of labels and <c>output</c> else, both natural parameters. Settings such as a
    /// slope are rounded to float, for the format knows no other. Dropout, which does nothing in use, is left out.
    /// </summary>
    /// <exception cref="OutputException">The place cannot be written, or the model is larger than the format allows; what stood there is unchanged.</exception>
    /// <exception cref="ArgumentException">A layer is of a kind that has no such operator, or T is neither float nor double.</exception>
    public static void Write<T>(string path, Model<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double)) throw new ArgumentException($"A model of {typeof(T).Name} cannot be written; use float or double.", nameof(model));
        long bytes = ((long)model.Parameters.Length + model.Statistics.Length) * Unsafe.SizeOf<T>();
        if (bytes > LargestModel) throw new OutputException(path, $"a model of {bytes} bytes is larger than an ONNX file can be", "Keep its weights in a .safetensors file.");
        ModelProto written = new()
        {
            IrVersion = 8,
            ProducerName = "Neuromanifold",
            OpsetImport = { new OperatorSetIdProto { Version = 17 } },
            Graph = new OnnxGraphWriter<T>(model).Write(),
        };
        ReplacedFile.Write(path, written.WriteTo);
    }

    private static byte[] Bytes(string path) => InputFile.Read(path, Expected, stream =>
    {
        if (stream.Length > Array.MaxLength) throw new InvalidInputException(path, $"a file of {stream.Length} bytes", $"at most {Array.MaxLength}, the format's own limit", "Export the model with external data.");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    });

    private static ModelProto Parse(string path, byte[] bytes)
    {
        if (!OnnxParts.AreFew(bytes, ModelProto.Descriptor)) throw new InvalidInputException(path, $"more than {OnnxParts.Most} parts, or groups of them", Expected);
        try
        {
            ModelProto model = ModelProto.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes);
            return model.IrVersion > 0 ? model : throw new InvalidInputException(path, "no version of the format", Expected);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new InvalidInputException(path, $"bytes that are no such model ({error.Message.TrimEnd('.')})", Expected, "The file may be cut short or damaged.", error);
        }
    }

    // Copies by Identity cost no bytes, external data may be named many times; no element costs less than a byte.
    private static void CheckSize(string path, OnnxStructure structure, long length)
    {
        long elements = structure.Tensors.Sum(source => (long)source.Tensor.Shape.ElementCount);
        long bytes = length + structure.Tensors.Select(source => source.Tensor.External).OfType<ExternalData>().DistinctBy(data => data.FilePath, StringComparer.Ordinal).Sum(data => data.FileLength);
        if (elements > Math.Min(bytes, int.MaxValue / 2))
            throw new InvalidInputException(path, $"parameters of {elements} elements out of {bytes} bytes", $"an element for each byte at the most, and up to {int.MaxValue / 2}");
    }

    private static Likelihood Family(string path, Network network, Func<int, Likelihood> likelihoodOf)
    {
        try
        {
            Likelihood likelihood = likelihoodOf(network.OutputWidth);
            return likelihood.Dimension == network.OutputWidth ? likelihood : throw new InvalidInputException(path, $"{network.OutputWidth} outputs", $"{likelihood.Dimension} for a {likelihood.Name} likelihood");
        }
        catch (ArgumentException error)
        {
            throw new InvalidInputException(path, $"{network.OutputWidth} outputs", "a number of outputs that suits the likelihood", error.Message, error);
        }
    }

    private static StoredTensor Fill<T>(TensorSource source, TensorSlot slot, Span<T> vector)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        StoredTensor tensor = new(source.Name, source.Tensor.Shape, slot) { IsTransposed = source.IsTransposed, Scale = source.Scale };
        Span<T> values = slot.In(vector);
        if (source.IsTransposed)
        {
            T[] stored = new T[slot.Length];
            source.Tensor.CopyTo<T>(stored);
            tensor.FromStored<T>(stored, values);
        }
        else
        {
            source.Tensor.CopyTo(values);
        }

        if (source.Scale != 1) TensorPrimitives.Multiply(values, T.CreateTruncating(source.Scale), values);
        return tensor;
    }
}
