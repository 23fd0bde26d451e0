using System.Diagnostics;

namespace Neuromanifold.Studies.Trials;

/// <summary>A study whose measurements are trials, each of which leaves rows of named numbers, and what they say of claims.</summary>
internal abstract class TrialStudy(string name, string title, string description, string publication)
    : MeasuredStudy<MeasuredRows<TrialRow>>(name, title, description, publication, "trials.jsonl", TrialJson.Default.MeasuredRowsTrialRow, static one => one.Trial)
{
    // What is measured beside a training, as a share more.
    private const double MeasuringShare = 1.5;

    /// <summary>How it is set up, as labelled values.</summary>
    protected abstract IReadOnlyList<ReportFact> Facts(bool quick);

    /// <summary>Judges the claims.</summary>
    public abstract IReadOnlyList<StudyClaim> Claims(TrialRows rows);

    /// <summary>The tables of the page.</summary>
    protected abstract IReadOnlyList<ReportTable> Tables(TrialRows rows);

    /// <summary>The charts of the page.</summary>
    protected abstract IReadOnlyList<ReportChart> Charts(TrialRows rows);

    /// <summary>A trial.</summary>
    /// <param name="name">Unique in the study.</param>
    /// <param name="examples">Examples that its trainings see, by which its time is estimated.</param>
    /// <param name="run">The work, which is given the rows of trials before it.</param>
    /// <param name="seconds">Seconds that it takes beside them on any machine.</param>
    internal static Measurement<MeasuredRows<TrialRow>> Trial(
        string name, double examples, Func<TrialRows, IReadOnlyList<TrialRow>> run, double seconds = 0) =>
        new(name, before => new MeasuredRows<TrialRow>(name, run(TrialRows.Of(before)))) { Examples = examples, Seconds = seconds };

    protected internal override Func<Measurement<MeasuredRows<TrialRow>>, double> Estimate(StudyBench bench, IReadOnlyList<Measurement<MeasuredRows<TrialRow>>> missing)
    {
        double perExample = MeasuringShare * SecondsPerExample(bench);
        return one => one.Seconds + (one.Examples * perExample);
    }

    protected internal override StudyFindings Conclude(StudyBench bench, IReadOnlyList<MeasuredRows<TrialRow>> records)
    {
        TrialRows rows = TrialRows.Of(records);
        IReadOnlyList<ReportFact> facts = Facts(bench.Configuration.Quick);
        JsonObject json = new()
        {
            ["facts"] = new JsonObject(facts.Select(fact => KeyValuePair.Create<string, JsonNode?>(fact.Label, fact.Value))),
            ["measurements"] = new JsonArray([.. rows.All.Select(row => row.ToJson())]),
        };
        return new StudyFindings(Claims(rows), json)
        {
            Facts = facts,
            Notes = ["A claim is judged by means over seeds."],
            Tables = Tables(rows),
            Charts = Charts(rows),
        };
    }

    // From an epoch on a few examples, after one that compiles the code.
    private static double SecondsPerExample(StudyBench bench)
    {
        const int Looked = 10_000, WarmUpEpochs = 4;
        IDatasetPart few = Trainings.First(bench.Dataset.Training, Looked, seed: 0);
        Model<float> model = Trainings.Initialise(few, "100-100", "relu", bench.Classes, seed: 0);
        bench.Train(model, Trainings.Adam(model), few, WarmUpEpochs, seed: 0);
        long start = Stopwatch.GetTimestamp();
        bench.Train(model, Trainings.Adam(model), few, epochs: 1, seed: 0);
        return Stopwatch.GetElapsedTime(start).TotalSeconds / few.Count;
    }
}
