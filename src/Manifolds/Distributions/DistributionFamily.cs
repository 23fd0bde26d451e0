using System.Collections.Immutable;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Numerics.Text;

namespace Neuromanifold.Manifolds.Distributions;

/// <summary>
/// Distributions told apart by finitely many real parameters: a statistical manifold. Parameters are those of textbooks, laid one
/// after the other in one span; where they are bound to each other (probabilities that sum to one, a symmetric matrix) the
/// coordinates of the usual chart are <see cref="Dimension"/> of them that are not.
/// </summary>
/// <remarks>Verbs keep no state and may be called from any thread. They take parameters to lie in their domain: <see cref="Require"/> checks.</remarks>
public abstract class DistributionFamily : IEquatable<DistributionFamily>
{
    /// <summary>A family.</summary>
    /// <param name="name">One lower-case word, as a user writes it.</param>
    /// <param name="parameters">The textbook parameters in their usual order.</param>
    /// <param name="coordinates">The names of the coordinates of the usual chart.</param>
    protected DistributionFamily(string name, ImmutableArray<Parameter> parameters, ImmutableArray<string> coordinates)
    {
        Name = name;
        Parameters = parameters;
        CoordinateNames = coordinates;
        ParameterLength = parameters.Sum(parameter => parameter.Length);
    }

    /// <summary>One lower-case word, as a user writes it.</summary>
    public string Name { get; }

    /// <summary>The textbook parameters that vary within the family, in their usual order.</summary>
    public ImmutableArray<Parameter> Parameters { get; }

    /// <summary>The parameters that the family holds fixed, as "trials=10"; none for most.</summary>
    public virtual ImmutableArray<string> FixedParameters => [];

    /// <summary>The number of values of all parameters together.</summary>
    public int ParameterLength { get; }

    /// <summary>d, the number of coordinates.</summary>
    public int Dimension => CoordinateNames.Length;

    /// <summary>The names of the coordinates of the usual chart.</summary>
    public ImmutableArray<string> CoordinateNames { get; }

    /// <summary>Values in an outcome.</summary>
    public virtual int OutcomeWidth => 1;

    /// <summary>The set that outcomes are drawn from.</summary>
    public abstract OutcomeSpace Outcomes { get; }

    /// <summary>The family's geometry in its usual chart.</summary>
    public abstract StatisticalManifold UsualManifold { get; }

    /// <summary>The family's geometry in a chart.</summary>
    /// <exception cref="InvalidInputException">Only exponential families have a natural and an expectation chart.</exception>
    public virtual StatisticalManifold Manifold(Chart chart) => chart == Chart.Usual
        ? UsualManifold
        : throw new InvalidInputException("The chart", chart == Chart.Natural ? "natural" : "expectation", $"usual: the family '{Name}' is not exponential");

    /// <summary>Writes the coordinates of the usual chart.</summary>
    public virtual void ToCoordinates(ReadOnlySpan<double> parameters, Span<double> coordinates) => parameters.CopyTo(coordinates);

    /// <summary>Writes the textbook parameters.</summary>
    public virtual void FromCoordinates(ReadOnlySpan<double> coordinates, Span<double> parameters) => coordinates.CopyTo(parameters);

    /// <summary>log p(y) with respect to the counting or the Lebesgue measure; −∞ outside the support.</summary>
    public abstract double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome);

    /// <summary>g, d×d: the Fisher information of one observation in the usual chart.</summary>
    public abstract void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric);

    /// <summary>−E[log p(y)], in nats; relative to the counting or the Lebesgue measure.</summary>
    public abstract double Entropy(ReadOnlySpan<double> parameters);

    /// <summary>KL(p ‖ q) = E_p[log p − log q] in closed form, or null where there is none. Infinite where the support of q is smaller.</summary>
    public abstract double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference);

    /// <summary>Draws an outcome.</summary>
    public abstract void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome);

    /// <summary>Draws an outcome into each row.</summary>
    public virtual void SampleRows(ReadOnlySpan<double> parameters, ref RandomSequence random, MatrixView<double> outcomes)
    {
        for (int row = 0; row < outcomes.Rows; row++) Sample(parameters, ref random, outcomes.Row(row));
    }

    /// <summary>The parameters under which outcomes, one a row, are likeliest.</summary>
    /// <exception cref="NumericalException">There are none in the family: all outcomes are the same, say.</exception>
    public abstract double[] MaximumLikelihood(ReadOnlyMatrixView<double> outcomes);

    /// <summary>The distribution of some parameter values.</summary>
    /// <exception cref="InvalidInputException">The values lie outside their domain.</exception>
    public Distribution At(params ReadOnlySpan<double> parameters)
    {
        Require(parameters);
        return new Distribution(this, [.. parameters]);
    }

    /// <summary>Whether every value lies in its parameter's domain.</summary>
    public bool Contains(ReadOnlySpan<double> parameters)
    {
        int start = 0;
        foreach (Parameter parameter in Parameters)
        {
            if (parameter.Domain.Fault(parameters.Slice(start, parameter.Length)) is not null) return false;
            start += parameter.Length;
        }

        return true;
    }

    /// <summary>Refuses values outside their parameter's domain.</summary>
    /// <exception cref="InvalidInputException">With the parameter's name, the value and the domain.</exception>
    public void Require(ReadOnlySpan<double> parameters)
    {
        if (parameters.Length != ParameterLength) throw new ArgumentException($"The family '{Name}' has {ParameterLength} parameter values, found {parameters.Length}.", nameof(parameters));
        int start = 0;
        foreach (Parameter parameter in Parameters)
        {
            if (parameter.Domain.Fault(parameters.Slice(start, parameter.Length)) is { } fault)
                throw new InvalidInputException($"The parameter '{parameter.Name}' of {Name}", fault, parameter.Domain.Description, Advice);
            start += parameter.Length;
        }
    }

    /// <summary>What to do about a value outside the domain; null for nothing more than the domain says.</summary>
    protected virtual string? Advice => null;

    /// <summary>As a user writes it: "gamma(shape=2, rate=1)".</summary>
    public string Describe(ReadOnlySpan<double> parameters)
    {
        List<string> parts = [.. FixedParameters];
        int start = 0;
        foreach (Parameter parameter in Parameters)
        {
            parts.Add($"{parameter.Name}={Format(parameter, parameters.Slice(start, parameter.Length))}");
            start += parameter.Length;
        }

        return $"{Name}({string.Join(", ", parts)})";
    }

    /// <summary>The same family: of the same name and dimension, with the same parameters held fixed at the same values.</summary>
    public virtual bool Equals(DistributionFamily? other) =>
        other is not null && other.GetType() == GetType() && other.Name == Name && other.Dimension == Dimension && other.ParameterLength == ParameterLength
        && other.FixedParameters.AsSpan().SequenceEqual(FixedParameters.AsSpan());

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as DistributionFamily);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(GetType(), Name, Dimension);

    /// <inheritdoc/>
    public override string ToString() => FixedParameters.IsEmpty ? Name : $"{Name}({string.Join(", ", FixedParameters)})";

    private static string Format(Parameter parameter, ReadOnlySpan<double> values)
    {
        if (parameter.Length == 1 && parameter.Rows == 1) return NumberText.Exact(values[0]);
        if (parameter.Rows == 1) return List(values);
        List<string> rows = [];
        for (int row = 0; row < parameter.Rows; row++) rows.Add(List(values.Slice(row * parameter.Columns, parameter.Columns)));
        return $"[{string.Join(",", rows)}]";
    }

    private static string List(ReadOnlySpan<double> values)
    {
        string[] numbers = new string[values.Length];
        for (int place = 0; place < values.Length; place++) numbers[place] = NumberText.Exact(values[place]);
        return $"[{string.Join(",", numbers)}]";
    }
}
