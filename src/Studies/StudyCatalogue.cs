using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Studies.Conditioning;
using Neuromanifold.Studies.Continual;
using Neuromanifold.Studies.Geodesics;
using Neuromanifold.Studies.Laplace;
using Neuromanifold.Studies.Optimisers;
using Neuromanifold.Studies.Plateau;
using Neuromanifold.Studies.Pruning;
using Neuromanifold.Studies.Quantisation;
using Neuromanifold.Studies.Rfim;
using Neuromanifold.Studies.Tradeoffs;

namespace Neuromanifold.Studies;

/// <summary>The studies there are.</summary>
public static class StudyCatalogue
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Study> All { get; } = [new TradeoffsStudy(), new RfimStudy(), new OptimisersStudy(), new GeodesicsStudy(), new ConditioningStudy(), new PlateauStudy(), new QuantisationStudy(), new PruningStudy(), new ContinualStudy(), new LaplaceStudy()];

    /// <summary>The study of a name.</summary>
    /// <exception cref="Numerics.Errors.InvalidInputException">There is none; the nearest one is suggested.</exception>
    public static Study Named(string name) => NamedChoice.Find("the study", name, All, study => study.Name);
}
