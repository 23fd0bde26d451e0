using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Relative;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.NaturalGradient.Relative;

/// <summary>
/// One layer as a subsystem: a ring of references, what the layer saw and ν_f of its units, or the probabilities of a soft-max layer; a
/// copy of it from the last refresh; and the solver that inverts the average over that copy.
/// </summary>
internal sealed class RelativeBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // The largest order of the joint matrix of a soft-max layer; beyond it its units are taken as independent.
    private const int LargestJointOrder = 2048;

    private readonly Subsystem _subsystem;
    private readonly RelativeForm _form;
    private readonly double _deviation;
    private readonly Matrix<T> _inputs;
    private readonly Matrix<T> _zones;
    private readonly Matrix<T> _keptInputs;
    private readonly Matrix<T> _keptZones;
    private readonly OutputZones<T>[] _outputs;
    private readonly T[][] _gains;
    private RelativeSolver<T>? _solver;

    public RelativeBlock(Subsystem subsystem, RelativeOptions options, int references, int members)
    {
        ParameterBlock block = subsystem.Block;
        int width = block.Kind == BlockKind.Affine ? block.Inputs : block.Outputs;
        _subsystem = subsystem;
        _form = options.Form;
        _deviation = options.Responses.Deviation;
        _inputs = new Matrix<T>(references, width);
        _zones = new Matrix<T>(references, block.Outputs);
        _keptInputs = new Matrix<T>(references, width);
        _keptZones = new Matrix<T>(references, block.Outputs);
        _outputs = [.. Enumerable.Range(0, members).Select(_ => new OutputZones<T>(block.Outputs))];
        _gains = [.. Enumerable.Range(0, members).Select(_ => new T[block.Outputs])];
        Members = members;
        State =
        [
            new($"{block.Name}.inputs", _inputs.AsMemory()),
            new($"{block.Name}.zones", _zones.AsMemory()),
            new($"{block.Name}.kept_inputs", _keptInputs.AsMemory()),
            new($"{block.Name}.kept_zones", _keptZones.AsMemory()),
        ];
    }

    public IReadOnlyList<OptimiserState<T>> State { get; }

    private int Members { get; }

    /// <summary>Puts a member's examples among <paramref name="fresh"/> of the batch, from <paramref name="first"/> on and around, into the ring.</summary>
    public void Observe(TrainingStep<T> step, int first, int fresh, int next)
    {
        int rank = step.Team.Rank, examples = step.Workspace.Examples;
        if (examples == 0) return;
        Span<T> gains = _gains[rank];
        _subsystem.Gains(step.Workspace, step.Model.Parameters.Span, gains);
        TensorPrimitives.Multiply<T>(gains, gains, gains);
        ReadOnlyMatrixView<T> seen = step.Workspace.BlockInputs(_subsystem.Block), totals = _subsystem.Totals(step.Workspace);
        for (int i = 0; i < examples; i++)
        {
            int position = (step.FirstExample + i - first + step.TotalExamples) % step.TotalExamples;
            if (position >= fresh) continue;
            int place = (next + position) % _inputs.Rows;
            Span<T> zones = _zones.Row(place);
            seen.Row(i).CopyTo(_inputs.Row(place));
            if (_subsystem.Response is not { } response) _outputs[rank].Write(step.Model.Likelihood, totals.Row(i), IsJoint(step.Model.Likelihood), _deviation, zones);
            else if (totals.Rows > 0) response.Zone(totals.Row(i), zones);
            else zones.Fill(T.CreateTruncating(response.LargestZone));
            if (_subsystem.IsNormalised) TensorPrimitives.Multiply(zones, gains, zones);
        }
    }

    /// <summary>Copies a member's share of the ring; places that are still free become zeros.</summary>
    public void Keep(ICommunicator member, int count)
    {
        (int start, int rows) = member.Share(_inputs.Rows);
        for (int r = start; r < start + rows; r++)
        {
            if (r < count)
            {
                _inputs.Row(r).CopyTo(_keptInputs.Row(r));
                _zones.Row(r).CopyTo(_keptZones.Row(r));
                continue;
            }

            _keptInputs.Row(r).Clear();
            _keptZones.Row(r).Clear();
        }
    }

    /// <summary>Takes the memory for inverses, once the family is known.</summary>
    public void ChooseSolver(Likelihood likelihood) => _solver ??= Create(likelihood);

    public void Prepare(ICommunicator member, int count) => _solver!.Prepare(member, _keptInputs, count);

    /// <summary>What each piece of a refresh costs.</summary>
    public IReadOnlyList<double> RefreshCosts => _solver!.RefreshCosts;

    public void Invert(int piece, int rank, int count, double damping) => _solver!.Invert(piece, rank, _keptInputs, _keptZones, count, damping);

    public double Precondition(ICommunicator member, ReadOnlySpan<T> gradient, Span<T> direction) => _solver!.Precondition(member, _keptInputs, gradient, direction);

    private bool IsJoint(Likelihood likelihood) =>
        _subsystem is { Response: null, IsNormalised: false } && likelihood is CategoricalLikelihood && (_subsystem.Block.Outputs - 1L) * _subsystem.Block.UnitLength <= LargestJointOrder;

    private RelativeSolver<T> Create(Likelihood likelihood)
    {
        ParameterBlock block = _subsystem.Block;
        if (block.Kind != BlockKind.Affine) return new ScaleShiftSolver<T>(block);
        if (IsJoint(likelihood)) return new SoftMaxSolver<T>(block, _inputs.Rows);
        return _form == RelativeForm.Window
            ? new WindowSolver<T>(block, _inputs.Rows)
            : new BlockSolver<T>(block, _inputs.Rows, Members);
    }
}
