using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Optimisation.Compression.Quantisation;

namespace Neuromanifold.Optimisation.Tests.Compression;

public sealed class QuantisationSchemeTests
{
    private readonly Model<double> _model = Chain.Build<double>(Likelihood.Categorical(4), [9, 7, 4], seed: 5);

    [Theory]
    [InlineData(QuantisationGrouping.Tensor, 4)]
    [InlineData(QuantisationGrouping.Channel, 7 + 1 + 4 + 1)]
    public void Groups_are_the_tensors_or_the_neurons_and_leave_no_parameter_out(QuantisationGrouping grouping, int count)
    {
        QuantisationGroup[] groups = [.. QuantisationGroup.Divide(_model.Network, grouping)];
        Assert.Equal(count, groups.Length);
        int next = 0;
        foreach (QuantisationGroup group in groups)
        {
            Assert.Equal(next, group.Start);
            next += group.Count;
        }

        Assert.Equal(_model.Parameters.Length, next);
    }

    [Fact]
    public void A_value_becomes_one_of_as_many_as_its_bits_say_and_moves_by_half_a_step_at_most()
    {
        double[] before = _model.Parameters.ToArray();
        for (int bits = 1; bits <= 6; bits++)
        {
            double[] after = [.. before];
            QuantisationScheme scheme = QuantisationScheme.Uniform(_model, QuantisationGrouping.Channel, bits);
            scheme.Apply<double>(after);
            foreach ((QuantisationGroup group, UniformQuantiser quantiser) in scheme.Groups.Zip(scheme.Quantisers))
            {
                Assert.InRange(group.In<double>(after).ToArray().Distinct().Count(), 1, 1 << bits);
                for (int i = group.Start; i < group.Start + group.Count; i++) Assert.True(Math.Abs(after[i] - before[i]) <= 0.5 * quantiser.Step * (1 + 1e-12));
            }
        }
    }

    [Fact]
    public void What_errors_cost_is_predicted_where_values_are_spread_evenly()
    {
        // Many values and as many weights: the mean of error² is Δ²/12, its spread over values Δ⁴/180. Six deviations: one in 10⁹.
        const int Count = 20_000;
        double[] values = new double[Count], rounded = new double[Count];
        RandomStream.FromSeed(3).From().FillUniform<double>(values, -1, 3);
        values.CopyTo(rounded, 0);
        UniformQuantiser quantiser = UniformQuantiser.Over<double>(values, 4);
        quantiser.Apply<double>(rounded);
        double mean = values.Zip(rounded, (value, found) => (value - found) * (value - found)).Average(), step = quantiser.Step;
        Assert.InRange(mean, (step * step / 12) - (6 * step * step / Math.Sqrt(180.0 * Count)), (step * step / 12) + (6 * step * step / Math.Sqrt(180.0 * Count)));
    }

    [Theory]
    [InlineData(QuantisationGrouping.Tensor)]
    [InlineData(QuantisationGrouping.Channel)]
    public void Allocated_bits_take_no_more_room_than_uniform_ones_and_predict_less_divergence_where_information_differs(QuantisationGrouping grouping)
    {
        double[] information = new double[_model.Parameters.Length];
        RandomSequence random = RandomStream.FromSeed(8).From();
        foreach (QuantisationGroup group in QuantisationGroup.Divide(_model.Network, grouping)) group.In(information.AsSpan()).Fill(Math.Exp(3 * random.NextNormal()));
        for (int bits = 2; bits <= 8; bits++)
        {
            QuantisationScheme uniform = QuantisationScheme.Uniform(_model, grouping, bits), allocated = QuantisationScheme.Allocate(_model, grouping, information, bits, damping: 0);
            Assert.True(allocated.Bits <= uniform.Bits);
            Assert.Equal((long)bits * _model.Parameters.Length, uniform.Bits);
            Assert.Equal(uniform.BitsOfRanges, allocated.BitsOfRanges);
            Assert.True(allocated.PredictDivergence(information) < uniform.PredictDivergence(information));
        }
    }

    [Fact]
    public void A_constant_group_stays_as_it_is()
    {
        double[] same = [0.3, 0.3, 0.3];
        UniformQuantiser.Over<double>(same, 4).Apply<double>(same);
        Assert.Equal([0.3, 0.3, 0.3], same);
    }

    [Fact]
    public void Without_a_bit_a_group_becomes_its_mean()
    {
        double[] values = [1, 2, 6];
        UniformQuantiser.Over<double>(values, 0).Apply<double>(values);
        Assert.Equal([3, 3, 3], values);
    }

    [Fact]
    public void Damping_gives_a_silent_unit_some_bits()
    {
        double[] information = new double[_model.Parameters.Length];
        information.AsSpan(information.Length / 2).Fill(1);
        int Silent(double damping)
        {
            QuantisationScheme scheme = QuantisationScheme.Allocate(_model, QuantisationGrouping.Channel, information, 4, damping);
            return scheme.Quantisers.Count(quantiser => quantiser.Bits == 0);
        }

        Assert.True(Silent(0) > 0);
        Assert.Equal(0, Silent(0.01));
        Assert.Throws<ArgumentOutOfRangeException>(() => Silent(-1));
    }

    [Fact]
    public void What_cannot_be_quantised_is_refused()
    {
        double[] none = new double[_model.Parameters.Length];
        Assert.Throws<NumericalException>(() => QuantisationScheme.Allocate(_model, QuantisationGrouping.Tensor, none, 4, 0));
        none[0] = double.NaN;
        Assert.Throws<NumericalException>(() => QuantisationScheme.Allocate(_model, QuantisationGrouping.Tensor, none, 4, 0));
        Assert.Throws<InvalidInputException>(() => QuantisationScheme.Uniform(_model, QuantisationGrouping.Tensor, 0));
        Assert.Throws<InvalidInputException>(() => QuantisationScheme.Uniform(_model, QuantisationGrouping.Tensor, 17));
        Assert.Throws<ArgumentException>(() => QuantisationScheme.Allocate(_model, QuantisationGrouping.Tensor, new double[3], 4, 0));
        Assert.Throws<ArgumentException>(() => UniformQuantiser.Over<double>([1, double.NaN], 4));
        Assert.Throws<ArgumentException>(() => UniformQuantiser.Over<double>([], 4));
    }
}
