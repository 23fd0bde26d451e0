namespace Neuromanifold.Claims;

/// <summary>A sentence of the documentation on speed or accuracy, and how to measure whether it is true here and now.</summary>
internal interface IClaim
{
    /// <summary>What to call it on the command line.</summary>
    string Name { get; }

    /// <summary>What is claimed.</summary>
    string Sentence { get; }

    /// <summary>Measures, finding by finding, each given as soon as it is there.</summary>
    IEnumerable<Finding> Measure(ClaimOptions options);
}
