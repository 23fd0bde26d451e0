using System.Numerics;
using System.Security.Cryptography;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Networks.ModelFiles;
using Neuromanifold.Optimisation;

namespace Neuromanifold.Experiments.Runs.Checkpoints;

/// <summary>
/// The last checkpoint of a run, in a folder: model-STEPS.safetensors, optimizer-STEPS.safetensors and state.json, which names
/// them. A new checkpoint's tensors get new names; renaming its state.json into place is the moment it replaces the old one,
/// whose files go after that. So a kill at any instant leaves one of the two whole.
/// </summary>
/// <param name="folder">The folder, made when the first checkpoint is saved.</param>
public sealed class CheckpointStore(string folder)
{
    // Keeps any name of a state apart from what the format reserves.
    private const string StatePrefix = "state:";
    private const string StartAgain = "Start the run again in a new directory.";

    /// <summary>Whether there is a checkpoint.</summary>
    public bool Exists => File.Exists(StatePath);

    private string StatePath => Path.Combine(folder, "state.json");

    /// <summary>Saves a checkpoint in place of the one before.</summary>
    /// <param name="model">Parameters and statistics.</param>
    /// <param name="optimiser">The optimiser's memory.</param>
    /// <param name="position">Where the run stands.</param>
    /// <param name="dataFingerprint">What identifies the data trained on.</param>
    /// <exception cref="OutputException">It cannot be written; the one before is still good.</exception>
    public void Save<T>(Model<T> model, IReadOnlyList<OptimiserState<T>> optimiser, TrainingPosition position, string dataFingerprint)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckpointState state = new()
        {
            Format = CheckpointState.CurrentFormat,
            Precision = CheckpointState.PrecisionOf<T>(),
            Epoch = position.Epoch,
            StepInEpoch = position.StepInEpoch,
            Steps = position.Steps,
            LossSum = position.LossSum,
            EpochSeconds = position.EpochSeconds,
            DataFingerprint = dataFingerprint,
            Model = WriteTensors(NewName("model", position.Steps), ModelWeights.Tensors(model)),
            Optimiser = WriteTensors(NewName("optimizer", position.Steps), [.. optimiser.Select(state => new NamedTensor<T>(StatePrefix + state.Name, new Shape(state.Values.Length), state.Values))]),
            Extra = new Dictionary<string, string>(StringComparer.Ordinal),
            Records = position.Records,
        };
        JsonFile.Write(StatePath, state, CheckpointJson.Default.CheckpointState);
        Sweep(keep: [state.Model.Name, state.Optimiser.Name]);
    }

    /// <summary>Sets a model and an optimiser to the checkpoint, and says where the run stood; on an error neither is touched.</summary>
    /// <param name="model">A model of the run's structure.</param>
    /// <param name="optimiser">The memory of an optimiser with the run's settings.</param>
    /// <param name="dataFingerprint">What identifies the data to train on.</param>
    /// <exception cref="InvalidInputException">There is no checkpoint, it is damaged, or it is of another model, optimiser, precision or other data.</exception>
    public TrainingPosition Load<T>(Model<T> model, IReadOnlyList<OptimiserState<T>> optimiser, string dataFingerprint)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckpointState state = CheckpointState.Read(StatePath);
        if (state.Precision != CheckpointState.PrecisionOf<T>())
            throw new InvalidInputException(StatePath, $"a checkpoint of precision {state.Precision}", CheckpointState.PrecisionOf<T>(), $"Go on with --precision {state.Precision}.");
        if (state.DataFingerprint != dataFingerprint)
            throw new InvalidInputException(StatePath, "a checkpoint of a run on other data", $"data of fingerprint {state.DataFingerprint}, not {dataFingerprint}", "Put the data back as they were, or start the run again in a new directory.");
        T[][] values = ReadStates(Verified(state.Optimiser), optimiser);
        ModelWeights.Load(model, Verified(state.Model));
        for (int i = 0; i < values.Length; i++) values[i].CopyTo(optimiser[i].Values);
        return state.ToPosition();
    }

    /// <summary>Sets a model alone to the checkpoint; on an error it is not touched.</summary>
    /// <exception cref="InvalidInputException">There is no checkpoint, it is damaged, or it is of another model.</exception>
    public void LoadModel<T>(Model<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ModelWeights.Load(model, Verified(CheckpointState.Read(StatePath).Model));

    /// <summary>Removes the checkpoint.</summary>
    public void Clear()
    {
        if (!Directory.Exists(folder)) return;
        File.Delete(StatePath);
        Sweep(keep: []);
        if (!Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
    }

    private CheckpointFile WriteTensors<T>(string name, IReadOnlyList<NamedTensor<T>> tensors)
        where T : unmanaged
    {
        using SHA256 hash = SHA256.Create();
        long bytes = 0;
        ReplacedFile.Write(Path.Combine(folder, name), stream =>
        {
            using CryptoStream hashing = new(stream, hash, CryptoStreamMode.Write, leaveOpen: true);
            SafetensorsFile.Write(hashing, tensors);
            hashing.FlushFinalBlock();
            bytes = stream.Position;
        });
        return new CheckpointFile(name, bytes, Convert.ToHexStringLower(hash.Hash!));
    }

    // A name that no file has: the checkpoint before may be of the same step.
    private string NewName(string kind, long steps) => Enumerable.Range(0, int.MaxValue)
        .Select(repetition => repetition == 0 ? $"{kind}-{steps}.safetensors" : $"{kind}-{steps}-{repetition}.safetensors")
        .First(name => !File.Exists(Path.Combine(folder, name)));

    private string Verified(CheckpointFile file)
    {
        if (file.Name.Length == 0 || Path.GetFileName(file.Name) != file.Name) throw new InvalidInputException(StatePath, $"a file name '{file.Name}'", "a name without a folder", StartAgain);
        string path = Path.Combine(folder, file.Name);
        return InputFile.Read(path, "a file of the checkpoint", stream =>
        {
            if (stream.Length != file.Bytes) throw new InvalidInputException(path, $"{stream.Length} bytes", $"the {file.Bytes} that were written", StartAgain);
            if (Convert.ToHexStringLower(SHA256.HashData(stream)) != file.Sha256) throw new InvalidInputException(path, "a content that has changed", "the one that was written", StartAgain);
            return path;
        });
    }

    private static T[][] ReadStates<T>(string path, IReadOnlyList<OptimiserState<T>> states)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        if (file.Tensors.Length != states.Count)
            throw new InvalidInputException(path, $"{file.Tensors.Length} states of an optimiser", $"{states.Count}", "Go on with the optimiser that the run was begun with.");
        T[][] values = new T[states.Count][];
        for (int i = 0; i < values.Length; i++)
        {
            string name = StatePrefix + states[i].Name;
            if (file.Find(name) is { } found && found.Shape.ElementCount != states[i].Values.Length)
                throw new InvalidInputException(path, $"state '{states[i].Name}' of {found.Shape.ElementCount} values", $"{states[i].Values.Length}", "Go on with the optimiser that the run was begun with.");
            values[i] = new T[states[i].Values.Length];
            file.CopyTo(name, values[i].AsSpan());
        }

        return values;
    }

    // Files of earlier checkpoints and those that a kill left unfinished. One that cannot be removed does no harm.
    private void Sweep(ReadOnlySpan<string> keep)
    {
        foreach (string path in Directory.GetFiles(folder))
        {
            string name = Path.GetFileName(path);
            bool isOurs = name.EndsWith(ReplacedFile.UnfinishedExtension, StringComparison.Ordinal)
                || (name.EndsWith(".safetensors", StringComparison.Ordinal) && (name.StartsWith("model-", StringComparison.Ordinal) || name.StartsWith("optimizer-", StringComparison.Ordinal)));
            if (!isOurs || keep.Contains(name)) continue;
            try
            {
                File.Delete(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                continue;
            }
        }
    }
}
