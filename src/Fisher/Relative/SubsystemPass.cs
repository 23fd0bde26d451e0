using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Relative;

/// <summary>Passes over data that show what the subsystems see and how ready they are to respond, chunk by chunk.</summary>
internal sealed class SubsystemPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Model<T> _model;
    private readonly IExamples _examples;
    private readonly int[] _indices;
    private readonly double[] _natural;
    private readonly Matrix<double> _covariance;

    /// <summary>Passes over examples that are the network's.</summary>
    /// <exception cref="InvalidInputException">There are no examples, or they are not the network's.</exception>
    public SubsystemPass(Model<T> model, IExamples examples, ImmutableArray<Subsystem> subsystems, int capacity)
    {
        if (examples.Count == 0) throw new InvalidInputException("the inputs", "none", "at least one");
        if (examples.InputShape.ElementCount != model.Network.InputWidth)
            throw new InvalidInputException("the inputs", $"{examples.InputShape.ElementCount} values each", $"{model.Network.InputWidth}, as the network reads");
        if (subsystems.IsEmpty) throw new InvalidInputException("the network", "no parameters", "at least one layer that has some");
        (_model, _examples) = (model, examples);
        Workspace = new Workspace<T>(model.Network, new WorkspaceOptions(Math.Min(capacity, examples.Count)) { Cotangents = 1, KeepsBlocks = true });
        _indices = new int[Workspace.Capacity];
        _natural = new double[model.Likelihood.Dimension];
        _covariance = new Matrix<double>(model.Likelihood.Dimension, model.Likelihood.Dimension);
    }

    /// <summary>Activations of a chunk.</summary>
    public Workspace<T> Workspace { get; }

    /// <summary>Goes over all examples, calling back with the first example of each chunk.</summary>
    public void Run(Action<int> absorb, CancellationToken cancellation)
    {
        for (int first = 0; first < _examples.Count; first += Workspace.Capacity)
        {
            cancellation.ThrowIfCancellationRequested();
            Span<int> indices = _indices.AsSpan(0, Math.Min(Workspace.Capacity, _examples.Count - first));
            for (int i = 0; i < indices.Length; i++) indices[i] = first + i;
            Workspace.Examples = indices.Length;
            _examples.CopyInputs(indices, Workspace.Input);
            _model.Network.Forward(Workspace, _model.Parameters.Span, _model.Statistics.Span, PassContext.Inference);
            absorb(first);
        }
    }

    /// <summary>ν_f of a chunk, examples × units; for outputs that respond together, the diagonal of their covariance.</summary>
    public void Zones(Subsystem subsystem, MatrixView<T> zones)
    {
        if (subsystem.Response is not null)
        {
            subsystem.Zones(Workspace, zones);
            return;
        }

        for (int i = 0; i < zones.Rows; i++)
        {
            TensorPrimitives.ConvertTruncating<T, double>(Workspace.Output.Row(i), _natural);
            _model.Likelihood.Covariance(_natural, _covariance);
            for (int j = 0; j < zones.Columns; j++) zones[i, j] = T.CreateTruncating(_covariance[j, j]);
        }
    }

    /// <summary>Whether the outputs are probabilities of classes.</summary>
    public bool IsSoftMax => _model.Likelihood is CategoricalLikelihood;
}
