using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Experiments.Tests.Configurations;

public sealed class OptimiserConfigurationTests
{
    [Fact]
    public void Settings_stand_behind_the_name_and_are_shown_with_it()
    {
        OptimiserConfiguration kfac = OptimiserConfiguration.Parse("kfac:damping=0.01:lr=0.1");
        Assert.Equal("kfac (damping=0.01, lr=0.1)", kfac.Label);
        Assert.Equal((0.01, 0.1), (kfac.Settings.Number("damping"), kfac.Settings.Number("lr")));
        Assert.Equal("kfac", OptimiserConfiguration.Parse("kfac").Label);
        Assert.Equal(0.01, kfac.ToJson()["damping"]!.GetValue<double>());
        Assert.Equal("kfac", kfac.ToJson()["name"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("", "--optimizer")]
    [InlineData("kfc", "--optimizer")]
    [InlineData("kfac:", "--optimizers")]
    [InlineData("kfac:damping", "--optimizers")]
    [InlineData("kfac:=1", "--optimizers")]
    [InlineData("kfac:lr=1:lr=1", "--optimizers")]
    [InlineData("kfac:damping=x", "--damping")]
    [InlineData("kfac:damping=", "--damping")]
    [InlineData("sgd:lr=-1", "--lr")]
    [InlineData("sgd:lr=nan", "--lr")]
    [InlineData("sgd:lr=1e999", "--lr")]
    [InlineData("sgd:beta1=0.9", "--beta1")]
    public void Other_texts_are_refused(string text, string subject) =>
        Assert.Equal(subject, Assert.Throws<InvalidInputException>(() => OptimiserConfiguration.Parse(text)).Subject);
}
