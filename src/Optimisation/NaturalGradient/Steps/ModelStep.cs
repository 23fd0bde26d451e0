namespace Neuromanifold.Optimisation.NaturalGradient.Steps;

/// <summary>The step −αv − μm at which a quadratic model is least, m the last step but for its sign.</summary>
/// <param name="Rate">α.</param>
/// <param name="Momentum">μ.</param>
/// <param name="FisherForm">(αv + μm)ᵀ F (αv + μm), twice the model's divergence.</param>
internal readonly record struct ModelStep(double Rate, double Momentum, double FisherForm);
