using System.Collections.Immutable;
using System.Globalization;
using Neuromanifold.Fisher.Relative.Responses;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Optimisation.NaturalGradient.Relative;

namespace Neuromanifold.Optimisation.Catalogue;

/// <summary>Offers <see cref="RelativeNaturalGradient{T}"/>.</summary>
internal sealed class RelativeKind : OptimiserKind
{
    private const string Damping = "damping", Momentum = "momentum", Form = "form", References = "references", BlockReferences = "block-references",
        Batches = "window-batches", Every = "inverse-every", Omega = "omega", Deviation = "sd";

    private static readonly RelativeOptions s_defaults = new();

    public override string Name => "rngd";

    public override string Description => "relative natural gradient: every layer a subsystem with its own information";

    public override ImmutableArray<OptimiserSetting> Settings { get; } =
    [
        Rate("0.1"),
        NumberSetting.Positive(Damping, "what is added to every eigenvalue of the relative Fisher information", Text(s_defaults.Damping)),
        NumberSetting.Decay(Momentum, "weight of the past step", Text(s_defaults.Momentum)),
        new ChoiceSetting(Form, "few references by Woodbury's identity, or full matrices of all units", "window", ["window", "blocks"]),
        new CountSetting(References, "references of the window", Text(s_defaults.References)),
        new CountSetting(BlockReferences, "references of full matrices", Text(s_defaults.BlockReferences)),
        new CountSetting(Batches, "mini-batches that give references", Text(s_defaults.WindowBatches)),
        new CountSetting(Every, "steps between refreshes of the inverses", Text(s_defaults.InversePeriod)),
        NumberSetting.Positive(Omega, "ω of rectifiers, the width of their bend", Text(s_defaults.Responses.Width)),
        NumberSetting.Positive(Deviation, "standard deviation of normal responses", Text(s_defaults.Responses.Deviation)),
        Decay(Text(s_defaults.WeightDecay)),
    ];

    public override Optimiser<T> Create<T>(Network network, OptimiserSettings settings, int members) => new RelativeNaturalGradient<T>(
        network,
        s_defaults with
        {
            Damping = settings.Number(Damping),
            Momentum = settings.Number(Momentum),
            Form = settings.Choice(Form) == "blocks" ? RelativeForm.Blocks : RelativeForm.Window,
            References = settings.Count(References),
            BlockReferences = settings.Count(BlockReferences),
            WindowBatches = settings.Count(Batches),
            InversePeriod = settings.Count(Every),
            Responses = new ResponseOptions { Width = settings.Number(Omega), Deviation = settings.Number(Deviation) },
            WeightDecay = settings.Number(WeightDecay),
        },
        members);

    /// <inheritdoc/>
    protected internal override void Check(OptimiserSettings settings)
    {
        if (settings.Choice(Form) == "blocks") settings.RefuseGiven([References], "on full matrices", $"Their references are --{BlockReferences}.");
        else settings.RefuseGiven([BlockReferences], "on the window", $"Its references are --{References}; full matrices are had by --{Form} blocks.");
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
