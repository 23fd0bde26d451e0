using System.Collections.Immutable;
using System.Numerics;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Networks.ModelFiles;

/// <summary>A model's parameters and statistics in a .safetensors or .npz file, under the names and shapes of its network.</summary>
public static class ModelWeights
{
    /// <summary>Writes the weights beside their place, then renames the file.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">Where: NumPy's format if it ends with .npz, else safetensors.</param>
    /// <param name="metadata">What a safetensors file shall say of itself; .npz has no place for it.</param>
    /// <exception cref="OutputException">The place cannot be written; what stood there is unchanged.</exception>
    public static void Save<T>(Model<T> model, string path, IReadOnlyDictionary<string, string>? metadata = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (TensorFile.IsNpz(path)) NpzFile.Write(path, Tensors(model));
        else SafetensorsFile.Write(path, Tensors(model), metadata);
    }

    /// <summary>All of a model's tensors: parameters, then statistics, without copying them.</summary>
    public static ImmutableArray<NamedTensor<T>> Tensors<T>(Model<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
    [
        .. model.Network.Parameters.Slots.Select(slot => new NamedTensor<T>(slot.Name, slot.Shape, model.Parameters.Slice(slot.Offset, slot.Length))),
        .. model.Network.Statistics.Slots.Select(slot => new NamedTensor<T>(slot.Name, slot.Shape, model.Statistics.Slice(slot.Offset, slot.Length))),
    ];

    /// <summary>Reads the weights of a model; they are all set or, on an error, none.</summary>
    /// <exception cref="InvalidInputException">The file is unreadable, or its tensors are not the network's in name, shape and kind.</exception>
    public static void Load<T>(Model<T> model, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using ITensorFile file = TensorFile.Open(path);
        Check(file, model.Network);
        T[] parameters = Values<T>(file, model.Network.Parameters), statistics = Values<T>(file, model.Network.Statistics);
        parameters.CopyTo(model.Parameters);
        statistics.CopyTo(model.Statistics);
    }

    private static T[] Values<T>(ITensorFile file, TensorLayout layout)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = new T[layout.Length];
        foreach (TensorSlot slot in layout.Slots) file.CopyTo(slot.Name, slot.In(values.AsSpan()));
        return values;
    }

    private static void Check(ITensorFile file, Network network)
    {
        ImmutableArray<TensorSlot> slots = [.. network.Parameters.Slots, .. network.Statistics.Slots];
        string[] superfluous = [.. file.Names.Except(slots.Select(slot => slot.Name), StringComparer.Ordinal)];
        foreach (TensorSlot slot in slots)
        {
            if (file.Describe(slot.Name) is not { } tensor) throw Missing(file.FilePath, slot, superfluous);
            if (!tensor.Shape.Equals(slot.Shape))
                throw new InvalidInputException(file.FilePath, $"tensor {Quoted.Name(slot.Name)} of shape {tensor.Shape}", $"shape {slot.Shape}, as the network has it", "Describe the network that these weights belong to.");
            if (!tensor.IsReadable)
                throw new InvalidInputException(file.FilePath, $"tensor {Quoted.Name(slot.Name)} of type {tensor.Type}", file.Readable);
        }

        if (superfluous is [string unknown, ..])
        {
            throw new InvalidInputException(
                file.FilePath,
                $"a tensor {Quoted.Name(unknown)}{(superfluous.Length > 1 ? $" and {superfluous.Length - 1} more" : "")} that the network lacks",
                $"its {slots.Length} tensors only",
                "Describe the network that these weights belong to.");
        }
    }

    private static InvalidInputException Missing(string path, TensorSlot slot, string[] superfluous) => new(
        path,
        $"no tensor {Quoted.Name(slot.Name)}",
        $"one of that name and of shape {slot.Shape}",
        NearestName.To(slot.Name, superfluous) is { } near ? $"It has one called {Quoted.Name(near)}: should that be it?" : "Describe the network that these weights belong to.");
}
