using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;

namespace Neuromanifold.Studies.Rfim;

/// <summary>A chain of rectifiers that is trained by each optimiser.</summary>
/// <param name="Name">What the study calls it.</param>
/// <param name="Hidden">The widths between input and output, joined by dashes.</param>
/// <param name="Normalisation">Where batch normalisation stands: none, before or after the activation.</param>
internal sealed record ModularNetwork(string Name, string Hidden, string Normalisation)
{
    /// <summary>The network for a data set: as many inputs as it has values, as many outputs as it has classes.</summary>
    internal NetworkConfiguration For(Dataset dataset) =>
        new($"{dataset.Training.InputShape.ElementCount}-{Hidden}-{dataset.Classes?.Count ?? 10}") { Activation = "relu", Normalisation = Normalisation };
}
