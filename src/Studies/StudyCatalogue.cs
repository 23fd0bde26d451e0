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
    public static IReadOnlyList<Study> All { get; } =
    [
        new TradeoffsStudy(TradeoffsPlan.Full, TradeoffsPlan.Quick),
        new RfimStudy(RfimPlan.Full, RfimPlan.Quick),
        new OptimisersStudy(OptimisersPlan.Full, OptimisersPlan.Quick),
        new GeodesicsStudy(),
        new ConditioningStudy(ConditioningPlan.Full, ConditioningPlan.Quick),
        new PlateauStudy(PlateauPlan.Full, PlateauPlan.Quick),
        new QuantisationStudy(QuantisationPlan.Full, QuantisationPlan.Quick),
        new PruningStudy(PruningPlan.Full, PruningPlan.Quick),
        new ContinualStudy(ContinualPlan.Full, ContinualPlan.Quick),
        new LaplaceStudy(LaplacePlan.Full, LaplacePlan.Quick),
    ];

    /// <summary>The study of a name.</summary>
    /// <exception cref="Numerics.Errors.InvalidInputException">There is none; the nearest one is suggested.</exception>
    public static Study Named(string name) => NamedChoice.Find("the study", name, All, study => study.Name);
}
