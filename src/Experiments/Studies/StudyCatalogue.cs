using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Studies.Conditioning;
using Neuromanifold.Experiments.Studies.Continual;
using Neuromanifold.Experiments.Studies.Geodesics;
using Neuromanifold.Experiments.Studies.Laplace;
using Neuromanifold.Experiments.Studies.Optimisers;
using Neuromanifold.Experiments.Studies.Plateau;
using Neuromanifold.Experiments.Studies.Pruning;
using Neuromanifold.Experiments.Studies.Quantisation;
using Neuromanifold.Experiments.Studies.Rfim;
using Neuromanifold.Experiments.Studies.Tradeoffs;

namespace Neuromanifold.Experiments.Studies;

/// <summary>The studies there are.</summary>
public static class StudyCatalogue
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Study> All { get; } = [new TradeoffsStudy(), new RfimStudy(), new OptimisersStudy(), new GeodesicsStudy(), new ConditioningStudy(), new PlateauStudy(), new QuantisationStudy(), new PruningStudy(), new ContinualStudy(), new LaplaceStudy()];

    /// <summary>The study of a name.</summary>
    /// <exception cref="Numerics.Errors.InvalidInputException">There is none; the nearest one is suggested.</exception>
    public static Study Named(string name) => NamedChoice.Find("the study", name, All, study => study.Name);
}
