namespace Neuromanifold.Data.Datasets;

/// <summary>The kinds of data that can be named.</summary>
public enum DataKind
{
    /// <summary>The embedded, generated digits.</summary>
    Digits,

    /// <summary>MNIST, in its four files.</summary>
    Mnist,

    /// <summary>Fashion-MNIST, in its four files.</summary>
    FashionMnist,

    /// <summary>Any data set in four IDX files named as those of MNIST.</summary>
    Idx,

    /// <summary>Two NumPy arrays: inputs and outcomes.</summary>
    Numpy,

    /// <summary>A table as comma-separated values.</summary>
    Csv,
}
