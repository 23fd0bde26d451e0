using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Studies.Framework;
using System.Numerics.Tensors;

namespace Neuromanifold.Studies.Tests;

/// <summary>
/// The Fisher information of a classifier's parameters at one input and the variances of its two estimators, from the definitions:
/// every label in turn, derivatives of the log-likelihood by central differences.
/// </summary>
internal sealed class SlowDiagonal
{
    private const double Step = 1e-4;

    private readonly Model<double> _model;
    private readonly Workspace<double> _workspace;
    private readonly IExamples _examples;
    private readonly int _index;
    private readonly double[] _middle;

    public SlowDiagonal(Model<float> model, IExamples examples, int index)
    {
        _model = new Model<double>(model.Network, model.Likelihood);
        TensorPrimitives.ConvertTruncating<float, double>(model.Parameters.Span, _model.Parameters.Span);
        _workspace = new Workspace<double>(model.Network, new WorkspaceOptions(1)) { Examples = 1 };
        _examples = examples;
        _index = index;
        _middle = LogProbabilities();
    }

    /// <summary>The means over tensors of I, V₁ and V₂.</summary>
    public (double Fisher, double First, double Second) MeanOver(TensorSlot[] tensors)
    {
        (double fisher, double first, double second) sum = default;
        foreach (int parameter in tensors.SelectMany(slot => Enumerable.Range(slot.Offset, slot.Length)))
        {
            double[] above = At(parameter, Step), below = At(parameter, -Step);
            double fisher = 0, fourth = 0, curvature = 0, curvatureSquared = 0;
            for (int label = 0; label < _middle.Length; label++)
            {
                double probability = Math.Exp(_middle[label]);
                double slope = (above[label] - below[label]) / (2 * Step);
                double bend = (above[label] - (2 * _middle[label]) + below[label]) / (Step * Step);
                fisher += probability * slope * slope;
                fourth += probability * Math.Pow(slope, 4);
                curvature += probability * bend;
                curvatureSquared += probability * bend * bend;
            }

            sum = (sum.fisher + fisher, sum.first + fourth - (fisher * fisher), sum.second + curvatureSquared - (curvature * curvature));
        }

        int count = tensors.Sum(slot => slot.Length);
        return (sum.fisher / count, sum.first / count, sum.second / count);
    }

    private double[] At(int parameter, double step)
    {
        double before = _model.Parameters.Span[parameter];
        _model.Parameters.Span[parameter] = before + step;
        double[] found = LogProbabilities();
        _model.Parameters.Span[parameter] = before;
        return found;
    }

    private double[] LogProbabilities()
    {
        // A pass may use the input's place again.
        _examples.CopyInputs([_index], _workspace.Input);
        _model.Network.Forward(_workspace, _model.Parameters.Span, _model.Statistics.Span, PassContext.Inference);
        double[] outputs = _workspace.Output.AsSpan().ToArray();
        double normaliser = Math.Log(outputs.Sum(Math.Exp));
        return [.. outputs.Select(output => output - normaliser)];
    }
}
