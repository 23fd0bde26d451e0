namespace Neuromanifold.Numerics.Differentiation;

/// <summary>A real function of several variables, written in the operations of <see cref="Jet"/>.</summary>
public delegate Jet ScalarField(ReadOnlySpan<Jet> variables);
