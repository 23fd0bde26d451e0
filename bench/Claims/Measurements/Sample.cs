using Neuromanifold.Studies;

namespace Neuromanifold.Claims.Measurements;

/// <summary>Figures of one kind, of which more is better.</summary>
internal sealed record Sample(IReadOnlyList<double> Values)
{
    /// <summary>The greatest: others' work on the machine only ever takes away.</summary>
    public double Best => Values.Max();

    /// <summary>The median; of an even number of figures, the lower of the two in the middle.</summary>
    public double Median => Values.Order().ElementAt((Values.Count - 1) / 2);

    /// <summary>Best and median, with a unit.</summary>
    public string Text(string unit, string format = "#,0") =>
        $"best {Best.ToString(format, System.Globalization.CultureInfo.InvariantCulture)}, median {Median.ToString(format, System.Globalization.CultureInfo.InvariantCulture)} {unit}";
}
