namespace Neuromanifold.Manifolds.Distributions;

/// <summary>What outcomes are possible: how sums and integrals over them are taken.</summary>
public abstract record OutcomeSpace
{
    /// <summary>What an outcome may be, as a phrase to end a sentence: "a number > 0".</summary>
    public abstract string Description { get; }

    /// <summary>Whether an outcome may occur; false for NaN.</summary>
    public abstract bool Contains(ReadOnlySpan<double> outcome);

    /// <summary>Integers from <paramref name="First"/> to <paramref name="Last"/>, or without end.</summary>
    public sealed record Integers(int First, int? Last) : OutcomeSpace
    {
        /// <inheritdoc/>
        public override string Description => Last is { } last ? $"an integer from {First} to {last}" : $"an integer {First}, {First + 1}, {First + 2}, …";

        /// <inheritdoc/>
        public override bool Contains(ReadOnlySpan<double> outcome) =>
            outcome.Length == 1 && double.IsInteger(outcome[0]) && outcome[0] >= First && !(outcome[0] > Last);
    }

    /// <summary>Counts of <paramref name="Trials"/> trials in <paramref name="Categories"/> categories.</summary>
    public sealed record Counts(int Trials, int Categories) : OutcomeSpace
    {
        /// <inheritdoc/>
        public override string Description => $"{Categories} counts that sum to {Trials}";

        /// <inheritdoc/>
        public override bool Contains(ReadOnlySpan<double> outcome)
        {
            if (outcome.Length != Categories) return false;
            double sum = 0;
            foreach (double count in outcome)
            {
                if (!(count >= 0 && double.IsInteger(count))) return false;
                sum += count;
            }

            return sum == Trials;
        }
    }

    /// <summary>Numbers of an open interval, perhaps without ends.</summary>
    public sealed record Interval(double Low, double High) : OutcomeSpace
    {
        /// <summary>All finite numbers.</summary>
        public static Interval Line { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

        /// <summary>All positive numbers.</summary>
        public static Interval HalfLine { get; } = new(0, double.PositiveInfinity);

        /// <inheritdoc/>
        public override string Description => (double.IsFinite(Low), double.IsFinite(High)) switch
        {
            (true, true) => FormattableString.Invariant($"a number between {Low:R} and {High:R}"),
            (true, false) => FormattableString.Invariant($"a number > {Low:R}"),
            _ => "a finite number",
        };

        /// <inheritdoc/>
        public override bool Contains(ReadOnlySpan<double> outcome) => outcome.Length == 1 && double.IsFinite(outcome[0]) && outcome[0] > Low && outcome[0] < High;
    }

    /// <summary>A set of more dimensions, over which expectations are taken by sampling.</summary>
    public sealed record Region(string Text, int Width, Func<ReadOnlyMemory<double>, bool> Membership) : OutcomeSpace
    {
        /// <inheritdoc/>
        public override string Description => Text;

        /// <inheritdoc/>
        public override bool Contains(ReadOnlySpan<double> outcome) => outcome.Length == Width && Membership(outcome.ToArray());
    }
}
