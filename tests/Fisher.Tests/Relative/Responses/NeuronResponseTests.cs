using Neuromanifold.Fisher.Relative.Responses;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Fisher.Tests.Relative.Responses;

public sealed class NeuronResponseTests
{
    [Fact]
    public void Activations_are_the_twins_and_slopes_their_derivatives()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            foreach (ResponseTwin twin in ResponseTwin.Draw(seed))
            {
                double[] t = new double[300], activation = new double[300], slope = new double[300];
                random.FillNormal<double>(t);
                for (int i = 0; i < t.Length; i++) t[i] *= 3;
                twin.Response.Activate<double>(t, activation);
                twin.Response.Slope<double>(t, slope);
                for (int i = 0; i < t.Length; i++)
                {
                    Assert.Equal(twin.Mean(t[i]), activation[i], 1e-12);
                    if (Math.Abs(t[i]) > 1e-4) Assert.Equal((twin.Mean(t[i] + 1e-5) - twin.Mean(t[i] - 1e-5)) / 2e-5, slope[i], 1e-8);
                }
            }
        }
    }

    [Fact]
    public void Spans_may_be_the_same_and_no_zone_is_larger_than_the_largest()
    {
        double[] t = [.. Enumerable.Range(-400, 801).Select(i => 0.1 * i), -1e-6], zone = new double[t.Length], same = new double[t.Length];
        foreach (ResponseTwin twin in ResponseTwin.Draw(1))
        {
            foreach (Action<double[], double[]> map in new Action<double[], double[]>[]
            {
                (from, to) => twin.Response.Zone<double>(from, to), (from, to) => twin.Response.Slope<double>(from, to), (from, to) => twin.Response.Activate<double>(from, to),
            })
            {
                t.CopyTo(same, 0);
                map(t, zone);
                map(same, same);
                Assert.Equal(zone, same);
            }

            twin.Response.Zone<double>(t, zone);
            Assert.InRange(zone.Max(), 0.99 * twin.Response.LargestZone, twin.Response.LargestZone * (1 + 1e-14));
            Assert.DoesNotContain(zone, value => !(value >= 0));
        }
    }

    [Theory]
    [InlineData(15)]
    [InlineData(-15)]
    [InlineData(300)]
    [InlineData(-300)]
    public void A_saturated_unit_keeps_the_digits_of_its_zone(double t)
    {
        double[] tanh = [t], logistic = [t];
        new HyperbolicTangentResponse().Zone<double>(tanh, tanh);
        new LogisticResponse().Zone<double>(logistic, logistic);
        double decay = Math.Exp(-Math.Abs(t));
        Assert.Equal(1, tanh[0] / (4 * decay * decay / Math.Pow(1 + (decay * decay), 2)), 1e-12);
        Assert.Equal(1, logistic[0] / (decay / Math.Pow(1 + decay, 2)), 1e-12);
    }

    [Fact]
    public void A_narrow_bend_is_a_hard_rectifier_up_to_omega_ln_2()
    {
        double[] t = [.. Enumerable.Range(-100, 201).Select(i => 0.01 * i)], smooth = new double[t.Length];
        foreach ((double leak, double width) in new[] { (0.0, 0.5), (0.3, 0.1), (0.9, 1e-3), (0, 1e-9) })
        {
            new RectifiedResponse(leak, width).Activate<double>(t, smooth);
            for (int i = 0; i < t.Length; i++) Assert.InRange(smooth[i] - Math.Max(leak * t[i], t[i]), -1e-15, (width * Math.Log(2)) + 1e-15);
        }
    }

    [Fact]
    public void An_activation_has_the_response_of_its_name()
    {
        ResponseOptions options = new() { Width = 0.5, Deviation = 2 };
        foreach (string name in NeuronResponses.Names)
            Assert.Equal(name, NeuronResponses.Of(ActivationFunctions.All.Single(function => function.Name == name), options, "layer 'fc1'").Name);
        RectifiedResponse leaky = Assert.IsType<RectifiedResponse>(NeuronResponses.Of(new LeakyRectifiedLinear(0.2), options, "layer 'fc1'"));
        Assert.Equal((0.2, 0.5, 2), (leaky.Leak, leaky.Width, leaky.Deviation));
        Assert.Equal(0.3, ((RectifiedResponse)NeuronResponses.Of(new LeakyRectifiedLinear(0.2), options with { Leak = 0.3 }, "layer 'fc1'")).Leak);
        Assert.Equal(1, ((RectifiedResponse)NeuronResponses.Of(new Softplus(), options, "layer 'fc1'")).Width);
        Assert.Equal(1.5, ((ExponentialLinearResponse)NeuronResponses.Of(new ExponentialLinear(1.5), options, "layer 'fc1'")).Alpha);
    }

    [Fact]
    public void An_activation_without_a_closed_form_is_refused_by_name_with_those_that_have_one()
    {
        ActivationFunction[] refused = [.. ActivationFunctions.All.Where(function => !NeuronResponses.Names.Contains(function.Name, StringComparer.Ordinal))];
        Assert.NotEmpty(refused);
        foreach (ActivationFunction function in refused)
        {
            InvalidInputException refusal = Assert.Throws<InvalidInputException>(() => NeuronResponses.Of(function, new ResponseOptions(), "layer 'fc3'"));
            Assert.Contains("layer 'fc3'", refusal.Message, StringComparison.Ordinal);
            Assert.Contains(function.Name, refusal.Message, StringComparison.Ordinal);
            foreach (string name in NeuronResponses.Names) Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(-1, 0, 1)]
    [InlineData(double.NaN, 0, 1)]
    [InlineData(double.PositiveInfinity, 0, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(1, -0.1, 1)]
    [InlineData(1, double.NaN, 1)]
    [InlineData(1, 0, 0)]
    [InlineData(1, 0, double.NaN)]
    public void Settings_out_of_their_range_are_refused(double width, double leak, double deviation)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RectifiedResponse(leak, width, deviation));
        Assert.Throws<InvalidInputException>(() => NeuronResponses.Of(ActivationFunctions.RectifiedLinear, new ResponseOptions { Width = width, Leak = leak, Deviation = deviation }, "layer 'fc1'"));
    }
}
