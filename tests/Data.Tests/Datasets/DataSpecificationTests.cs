using Neuromanifold.Data.Datasets;

namespace Neuromanifold.Data.Tests.Datasets;

public sealed class DataSpecificationTests
{
    [Theory]
    [InlineData("digits", DataKind.Digits)]
    [InlineData("mnist", DataKind.Mnist)]
    [InlineData("fashion-mnist", DataKind.FashionMnist)]
    [InlineData("mnist:/a b/c", DataKind.Mnist, "/a b/c")]
    [InlineData("fashion-mnist:d", DataKind.FashionMnist, "d")]
    [InlineData("idx:d", DataKind.Idx, "d")]
    [InlineData(@"idx:C:\data", DataKind.Idx, @"C:\data")]
    [InlineData("npy:x.npy,y.npy", DataKind.Numpy, "x.npy", "y.npy")]
    [InlineData("csv:a,b.csv", DataKind.Csv, "a,b.csv")]
    public void Every_kind_is_understood(string text, DataKind kind, params string[] paths)
    {
        DataSpecification specification = DataSpecification.Parse(text);
        Assert.Equal(kind, specification.Kind);
        Assert.Equal(paths, specification.Paths, StringComparer.Ordinal);
        Assert.Equal(text, specification.ToString());
    }

    [Theory]
    [InlineData("minst", "Did you mean 'mnist'?")]
    [InlineData("MNIST", "Did you mean 'mnist'?")]
    [InlineData("fashon-mnist", "Did you mean 'fashion-mnist'?")]
    [InlineData("fashion_mnist:d", "Did you mean 'fashion-mnist'?")]
    [InlineData("digit", "Did you mean 'digits'?")]
    [InlineData("cvs:a", "Did you mean 'csv'?")]
    [InlineData("data/iris.csv", "Did you mean 'csv:data/iris.csv'?")]
    [InlineData("x.npy", "Did you mean 'npy:x.npy,OUTCOMES.npy'?")]
    [InlineData("digits:d", "write digits alone")]
    [InlineData("idx", "idx:DIR")]
    [InlineData("csv", "csv:FILE")]
    [InlineData("npy:x.npy", "npy:X.npy,Y.npy")]
    [InlineData("npy:x.npy,", "npy:X.npy,Y.npy")]
    [InlineData("npy:x,y,z", "npy:X.npy,Y.npy")]
    public void A_mistake_is_answered_with_what_was_probably_meant(string text, string next) =>
        Refused.Because(() => DataSpecification.Parse(text), $"the data '{text}'", text, "digits, mnist, fashion-mnist", next);

    [Theory]
    [InlineData("")]
    [InlineData("mnist:")]
    [InlineData("csv:")]
    [InlineData("imagenet")]
    [InlineData(":")]
    public void Nonsense_is_refused_without_a_guess(string text)
    {
        var error = Assert.Throws<Neuromanifold.Numerics.Errors.InvalidInputException>(() => DataSpecification.Parse(text));
        Assert.Null(error.NextStep);
    }

    [Theory]
    [InlineData("0.1307,0.3081", 0.1307, 0.3081)]
    [InlineData("-1, 2e-1", -1, 0.2)]
    public void A_normalisation_is_read(string text, double mean, double deviation) =>
        Assert.Equal(new Normalisation(mean, deviation), Normalisation.Parse(text));

    [Theory]
    [InlineData("0.5")]
    [InlineData("0.5,0")]
    [InlineData("0.5,-1")]
    [InlineData("NaN,1")]
    [InlineData("0,Infinity")]
    [InlineData("1,2,3")]
    [InlineData("a,b")]
    public void A_normalisation_that_is_none_is_refused(string text) =>
        Refused.Because(() => Normalisation.Parse(text), "the normalisation", text, "MEAN,SD", "0.1307,0.3081");

    [Fact]
    public void A_target_is_for_tables_and_tables_need_one()
    {
        Refused.Because(() => Reading.Load("digits", new() { Target = "y" }), "the target 'y'", "no named columns", "csv:FILE only", "Leave --target out");
        Refused.Because(() => Reading.Load("csv:none.csv"), "csv:none.csv", "no target", "the column to predict", "--target NAME");
    }
}
