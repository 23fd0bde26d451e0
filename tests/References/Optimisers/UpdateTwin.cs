namespace Neuromanifold.References.Optimisers;

/// <summary>A published update of all parameters, in place, one after the other.</summary>
/// <param name="parameters">θ.</param>
/// <param name="gradient">g, without weight decay.</param>
/// <param name="learningRate">γ, the same at every step.</param>
/// <param name="count">The number of the step, from 1.</param>
public delegate void UpdateTwin(double[] parameters, double[] gradient, double learningRate, int count);
