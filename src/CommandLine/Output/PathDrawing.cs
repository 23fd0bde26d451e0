using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Geometry;

namespace Neuromanifold.CommandLine.Output;

/// <summary>A path in the plane of a family's two coordinates, as a picture.</summary>
internal static class PathDrawing
{
    private const double Width = 640, Height = 420, Margin = 64;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static string Of(DistributionPath path)
    {
        (double X, double Y)[] points = [.. path.Points.Select(point => point.Coordinates()).Select(at => (at[0], at[1]))];
        (double left, double right) = Range(points.Select(point => point.X));
        (double bottom, double top) = Range(points.Select(point => point.Y));
        double X(double value) => Margin + ((value - left) / (right - left) * (Width - (2 * Margin)));
        double Y(double value) => Height - Margin - ((value - bottom) / (top - bottom) * (Height - (2 * Margin)));
        DistributionFamily family = path.Points[0].Family;
        XElement drawing = new(
            Svg + "svg",
            new XAttribute("viewBox", $"0 0 {Text(Width)} {Text(Height)}"),
            new XAttribute("font-family", "sans-serif"),
            new XAttribute("font-size", 13),
            new XElement(Svg + "title", $"{Name(path.Kind)} from {path.Points[0]} to {path.Points[^1]}, length {Text(path.Length.Value)}"),
            new XElement(Svg + "rect", new XAttribute("width", "100%"), new XAttribute("height", "100%"), new XAttribute("fill", "white")),
            Line(Margin, Height - Margin, Width - Margin, Height - Margin),
            Line(Margin, Height - Margin, Margin, Margin),
            Ticks(left, right).Select(value => Label(X(value), Height - Margin + 18, "middle", Text(value))),
            Ticks(bottom, top).Select(value => Label(Margin - 8, Y(value) + 4, "end", Text(value))),
            Label(Width - Margin, Height - Margin + 38, "end", family.CoordinateNames[0]),
            Label(Margin, Margin - 14, "middle", family.CoordinateNames[1]),
            new XElement(
                Svg + "polyline",
                new XAttribute("points", string.Join(' ', points.Select(point => $"{Text(X(point.X))},{Text(Y(point.Y))}"))),
                new XAttribute("fill", "none"),
                new XAttribute("stroke", "#1f6feb"),
                new XAttribute("stroke-width", 2)),
            points.Select(point => new XElement(Svg + "circle", new XAttribute("cx", Text(X(point.X))), new XAttribute("cy", Text(Y(point.Y))), new XAttribute("r", 3), new XAttribute("fill", "#1f6feb"))),
            Label(Width / 2, 28, "middle", $"{Name(path.Kind)}, length {path.Length.Value.ToString("g6", CultureInfo.InvariantCulture)}"));
        return new StringBuilder().Append(drawing).Append('\n').ToString();
    }

    private static string Name(PathKind kind) => kind switch { PathKind.Exponential => "e-geodesic", PathKind.Mixture => "m-geodesic", _ => "Fisher–Rao geodesic" };

    // With room on both sides, also where all values are the same.
    private static (double Low, double High) Range(IEnumerable<double> values)
    {
        double low = values.Min(), high = values.Max(), room = 0.08 * (high > low ? high - low : Math.Max(1, Math.Abs(high)));
        return (low - room, high + room);
    }

    // Four to nine multiples of 1, 2 or 5 times a power of ten.
    private static IEnumerable<double> Ticks(double low, double high)
    {
        double raw = (high - low) / 5, power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double step = power * (raw / power < 2 ? 1 : raw / power < 5 ? 2 : 5);
        for (double multiple = Math.Ceiling(low / step); multiple * step <= high; multiple++) yield return multiple * step;
    }

    private static XElement Line(double x1, double y1, double x2, double y2) => new(
        Svg + "line", new XAttribute("x1", Text(x1)), new XAttribute("y1", Text(y1)), new XAttribute("x2", Text(x2)), new XAttribute("y2", Text(y2)), new XAttribute("stroke", "#444"));

    private static XElement Label(double x, double y, string anchor, string text) =>
        new(Svg + "text", new XAttribute("x", Text(x)), new XAttribute("y", Text(y)), new XAttribute("text-anchor", anchor), text);

    private static string Text(double value) => value.ToString("g6", CultureInfo.InvariantCulture);
}
