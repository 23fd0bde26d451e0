namespace Neuromanifold.Studies.Framework;

/// <summary>A measurement that left rows, as one line of its file.</summary>
/// <param name="Trial">The measurement's name, which is its key.</param>
/// <param name="Rows">What it left.</param>
internal sealed record MeasuredRows<TRow>(string Trial, IReadOnlyList<TRow> Rows);
