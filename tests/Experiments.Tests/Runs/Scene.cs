using System.Globalization;
using System.Text;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Experiments.Tests.Runs;

/// <summary>A folder with a small table of two classes, and runs on it.</summary>
internal sealed class Scene : IDisposable
{
    public const int StepsPerEpoch = 9;

    public Scene()
    {
        StringBuilder text = new("x,y,class\n");
        for (int i = 0; i < 100; i++) text.Append(CultureInfo.InvariantCulture, $"{Math.Sin(i) + (2 * (i % 2))},{Math.Cos(i * 1.7)},{i % 2}\n");
        File.WriteAllText(PathOf("points.csv"), text.ToString());
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("neuromanifold-scene-").FullName;

    public RunConfiguration Configuration => new(
        new DataConfiguration($"csv:{PathOf("points.csv")}") { Target = "class" },
        new NetworkConfiguration("2-5-2") { Activation = "tanh", Normalisation = "after", Dropout = 0.1 },
        new OptimiserConfiguration("adam")) { Batch = 10, Epochs = 4, Threads = 2 };

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string Model(string run) => Convert.ToHexString(File.ReadAllBytes(Directory.GetFiles(PathOf($"{run}/checkpoint"), "model-*.safetensors").Single()));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>One who stops a run after some steps.</summary>
    internal sealed class Stop(int steps) : ITrainingProgress, IDisposable
    {
        private readonly CancellationTokenSource _source = new();
        private int _left = steps;

        public CancellationToken Token => _source.Token;

        public void StepTaken(in StepReport report)
        {
            // The loop looks after the step it tells of.
            if (--_left == 0) _source.Cancel();
        }

        public void EpochCompleted(EpochRecord record)
        {
            // Steps alone are counted.
        }

        public void Dispose() => _source.Dispose();
    }
}
