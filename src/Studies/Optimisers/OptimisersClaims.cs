using Neuromanifold.Studies.Trials;

namespace Neuromanifold.Studies.Optimisers;

/// <summary>Judges what was published of K-FAC's speed. Source: [Aggarwal18].</summary>
internal static class OptimisersClaims
{
    /// <summary>How many times fewer updates and seconds were published, on an autoencoder of eight layers.</summary>
    public const double FewerUpdates = 14.7, FewerSeconds = 3.8;

    private const double FasterThanDescent = 3.5;

    private const string Curvature = "kfac", Descent = "sgd";

    public static IReadOnlyList<StudyClaim> Of(TrialRows rows) =>
    [
        OnAutoencoder(rows, "updates", FewerUpdates, arrival => arrival.Updates),
        OnAutoencoder(rows, "seconds", FewerSeconds, arrival => arrival.Seconds),
        OnClassifier(rows),
    ];

    private static StudyClaim OnAutoencoder(TrialRows rows, string unit, double published, Func<Arrival, double> read)
    {
        string sentence = $"K-FAC comes to the training error at which SGD with momentum ends in {NumberText.Short(published)} times fewer {unit}.";
        if (Arrival.OfMomentum(rows) is not { } reference) return new StudyClaim(OptimisersRows.Autoencoder, sentence, "The training with momentum diverged.", null, null);
        string aim = $"an error of {NumberText.Short(reference.Target)}";
        if (Arrival.Of(OptimisersRows.Looks(rows, Curvature), reference.Target) is not { } arrival)
            return new StudyClaim(OptimisersRows.Autoencoder, sentence, $"It did not come to {aim} within its seconds.", null, false);
        double ratio = read(reference.First) / read(arrival);
        return new StudyClaim(
            OptimisersRows.Autoencoder,
            sentence,
            $"{NumberText.Short(ratio)} times fewer: momentum took {NumberText.Short(read(reference.First))} {unit} to {aim}, K-FAC {NumberText.Short(read(arrival))}.",
            ratio,
            ratio >= published);
    }

    private static StudyClaim OnClassifier(TrialRows rows)
    {
        const string Sentence = "K-FAC is more than 3.5 times faster than well-tuned SGD.";
        double? descent = MeanSeconds(Descent), own = MeanSeconds(Curvature);
        if (own is not { } quick) return new StudyClaim(OptimisersRows.Classifier, Sentence, "K-FAC did not come to the target from every seed.", null, descent is null ? null : false);
        if (descent is not { } slow) return new StudyClaim(OptimisersRows.Classifier, Sentence, "SGD did not come to the target from every seed.", null, null);
        return new StudyClaim(
            OptimisersRows.Classifier,
            Sentence,
            $"{NumberText.Short(slow / quick)} times: SGD took {NumberText.Short(slow)} seconds to the target, K-FAC {NumberText.Short(quick)}.",
            slow / quick,
            slow / quick > FasterThanDescent);

        double? MeanSeconds(string name)
        {
            TrialRow[] trainings = OptimisersRows.Trainings(rows, name);
            return trainings.Length > 0 && trainings.All(row => row.Values.ContainsKey(OptimisersRows.TargetSeconds)) ? trainings.Average(row => row.Values[OptimisersRows.TargetSeconds]) : null;
        }
    }
}
