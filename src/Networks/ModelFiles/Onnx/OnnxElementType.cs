namespace Neuromanifold.Networks.ModelFiles.Onnx;

/// <summary>The element types of the format that are read, by their numbers there.</summary>
internal enum OnnxElementType
{
    /// <summary>Single precision.</summary>
    Float = 1,

    /// <summary>Whole numbers of 32 bits.</summary>
    Int32 = 6,

    /// <summary>Whole numbers of 64 bits, as in shapes.</summary>
    Int64 = 7,

    /// <summary>True or false, a byte each.</summary>
    Bool = 9,

    /// <summary>Half precision.</summary>
    Float16 = 10,

    /// <summary>Double precision.</summary>
    Double = 11,

    /// <summary>The upper half of a float.</summary>
    BFloat16 = 16,
}
