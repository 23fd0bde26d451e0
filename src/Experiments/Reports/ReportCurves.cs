namespace Neuromanifold.Experiments.Reports;

/// <summary>One layer at one input over training: a value an epoch in each list, in as many digits as a plot can show; NaN where undefined.</summary>
public sealed record ReportCurves
{
    /// <summary>The seed of the training.</summary>
    public required long Seed { get; init; }

    /// <summary>The position of the input in the figure's list.</summary>
    public required int Input { get; init; }

    /// <summary>The position of the layer in the figure's list.</summary>
    public required int Layer { get; init; }

    /// <summary>The mean Fisher information.</summary>
    public IReadOnlyList<double> Fisher { get; init; } = [];

    /// <summary>The mean of its lower bounds.</summary>
    public IReadOnlyList<double> FisherLower { get; init; } = [];

    /// <summary>The mean of its upper bounds.</summary>
    public IReadOnlyList<double> FisherUpper { get; init; } = [];

    /// <summary>√ of the mean V₁.</summary>
    public IReadOnlyList<double> First { get; init; } = [];

    /// <summary>√ of the mean of its lower bounds.</summary>
    public IReadOnlyList<double> FirstLower { get; init; } = [];

    /// <summary>√ of the mean of its upper bounds.</summary>
    public IReadOnlyList<double> FirstUpper { get; init; } = [];

    /// <summary>√ of the mean V₂.</summary>
    public IReadOnlyList<double> Second { get; init; } = [];

    /// <summary>√ of the mean of its lower bounds.</summary>
    public IReadOnlyList<double> SecondLower { get; init; } = [];

    /// <summary>√ of the mean of its upper bounds.</summary>
    public IReadOnlyList<double> SecondUpper { get; init; } = [];

    /// <summary>The decimal logarithm of the upper bound on V₁ over V₁.</summary>
    public IReadOnlyList<double> FirstRatio { get; init; } = [];

    /// <summary>The decimal logarithm of the upper bound on V₂ over V₂.</summary>
    public IReadOnlyList<double> SecondRatio { get; init; } = [];
}
