using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Notation;

namespace Neuromanifold.Conformance.Distributions;

public sealed class NotationLaws
{
    [Fact]
    public void What_is_printed_is_read_back()
    {
        string[] words = [.. DistributionText.Signatures.Select(signature => signature[..signature.IndexOf('(', StringComparison.Ordinal)])];
        int read = 0;
        foreach (DistributionCase item in DistributionCases.ByName.Values.Where(item => words.Contains(item.Family.Name, StringComparer.Ordinal)))
        {
            foreach (Distribution distribution in item.Distributions(3))
            {
                Distribution back = DistributionText.Parse(distribution.ToString());
                if (!back.Family.Equals(distribution.Family)) continue;
                Assert.Equal(distribution.Parameters.AsSpan(), back.Parameters.AsSpan());
                read++;
            }
        }

        Assert.True(read >= 3 * 15);
    }
}
