using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;

namespace Neuromanifold.Optimisation.Training;

/// <summary>
/// The mean loss and the accuracy of a model over a data set, in inference mode. Chunks are shared out over a team and added
/// up in their order, in double.
/// </summary>
public sealed class Evaluation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int ChunkSize = 256;

    private readonly Model<T> _model;
    private readonly ThreadTeam _team;
    private readonly EvaluationMember<T>[] _members;
    private readonly Action<ICommunicator> _program;
    private IExamples? _examples;
    private BatchLoss[] _chunks = [];

    /// <summary>Takes the memory evaluations need, whatever the size of the data.</summary>
    public Evaluation(Model<T> model, ThreadTeam team)
    {
        _model = model;
        _team = team;
        _members = [.. Enumerable.Range(0, team.Size).Select(_ => new EvaluationMember<T>(model, ChunkSize))];
        _program = Run;
    }

    /// <summary>Measures the model as it is now.</summary>
    public EvaluationResult Measure(IExamples examples)
    {
        if (examples.Count == 0) throw new ArgumentException("There is no example to evaluate on.", nameof(examples));
        int chunks = (examples.Count + ChunkSize - 1) / ChunkSize;
        if (_chunks.Length != chunks) _chunks = new BatchLoss[chunks];
        _examples = examples;
        _team.Run(_program);
        BatchLoss total = default;
        foreach (BatchLoss chunk in _chunks) total += chunk;
        double count = examples.Count;
        return new EvaluationResult(total.NegativeLogLikelihood / count, _model.Likelihood.HasLabels ? total.Correct / count : null);
    }

    private void Run(ICommunicator member)
    {
        for (int chunk = member.Rank; chunk < _chunks.Length; chunk += member.Size)
        {
            int start = chunk * ChunkSize;
            _chunks[chunk] = _members[member.Rank].Measure(_examples!, start, Math.Min(ChunkSize, _examples!.Count - start));
        }
    }
}
