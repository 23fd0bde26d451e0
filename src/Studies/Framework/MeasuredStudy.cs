using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using Neuromanifold.Experiments.Files;

namespace Neuromanifold.Studies.Framework;

/// <summary>
/// A study that is a list of measurements, each kept under its key as soon as it is taken: one that was stopped goes on where it
/// stood, and ends with the same results.
/// </summary>
/// <typeparam name="TRecord">What is kept of a measurement, a line each of a file of JSON lines.</typeparam>
/// <param name="name">The name on the command line.</param>
/// <param name="title">The heading of its page.</param>
/// <param name="description">What it is about, in one line.</param>
/// <param name="publication">Where it was published, as a reader would look it up.</param>
/// <param name="file">The name of the file of measurements.</param>
/// <param name="format">How a line of it looks.</param>
/// <param name="keyOf">The key of a line.</param>
public abstract class MeasuredStudy<TRecord>(
    string name, string title, string description, string publication, string file, JsonTypeInfo<TRecord> format, Func<TRecord, string> keyOf)
    : Study(name, title, description, publication)
    where TRecord : class
{
    /// <summary>The measurements, in the order in which they are taken and reported.</summary>
    protected internal abstract IReadOnlyList<Measurement<TRecord>> Measurements(StudyBench bench);

    /// <summary>Says what was found.</summary>
    /// <param name="bench">What it was measured with.</param>
    /// <param name="records">What was kept of all measurements, in their order.</param>
    protected internal abstract StudyFindings Conclude(StudyBench bench, IReadOnlyList<TRecord> records);

    /// <summary>About how many seconds a measurement takes as a whole, on this machine.</summary>
    /// <param name="bench">What it is measured with.</param>
    /// <param name="missing">Those that are to be taken.</param>
    protected internal virtual Func<Measurement<TRecord>, double> Estimate(StudyBench bench, IReadOnlyList<Measurement<TRecord>> missing) => static one => one.Seconds;

    /// <inheritdoc/>
    protected internal sealed override StudyFindings Measure(StudyBench bench)
    {
        JsonLines<TRecord> lines = new(Path.Combine(bench.DirectoryPath, file), "a measurement", format);
        Dictionary<string, TRecord> kept = new(StringComparer.Ordinal);
        List<TRecord> records = [.. lines.Recover()];
        foreach (TRecord record in records) kept[keyOf(record)] = record;
        IReadOnlyList<Measurement<TRecord>> all = Measurements(bench);
        int MissingOf(Measurement<TRecord> one) => one.Keys.Count(key => !kept.ContainsKey(key));
        Measurement<TRecord>[] missing = [.. all.Where(one => MissingOf(one) > 0)];
        if (missing.Length == 0) bench.Note("Everything has been measured already.");
        else TakeAll();
        return Conclude(bench, [.. all.SelectMany(one => one.Keys).Select(key => kept[key])]);

        void TakeAll()
        {
            Func<Measurement<TRecord>, double> secondsOf = Estimate(bench, missing);
            double[] seconds = [.. missing.Select(one => secondsOf(one) * MissingOf(one) / one.Keys.Count)];
            int threads = IsParallel ? bench.Configuration.Threads : 1;
            double left = seconds.Sum() / Math.Min(threads, Environment.ProcessorCount), done = 0;
            bench.Note($"About {Numbers.Duration(left)} on this machine: {missing.Sum(MissingOf)} measurements. It can be stopped and resumed.");
            long start = Stopwatch.GetTimestamp();
            ParallelOptions options = new() { MaxDegreeOfParallelism = threads, CancellationToken = bench.Cancellation };
            foreach (IGrouping<int, int> stage in Enumerable.Range(0, missing.Length).GroupBy(index => missing[index].Stage))
            {
                if (IsParallel)
                {
                    IReadOnlyList<TRecord> before = [.. records];
                    Parallel.ForEach(stage, options, index => Take(missing[index], before));
                    continue;
                }

                foreach (int index in stage)
                {
                    bench.Cancellation.ThrowIfCancellationRequested();
                    Take(missing[index], records);
                    done += seconds[index];
                    left -= seconds[index];
                    double pace = Stopwatch.GetElapsedTime(start).TotalSeconds / done;
                    bench.Note($"{missing[index].Name}: done{(index + 1 < missing.Length ? $"; about {Numbers.Duration(left * pace)} left" : "")}.");
                }
            }
        }

        void Take(Measurement<TRecord> one, IReadOnlyList<TRecord> before)
        {
            try
            {
                one.Run(before, Keep);
            }
            catch (NumericalException failure)
            {
                throw new NumericalException($"{one.Name}: {failure.Message} What was measured before is kept in {bench.DirectoryPath}.", failure);
            }
        }

        void Keep(TRecord record)
        {
            lock (kept)
            {
                if (!kept.TryAdd(keyOf(record), record)) return;
                lines.Append(record);
                records.Add(record);
            }
        }
    }
}
