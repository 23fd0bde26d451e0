using Neuromanifold.Numerics.Differentiation;

namespace Neuromanifold.Manifolds.CustomFamilies;

/// <summary>The score ∂_iℓ and ∂_i∂_jℓ of a log-density at one outcome, exact to rounding.</summary>
internal sealed class ScoreDerivatives(DensityField logDensity, double[] parameters)
{
    private readonly Jet[] _variables = new Jet[parameters.Length];

    /// <summary>∂_iℓ, d values.</summary>
    public double[] First { get; } = new double[parameters.Length];

    /// <summary>∂_i∂_jℓ, d×d.</summary>
    public double[,] Second { get; } = new double[parameters.Length, parameters.Length];

    /// <summary>Evaluates the score. Cost: d evaluations.</summary>
    public void EvaluateFirst(ReadOnlySpan<double> outcome)
    {
        for (int i = 0; i < First.Length; i++)
        {
            for (int place = 0; place < _variables.Length; place++) _variables[place] = Jet.Variable(parameters[place], place == i ? 1 : 0);
            First[i] = logDensity(_variables, outcome)[1];
        }
    }

    /// <summary>Evaluates both. Cost: d(d+1)/2 evaluations.</summary>
    public void EvaluateBoth(ReadOnlySpan<double> outcome)
    {
        for (int i = 0; i < First.Length; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                for (int place = 0; place < _variables.Length; place++) _variables[place] = Jet.Variable(parameters[place], place == i ? 1 : 0, place == j ? 1 : 0);
                Jet value = logDensity(_variables, outcome);
                First[i] = value[1];
                Second[i, j] = Second[j, i] = value[3];
            }
        }
    }
}
