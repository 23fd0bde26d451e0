namespace Neuromanifold.Studies.Optimisers;

/// <summary>How much is trained.</summary>
/// <param name="Autoencoder">On the problem where second order pays off most.</param>
/// <param name="Classifier">On one where it pays less.</param>
internal sealed record OptimisersPlan(AutoencoderPlan Autoencoder, ClassifierPlan Classifier)
{
    /// <summary>The whole study.</summary>
    public static OptimisersPlan Full { get; } = new(
        new AutoencoderPlan(
            [
                new Contender("momentum", "lr", [0.0003, 0.001, 0.003], 0.001) { Fixed = "momentum=0.95" },
                new Contender("adam", "lr", [0.0003, 0.001, 0.003], 0.001),
                new Contender("kfac", "damping", [0.1, 1, 10], 1) { Fixed = "lr=1:step=model:adapt-damping=yes:divergence-limit=1000:statistics-every=2:inverse-every=20:weight-decay=0" },
                new Contender("ekfac", "damping", [0.1, 1, 10], 1) { Fixed = "lr=1:step=model:adapt-damping=yes:divergence-limit=1000:statistics-every=2:inverse-every=100:weight-decay=0" },
                new Contender("soap", "lr", [0.001, 0.003, 0.01], 0.003),
            ],
            ChoiceSeconds: 20,
            Seconds: 240),
        new ClassifierPlan(
            [
                new Contender("sgd", "lr", [0.1, 0.3, 1], 0.3),
                new Contender("momentum", "lr", [0.03, 0.1, 0.3], 0.1),
                new Contender("nesterov", "lr", [0.03, 0.1, 0.3], 0.1),
                new Contender("adagrad", "lr", [0.01, 0.03, 0.1], 0.02),
                new Contender("rmsprop", "lr", [0.001, 0.003, 0.01], 0.003),
                new Contender("adam", "lr", [0.001, 0.003, 0.01], 0.003),
                new Contender("adamw", "lr", [0.001, 0.003, 0.01], 0.003),
                new Contender("soap", "lr", [0.001, 0.003, 0.01], 0.003) { Cost = 6 },
                new Contender("kfac", "lr", [0.1, 0.3, 1], 0.3) { Cost = 2.2 },
                new Contender("ekfac", "lr", [0.1, 0.3, 1], 0.3) { Cost = 3.4 },
                new Contender("unitwise", "lr", [0.1, 0.3, 1], 0.3) { Cost = 18 },
                new Contender("rngd", "lr", [0.03, 0.1, 0.3], 0.1) { Cost = 3 },
                new Contender("fisher-diagonal", "lr", [0.1, 0.3, 1], 0.3) { Cost = 1.8 },
                new Contender("natural", "lr", [0.1, 0.3, 1], 0.3) { Cost = 9 },
            ],
            Target: 0.97,
            Epochs: 10,
            Seeds: 3,
            IsChosen: true));

    /// <summary>A few seconds each, nothing chosen, one seed.</summary>
    public static OptimisersPlan Quick { get; } = new(
        Full.Autoencoder with { ChoiceSeconds = 0, Seconds = 15, Batch = 250, Examples = 10_000, Watched = 1000 },
        Full.Classifier with { Target = 0.93, Epochs = 1, Seeds = 1, IsChosen = false });
}
