using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Networks.ModelFiles.Onnx;
using Neuromanifold.Networks.ModelFiles.Onnx.Schema;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Networks.Tests.ModelFiles.Onnx;

/// <summary>Files that someone has tampered with: they read, or they are refused as bad input, and nothing else.</summary>
public sealed class OnnxMutationTests
{
    // No file there: tampering may well make a tensor's data external.
    private const string FilePath = "model.onnx";

    // What reading any file of a few kB may take: the file, its messages, the messages of errors.
    private const long MostMemory = 8 << 20;

    private static readonly string Fixtures = Path.Combine(AppContext.BaseDirectory, "ModelFiles", "Onnx", "fixtures");
    private static readonly string[] Victims = ["shapes/view", "shapes/residual", "opsets/batch_norm9", "activations/gelu_tanh", "shapes/softmax"];

    [Fact]
    public void A_file_cut_anywhere_is_refused_or_read()
    {
        byte[] whole = Bytes("shapes/view");
        int refused = 0;
        for (int length = 0; length < whole.Length; length++) refused += IsRefused(whole[..length]) ? 1 : 0;
        Assert.False(IsRefused(whole));
        // The version of the operators stands at the end, after the graph; nothing that fits before it is whole.
        Assert.Equal(whole.Length, refused);
    }

    [Fact]
    public void Flipped_bits_are_refused_or_read()
    {
        int refused = 0, read = 0;
        foreach (string victim in Victims)
        {
            byte[] whole = Bytes(victim);
            for (int bit = 0; bit < whole.Length * 8; bit += 5)
            {
                whole[bit / 8] ^= (byte)(1 << (bit % 8));
                if (IsRefused(whole)) refused++;
                else read++;
                whole[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        // Most bits are weights and names; those of structure are caught.
        Assert.InRange(refused, 500, int.MaxValue);
        Assert.InRange(read, 500, int.MaxValue);
    }

    [Fact]
    public void Random_bytes_are_refused_or_read()
    {
        for (int seed = 0; seed < 1000; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            byte[] mutated = Bytes(Victims[seed % Victims.Length]);
            for (int i = random.NextInteger(6); i >= 0; i--) mutated[random.NextInteger(mutated.Length)] = (byte)random.NextWord();
            IsRefused(mutated);
        }
    }

    [Fact]
    public void Every_field_may_be_mutated()
    {
        int refused = 0;
        foreach (string victim in Victims)
        {
            ModelProto whole = ModelProto.Parser.ParseFrom(Bytes(victim));
            for (int mutation = 0; Mutate(whole.Clone(), mutation) is { } mutated; mutation++) refused += IsRefused(mutated.ToByteArray()) ? 1 : 0;
        }

        Assert.InRange(refused, 1000, int.MaxValue);
    }

    // The mutation of a number: one field of one message somewhere in the model given one unexpected value; null beyond the last.
    private static ModelProto? Mutate(ModelProto model, int number)
    {
        Stack<IMessage> open = new([model]);
        while (open.TryPop(out IMessage? message))
        {
            foreach (FieldDescriptor field in message.Descriptor.Fields.InFieldNumberOrder())
            {
                object? value = field.Accessor.GetValue(message);
                if (value is IList list)
                {
                    foreach (Action change in Changes(list, field))
                    {
                        if (number-- > 0) continue;
                        change();
                        return model;
                    }

                    foreach (IMessage inner in list.OfType<IMessage>()) open.Push(inner);
                }
                else
                {
                    foreach (object other in Others(field))
                    {
                        if (number-- > 0) continue;
                        field.Accessor.SetValue(message, other);
                        return model;
                    }

                    if (value is IMessage inner) open.Push(inner);
                }
            }
        }

        return null;
    }

    private static IEnumerable<Action> Changes(IList list, FieldDescriptor field)
    {
        yield return list.Clear;
        if (list.Count > 0)
        {
            yield return () => list.Add(list[0]);
            yield return () => list.RemoveAt(list.Count - 1);
            yield return () => (list[0], list[^1]) = (list[^1], list[0]);
        }

        foreach (object other in Others(field))
        {
            yield return () => list.Add(other);
            if (list.Count > 0) yield return () => list[0] = other;
            if (list.Count > 1) yield return () => list[^1] = other;
        }
    }

    private static object[] Others(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Int64 => [0L, 1L, -1L, 2L, 7L, 13L, (long)int.MaxValue, 1L << 31, 1L << 40, long.MaxValue, long.MinValue],
        FieldType.Int32 => [0, 1, -1, 7, 10, 11, 16, int.MaxValue, int.MinValue],
        FieldType.Float => [0f, -1f, 1f, float.NaN, float.PositiveInfinity, float.MaxValue, float.Epsilon],
        FieldType.Double => [0.0, double.NaN, double.MaxValue],
        FieldType.String => ["", "input", "output", "fc.weight", "fc1.weight", "Identity", "Add", "Softmax", "ai.onnx.ml", "\u202e\0", new string('x', 5000)],
        FieldType.Bytes => [ByteString.Empty, ByteString.CopyFrom(1), ByteString.CopyFrom(new byte[40])],
        FieldType.Enum => [AttributeProto.Types.AttributeType.Int, AttributeProto.Types.AttributeType.Tensor, (AttributeProto.Types.AttributeType)99],
        _ => [],
    };

    private static byte[] Bytes(string fixture) => File.ReadAllBytes(Path.Combine(Fixtures, fixture + ".onnx"));

    // Anything but these two outcomes fails the test.
    private static bool IsRefused(byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isRefused = false;
        try
        {
            OnnxFile.Read<float>(FilePath, bytes, outputs => Likelihood.Categorical(outputs));
        }
        catch (InvalidInputException)
        {
            isRefused = true;
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostMemory);
        return isRefused;
    }
}
