using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Manifolds.Divergences;

namespace Neuromanifold.Manifolds.Tests.Divergences;

public sealed class ReferenceValueTests
{
    public static TheoryData<string> Rows => [.. DivergenceReference.All().Select(reference => reference.ToString())];

    [Theory, MemberData(nameof(Rows))]
    public void Divergences_have_their_reference_values(string row)
    {
        DivergenceReference reference = DivergenceReference.All().Single(reference => reference.ToString() == row);
        Distribution p = DivergenceReference.Read(reference.First), q = DivergenceReference.Read(reference.Second);
        Estimate found = reference.Quantity == "wasserstein" ? NormalWasserstein.Between(p, q) : DivergenceKinds.Parse(reference.Quantity).Between(p, q);
        if (double.IsInfinity(reference.Value))
        {
            Assert.Equal(reference.Value, found.Value);
            return;
        }

        double tolerance = reference.Tolerance * reference.Value;
        Assert.Equal(reference.Value, found.Value, tolerance);
        Assert.InRange(found.ErrorEstimate, 0, found.Method == EstimateMethod.ClosedForm ? 1e-15 : 1e-11);
        Assert.InRange(Math.Abs(found.Value - reference.Value), 0, found.ErrorEstimate + (2e-14 * reference.Value) + (found.Method == EstimateMethod.ClosedForm ? tolerance : 0));
        if (reference.Exponent is { } exponent) Assert.Equal(exponent, Assert.IsType<ChernoffEstimate>(found).Exponent, 1e-10);
    }
}
