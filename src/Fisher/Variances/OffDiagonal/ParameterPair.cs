namespace Neuromanifold.Fisher.Variances.OffDiagonal;

/// <summary>An entry of a matrix over parameters, by positions in the vector of all parameters; the order of the two says nothing.</summary>
/// <param name="First">i.</param>
/// <param name="Second">j.</param>
public readonly record struct ParameterPair(int First, int Second);
