using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.Continual;

/// <summary>
/// Σ_t ½ λ_t Σ_i c_ti (θ_i − θ_ti)²: springs that hold parameters where earlier tasks left them. With c the diagonal Fisher information this is
/// elastic weight consolidation, the second-order term of what an earlier task's predictions lose; with c = 1 it is L2 regularisation towards the
/// earlier parameters. Any number of tasks takes the memory of one, for a sum of quadratics is one. Source: [Kirkpatrick17], eq. 3.
/// </summary>
public sealed class QuadraticPenalty<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // The penalty is ½ Σ s_i θ_i² − Σ p_i θ_i + ½ e: stiffnesses, pulls and what is left at zero.
    private readonly double[] _stiffness;
    private readonly double[] _pull;
    private readonly Memory<T> _stiffnessInT;
    private readonly Memory<T> _pullInT;
    private double _energy;

    /// <summary>No penalty yet, for a number of parameters.</summary>
    public QuadraticPenalty(int parameters)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parameters);
        _stiffness = new double[parameters];
        _pull = new double[parameters];
        _stiffnessInT = AlignedMemory.Allocate<T>(parameters);
        _pullInT = AlignedMemory.Allocate<T>(parameters);
    }

    /// <summary>The number of parameters.</summary>
    public int Parameters => _stiffness.Length;

    /// <summary>Holds parameters where they are now, each as strongly as it matters.</summary>
    /// <param name="curvature">c, as the diagonal Fisher information of the task just learnt; not negative, zero for a parameter that is free.</param>
    /// <param name="anchor">The parameters after that task.</param>
    /// <param name="strength">λ; with losses that are means over n examples, the posterior of that task's data is held by λ = n over the examples of the next.</param>
    /// <exception cref="ArgumentException">A length is another, a curvature negative or not finite, or the strength is.</exception>
    public void Hold(ReadOnlySpan<double> curvature, ReadOnlySpan<T> anchor, double strength)
    {
        if (curvature.Length != Parameters || anchor.Length != Parameters)
            throw new ArgumentException($"The penalty is of {Parameters} parameters; found {curvature.Length} curvatures and {anchor.Length} parameters.", nameof(curvature));
        if (!(strength >= 0 && strength < double.PositiveInfinity)) throw new ArgumentOutOfRangeException(nameof(strength), strength, "A strength is a finite number that is not negative.");
        foreach (double value in curvature)
        {
            if (!(value >= 0 && value < double.PositiveInfinity)) throw new ArgumentException($"A curvature is {value}; expected a finite number that is not negative.", nameof(curvature));
        }

        for (int i = 0; i < Parameters; i++)
        {
            double weight = strength * curvature[i], place = double.CreateTruncating(anchor[i]);
            _stiffness[i] += weight;
            _pull[i] += weight * place;
            _energy += weight * place * place;
        }

        TensorPrimitives.ConvertTruncating<double, T>(_stiffness, _stiffnessInT.Span);
        TensorPrimitives.ConvertTruncating<double, T>(_pull, _pullInT.Span);
    }

    /// <summary>The penalty, in nats beside a mean loss.</summary>
    public double Value(ReadOnlySpan<T> parameters)
    {
        double sum = 0.5 * _energy;
        for (int i = 0; i < parameters.Length; i++)
        {
            double place = double.CreateTruncating(parameters[i]);
            sum += ((0.5 * _stiffness[i] * place) - _pull[i]) * place;
        }

        // Rounding may leave a little less than nothing where every parameter is at its place.
        return Math.Max(0, sum);
    }

    /// <summary>Adds its gradient, Σ_t λ_t c_t ∘ (θ − θ_t), for a share of the parameters. Cost: four operations a parameter; allocates nothing.</summary>
    /// <param name="parameters">θ, the share.</param>
    /// <param name="gradient">What it is added to, the same share.</param>
    /// <param name="start">Where the share begins.</param>
    public void AddGradient(ReadOnlySpan<T> parameters, Span<T> gradient, int start)
    {
        TensorPrimitives.MultiplyAdd(_stiffnessInT.Span.Slice(start, parameters.Length), parameters, gradient, gradient);
        TensorPrimitives.Subtract(gradient, _pullInT.Span.Slice(start, parameters.Length), gradient);
    }
}
