namespace Neuromanifold.Numerics.DifferentialEquations;

/// <summary>y′ = f(t, y). NaN says that y lies where f is not defined: a shorter step is tried.</summary>
/// <param name="time">t.</param>
/// <param name="state">y.</param>
/// <param name="rate">Receives y′.</param>
public delegate void VectorField(double time, ReadOnlySpan<double> state, Span<double> rate);
