using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.Tests.Tensors;

public sealed class ShapeTests
{
    [Fact]
    public void A_shape_counts_its_elements_and_says_its_extents()
    {
        Assert.Equal(63_700, new Shape(10, 65, 98).ElementCount);
        Assert.Equal("28×28", new Shape(28, 28).ToString());
        Assert.Equal((1, 0, "scalar"), (new Shape().ElementCount, new Shape().Rank, new Shape().ToString()));
        Assert.Equal(0, new Shape(3, 0).ElementCount);
    }

    [Fact]
    public void Shapes_are_equal_when_their_extents_are()
    {
        Assert.Equal(new Shape(2, 3), new Shape(2, 3));
        Assert.Equal(new Shape(2, 3).GetHashCode(), new Shape(2, 3).GetHashCode());
        Assert.NotEqual(new Shape(2, 3), new Shape(3, 2));
        Assert.NotEqual(new Shape(6), new Shape(2, 3));
    }

    [Fact]
    public void Negative_extents_and_too_many_elements_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Shape(2, -1));
        Assert.Throws<ArgumentException>(() => new Shape(65_536, 65_536));
        Assert.Throws<ArgumentException>(() => new Shape(65_536, 65_536, 65_536, 65_536));
    }
}
