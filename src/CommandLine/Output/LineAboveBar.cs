using Spectre.Console;
using Spectre.Console.Rendering;

namespace Neuromanifold.CommandLine.Output;

/// <summary>A line that is written where a bar stands: it clears the place, for the bar is drawn anew below it.</summary>
internal sealed class LineAboveBar(string text) : Renderable
{
    private const string EraseBelow = "\e[J";

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
    [
        .. options.Ansi ? [Segment.Control(EraseBelow)] : Array.Empty<Segment>(),
        .. ((IRenderable)new Text(text)).Render(options, maxWidth),
        Segment.LineBreak,
    ];
}
