namespace Neuromanifold.Numerics.DifferentialEquations;

/// <summary>How large an error of each component counts as one: errors are held below the tolerance in these units.</summary>
/// <param name="state">Where the solution stands.</param>
/// <param name="scale">Receives a positive unit for each component.</param>
public delegate void ErrorScale(ReadOnlySpan<double> state, Span<double> scale);
