namespace Neuromanifold.Studies.Framework;

/// <summary>What a study measures with.</summary>
public sealed class StudyBench
{
    private readonly Dataset? _dataset;
    private readonly Action<string> _note;
    private readonly Func<string, RunConfiguration, ITrainingProgress> _show;

    internal StudyBench(
        StudyConfiguration configuration, Dataset? dataset, ThreadTeam team, string directoryPath, Action<string> note,
        Func<string, RunConfiguration, ITrainingProgress> show, CancellationToken cancellation)
    {
        Configuration = configuration;
        _dataset = dataset;
        Team = team;
        DirectoryPath = directoryPath;
        _note = note;
        _show = show;
        Cancellation = cancellation;
    }

    /// <summary>All that decides the outcome.</summary>
    public StudyConfiguration Configuration { get; }

    /// <summary>The data.</summary>
    /// <exception cref="InvalidOperationException">The study takes none.</exception>
    public Dataset Dataset => _dataset ?? throw new InvalidOperationException("The study takes no data.");

    /// <summary>The classes of the data, ten where they have no names.</summary>
    public int Classes => ClassesOf(Dataset);

    /// <summary>The threads, one where measurements are taken side by side.</summary>
    public ThreadTeam Team { get; }

    /// <summary>Where the study is kept.</summary>
    public string DirectoryPath { get; }

    /// <summary>Stops a measurement, whose work is lost then.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>The seeds of repeats.</summary>
    public IEnumerable<long> Seeds(int count) => Enumerable.Range(0, count).Select(repeat => Configuration.Seed + repeat);

    /// <summary>Tells the user.</summary>
    public void Note(string sentence) => _note(sentence);

    /// <summary>Makes the one who is told of a training.</summary>
    public ITrainingProgress Show(string label, RunConfiguration run) => _show(label, run);

    internal static int ClassesOf(Dataset dataset) => dataset.Classes?.Count ?? 10;
}
