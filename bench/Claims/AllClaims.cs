using Neuromanifold.Claims.Sentences;

namespace Neuromanifold.Claims;

/// <summary>All claims, in the order of the documentation.</summary>
internal static class AllClaims
{
    public static IReadOnlyList<IClaim> List { get; } =
    [
        new TrainingThroughput(),
        new StepEfficiency(),
        new StepAllocations(),
        new KroneckerStepCost(),
        new KroneckerAccuracy(),
        new KroneckerRobustness(),
        new RelativeStepCost(),
        new RelativeAccuracy(),
        new ManagedKernels(),
        new DigitsDifficulty(),
        new FisherCost(),
        new FisherMemory(),
        new GeodesicCost(),
        new StartUp(),
    ];
}
