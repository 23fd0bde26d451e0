namespace Neuromanifold.Data.Sources;

/// <summary>
/// Outcomes as they stand in a file, before it is known what they mean: numbers, <see cref="Width"/> an example, or words, one an example.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Numbers">The numbers, or null where there are words.</param>
/// <param name="Width">Numbers per example.</param>
/// <param name="Words">The words, or null where there are numbers.</param>
/// <param name="PlaceOf">Says where in the file a number or a word lies.</param>
internal sealed record RawOutcomes(string Path, double[]? Numbers, int Width, string[]? Words, Func<int, string> PlaceOf);
