namespace Neuromanifold.Studies.Framework;

/// <summary>A chain of dense layers that is trained.</summary>
/// <param name="Name">What the study calls it.</param>
/// <param name="Hidden">The widths between input and output, joined by dashes.</param>
/// <param name="Activation">The activation's name.</param>
internal sealed record StudiedNetwork(string Name, string Hidden, string Activation)
{
    /// <summary>The probability of dropout while training; it is off when measured.</summary>
    public double Dropout { get; init; }

    /// <summary>Where batch normalisation stands: none, before or after the activation.</summary>
    public string Normalisation { get; init; } = "none";

    /// <summary>The network for a data set: as many inputs as it has values, as many outputs as it has classes.</summary>
    public NetworkConfiguration For(Dataset dataset) =>
        new($"{dataset.Training.InputShape.ElementCount}-{Hidden}-{StudyBench.ClassesOf(dataset)}") { Activation = Activation, Dropout = Dropout, Normalisation = Normalisation };
}
