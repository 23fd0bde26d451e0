using System.Text.Json.Nodes;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Experiments.Runs.Checkpoints;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Optimisation;

namespace Neuromanifold.Experiments.Tests.Runs.Checkpoints;

public sealed class CheckpointStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neuromanifold-").FullName;
    private readonly CheckpointStore _store;

    public CheckpointStoreTests() => _store = new CheckpointStore(Place);

    private string Place => Path.Combine(_folder, "checkpoint");

    private string StatePath => Path.Combine(Place, "state.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_bit_returns()
    {
        Assert.False(_store.Exists);
        foreach (long steps in (long[])[0, 1, 14, 31])
        {
            RunFixtures.Save(_store, steps);
            Assert.True(_store.Exists);
            Assert.Equal(steps, RunFixtures.LoadChecked(_store));
            Assert.Equal([$"model-{steps}.safetensors", $"optimizer-{steps}.safetensors", "state.json"], Names());
        }
    }

    [Fact]
    public void The_model_alone_and_the_position_return()
    {
        _store.Save(RunFixtures.Model<double>(5), RunFixtures.Optimiser<double>(5), RunFixtures.Position(5), RunFixtures.Fingerprint);
        Model<double> model = RunFixtures.Model<double>(0);
        _store.LoadModel(model);
        Assert.Equal(RunFixtures.Model<double>(5).Parameters.ToArray(), model.Parameters.ToArray());
        Assert.Equal(5, _store.Load(model, RunFixtures.Optimiser<double>(0), RunFixtures.Fingerprint).Steps);
    }

    [Fact]
    public void A_checkpoint_of_the_same_step_replaces_the_one_before()
    {
        RunFixtures.Save(_store, 4);
        RunFixtures.Save(_store, 4);
        Assert.Equal(["model-4-1.safetensors", "optimizer-4-1.safetensors", "state.json"], Names());
        Assert.Equal(4, RunFixtures.LoadChecked(_store));
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_nothing_is_touched()
    {
        RunFixtures.Save(_store, 4);
        Model<float> model = RunFixtures.Model<float>(9);
        var optimiser = RunFixtures.Optimiser<float>(9);
        float[] before = model.Parameters.ToArray();
        void Refuses(string message, Action load)
        {
            Assert.Contains(message, Assert.Throws<InvalidInputException>(load).Message, StringComparison.Ordinal);
            Assert.Equal(before, model.Parameters.ToArray());
        }

        Refuses("found a checkpoint of a run on other data", () => _store.Load(model, optimiser, "other"));
        Refuses("found a checkpoint of precision float; expected double. Go on with --precision float.", () => _store.Load(RunFixtures.Model<double>(0), RunFixtures.Optimiser<double>(0), RunFixtures.Fingerprint));
        Refuses("found 4 states of an optimiser; expected 3", () => _store.Load(model, optimiser[1..], RunFixtures.Fingerprint));
        Refuses("found state 'empty' of 0 values; expected 1", () => _store.Load(model, optimiser.SetItem(3, new OptimiserState<float>("empty", new float[1])), RunFixtures.Fingerprint));
        Refuses("found no tensor 'state:other'", () => _store.Load(model, optimiser.SetItem(3, new OptimiserState<float>("other", default)), RunFixtures.Fingerprint));
        Model<float> foreign = new(new MultilayerPerceptron([6, 5, 3]).Build(new(6)), model.Likelihood);
        Refuses("tensor 'fc1.weight' of shape 4×6; expected shape 5×6", () => _store.Load(foreign, optimiser, RunFixtures.Fingerprint));
    }

    [Fact]
    public void A_file_that_is_missing_cut_off_or_changed_is_refused()
    {
        RunFixtures.Save(_store, 4);
        foreach (string path in Directory.GetFiles(Place))
        {
            byte[] whole = File.ReadAllBytes(path);
            byte[] changed = [.. whole];
            changed[^20] ^= 1;
            foreach (byte[]? content in (byte[]?[])[null, [], whole[..^2], [.. whole, 0], changed])
            {
                if (content is null) File.Delete(path);
                else File.WriteAllBytes(path, content);
                // A change of state.json alone need not show.
                if (path == StatePath && content == changed) continue;
                Assert.Throws<InvalidInputException>(() => RunFixtures.LoadChecked(_store));
            }

            File.WriteAllBytes(path, whole);
        }

        Assert.Equal(4, RunFixtures.LoadChecked(_store));
    }

    [Fact]
    public void A_state_with_any_field_changed_is_refused_or_read()
    {
        RunFixtures.Save(_store, 4);
        string whole = File.ReadAllText(StatePath);
        string[] values = ["null", "true", "-1", "0", "7", "1e400", "0.5", "99999999999999999999", "\"\"", "\"NaN\"", "\"../../etc/passwd\"", "[]", "{}", "[null]", "[[]]", "[{}]"];
        foreach (string field in JsonNode.Parse(whole)!.AsObject().Select(pair => pair.Key))
        {
            foreach (string value in values.Append(""))
            {
                JsonObject state = JsonNode.Parse(whole)!.AsObject();
                if (value.Length == 0) state.Remove(field);
                else state[field] = JsonNode.Parse(value);
                File.WriteAllText(StatePath, state.ToJsonString());
                bool isRead = TryLoad();
                if (value.Length == 0) Assert.False(isRead, field);
            }
        }

        Assert.Contains("expected format 1", Refusal(whole, state => state["format"] = 2), StringComparison.Ordinal);
        Assert.Contains("a name without a folder", Refusal(whole, state => state["model"]!["name"] = "../model-4.safetensors"), StringComparison.Ordinal);
        Assert.Contains("numbers that agree", Refusal(whole, state => state["epoch"] = 3), StringComparison.Ordinal);
        Assert.Contains("unknown", Refusal(whole, state => state["unknown"] = 3), StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_with_any_bytes_changed_is_refused_or_read()
    {
        RunFixtures.Save(_store, 4);
        byte[] whole = File.ReadAllBytes(StatePath);
        int refused = 0;
        for (int seed = 0; seed < 500; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            byte[] mutated = [.. whole];
            mutated[random.NextInteger(whole.Length)] = (byte)random.NextWord();
            File.WriteAllBytes(StatePath, seed % 2 == 0 ? mutated : whole[..random.NextInteger(whole.Length - 2)]);
            refused += TryLoad() ? 0 : 1;
        }

        Assert.InRange(refused, 250, 499);
    }

    [Fact]
    public void A_kill_after_any_part_of_saving_leaves_the_old_checkpoint_or_the_new_one()
    {
        RunFixtures.Save(_store, 1);
        Dictionary<string, byte[]> old = Contents();
        RunFixtures.Save(_store, 2);
        Dictionary<string, byte[]> saved = Contents();

        // Saving writes these in this order, each beside its place before it is renamed, then removes the old ones.
        Dictionary<string, byte[]> disk = new(old, StringComparer.Ordinal);
        foreach (string name in (string[])["model-2.safetensors", "optimizer-2.safetensors", "state.json"])
        {
            foreach (int length in (int[])[0, saved[name].Length / 2, saved[name].Length])
            {
                disk[$"{name}.abc{ReplacedFile.UnfinishedExtension}"] = saved[name][..length];
                Assert.Equal(1, LoadedFrom(disk));
            }

            disk.Remove($"{name}.abc{ReplacedFile.UnfinishedExtension}");
            disk[name] = saved[name];
            Assert.Equal(name == "state.json" ? 2 : 1, LoadedFrom(disk));
        }

        foreach (string name in (string[])["model-1.safetensors", "optimizer-1.safetensors"])
        {
            disk.Remove(name);
            Assert.Equal(2, LoadedFrom(disk));
        }

        Assert.Equal(saved.Keys.Order(StringComparer.Ordinal), disk.Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void A_save_that_fails_leaves_the_checkpoint_before()
    {
        RunFixtures.Save(_store, 1);
        // A folder in state.json's place: the tensors are written, the renaming that would commit them fails.
        byte[] state = File.ReadAllBytes(StatePath);
        File.Delete(StatePath);
        Directory.CreateDirectory(StatePath);
        Assert.Throws<OutputException>(() => RunFixtures.Save(_store, 2));
        Directory.Delete(StatePath);
        File.WriteAllBytes(StatePath, state);
        Assert.Equal(1, RunFixtures.LoadChecked(_store));
        RunFixtures.Save(_store, 3);
        Assert.Equal(["model-3.safetensors", "optimizer-3.safetensors", "state.json"], Names());
    }

    private string Refusal(string whole, Action<JsonNode> change)
    {
        JsonNode state = JsonNode.Parse(whole)!;
        change(state);
        File.WriteAllText(StatePath, state.ToJsonString());
        return Assert.Throws<InvalidInputException>(() => RunFixtures.LoadChecked(_store)).Message;
    }

    // Anything but these two outcomes fails the test.
    private bool TryLoad()
    {
        try
        {
            _store.Load(RunFixtures.Model<float>(0), RunFixtures.Optimiser<float>(0), RunFixtures.Fingerprint);
            return true;
        }
        catch (InvalidInputException)
        {
            return false;
        }
    }

    private long LoadedFrom(Dictionary<string, byte[]> disk)
    {
        string place = Directory.CreateDirectory(Path.Combine(_folder, Path.GetRandomFileName())).FullName;
        foreach ((string name, byte[] content) in disk) File.WriteAllBytes(Path.Combine(place, name), content);
        CheckpointStore store = new(place);
        long steps = RunFixtures.LoadChecked(store);
        // And the run goes on from there, whatever the kill left lying about.
        RunFixtures.Save(store, steps + 1);
        Assert.Equal(steps + 1, RunFixtures.LoadChecked(store));
        Assert.Equal(3, Directory.GetFiles(place).Length);
        return steps;
    }

    private Dictionary<string, byte[]> Contents() => Directory.GetFiles(Place).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes, StringComparer.Ordinal);

    private string[] Names() => [.. Directory.GetFileSystemEntries(Place).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
