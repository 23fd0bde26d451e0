using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Manifolds.Geometry.Geodesics;

namespace Neuromanifold.Manifolds.Tests.Geometry.Geodesics;

public sealed class DistanceOracleTests
{
    [Fact]
    public void Distances_are_those_computed_elsewhere()
    {
        foreach (DistanceOracle known in DistanceOracle.All)
        {
            GeodesicDistance distance = FisherRao.Distance(DistanceOracle.Read(known.From), DistanceOracle.Read(known.To));
            Assert.True(Math.Abs((distance.Value / known.Distance) - 1) <= known.Tolerance, $"{known.From} to {known.To} is {distance.Value:R}, expected {known.Distance:R}.");
            Assert.InRange(Math.Abs(distance.Value - known.Distance), 0, distance.ErrorEstimate + 1e-15);
            Assert.Equal(known.Method, MethodName(distance.Method));
        }
    }

    [Fact]
    public void Logarithms_are_those_computed_elsewhere()
    {
        foreach (DistanceOracle known in DistanceOracle.All.Where(known => known.Logarithm.Length > 0))
        {
            Distribution from = DistanceOracle.Read(known.From), to = DistanceOracle.Read(known.To);
            Close.To(known.Logarithm, FisherRao.Geodesic(from, to).Logarithm(), 1e-11, $"The logarithm of {to} at {from}");
        }
    }

    private static string MethodName(EstimateMethod method) => method switch
    {
        EstimateMethod.ClosedForm => "closed form",
        EstimateMethod.Quadrature => "quadrature",
        _ => "boundary value",
    };
}
