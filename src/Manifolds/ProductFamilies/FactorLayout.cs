using System.Collections.Immutable;
using Neuromanifold.Manifolds.Distributions;

namespace Neuromanifold.Manifolds.ProductFamilies;

/// <summary>Where the parameters, coordinates and outcomes of each factor of a product lie: one factor after the other.</summary>
internal sealed class FactorLayout<TFamily>
    where TFamily : DistributionFamily
{
    /// <summary>The layout of some factors, one or more.</summary>
    public FactorLayout(ImmutableArray<TFamily> families)
    {
        if (families.IsDefaultOrEmpty) throw new ArgumentException("A product has one factor or more.", nameof(families));
        (int parameters, int coordinates, int outcomes) = (0, 0, 0);
        List<Factor> factors = [];
        foreach (TFamily family in families)
        {
            factors.Add(new(family, parameters, coordinates, outcomes));
            parameters += family.ParameterLength;
            coordinates += family.Dimension;
            outcomes += family.OutcomeWidth;
        }

        Factors = [.. factors];
        OutcomeWidth = outcomes;
        Outcomes = families.Length == 1
            ? families[0].Outcomes
            : new OutcomeSpace.Region(string.Join("; ", families.Select(family => family.Outcomes.Description)), outcomes, Contains);
    }

    /// <summary>The factors with where they lie.</summary>
    public ImmutableArray<Factor> Factors { get; }

    /// <summary>The values of all outcomes together.</summary>
    public int OutcomeWidth { get; }

    /// <summary>Outcomes that each factor can give.</summary>
    public OutcomeSpace Outcomes { get; }

    /// <summary>"factors=[normal,gamma]".</summary>
    public ImmutableArray<string> FixedParameters => [$"factors=[{string.Join(",", Factors.Select(factor => factor.Family))}]"];

    /// <summary>The parameters of all, their names followed by the factor's number.</summary>
    public static ImmutableArray<Parameter> Parameters(ImmutableArray<TFamily> families) =>
        [.. families.SelectMany((family, place) => family.Parameters.Select(parameter => parameter with { Name = Numbered(parameter.Name, place) }))];

    /// <summary>The coordinates of all, their names followed by the factor's number.</summary>
    public static ImmutableArray<string> Coordinates(ImmutableArray<TFamily> families) =>
        [.. families.SelectMany((family, place) => family.CoordinateNames.Select(name => Numbered(name, place)))];

    /// <summary>A name with the factor's number.</summary>
    public static string Numbered(string name, int place) => FormattableString.Invariant($"{name}_{place + 1}");

    /// <summary>Whether the factors are the same.</summary>
    public bool HasSameFactors(FactorLayout<TFamily> other) => Factors.Select(factor => factor.Family).SequenceEqual(other.Factors.Select(factor => factor.Family));

    private bool Contains(ReadOnlyMemory<double> outcome)
    {
        foreach (Factor factor in Factors)
        {
            if (!factor.Family.Outcomes.Contains(factor.OfOutcome(outcome.Span))) return false;
        }

        return true;
    }

    /// <summary>A factor and where it lies.</summary>
    public sealed record Factor(TFamily Family, int ParameterStart, int CoordinateStart, int OutcomeStart)
    {
        /// <summary>The factor's part of some parameters.</summary>
        public ReadOnlySpan<T> OfParameters<T>(ReadOnlySpan<T> parameters) => parameters.Slice(ParameterStart, Family.ParameterLength);

        /// <summary>The factor's part of some parameters.</summary>
        public Span<T> OfParameters<T>(Span<T> parameters) => parameters.Slice(ParameterStart, Family.ParameterLength);

        /// <summary>The factor's part of some coordinates.</summary>
        public ReadOnlySpan<T> OfCoordinates<T>(ReadOnlySpan<T> coordinates) => coordinates.Slice(CoordinateStart, Family.Dimension);

        /// <summary>The factor's part of some coordinates.</summary>
        public Span<T> OfCoordinates<T>(Span<T> coordinates) => coordinates.Slice(CoordinateStart, Family.Dimension);

        /// <summary>The factor's part of an outcome.</summary>
        public ReadOnlySpan<double> OfOutcome(ReadOnlySpan<double> outcome) => outcome.Slice(OutcomeStart, Family.OutcomeWidth);

        /// <summary>The factor's part of an outcome.</summary>
        public Span<double> OfOutcome(Span<double> outcome) => outcome.Slice(OutcomeStart, Family.OutcomeWidth);
    }
}
