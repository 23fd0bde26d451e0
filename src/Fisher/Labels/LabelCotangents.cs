using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Labels;

/// <summary>A label rule over batches: the cotangents of a network's outputs. One thread at a time uses it; it allocates nothing after birth.</summary>
public sealed class LabelCotangents<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Likelihood _likelihood;
    private readonly LabelRule _rule;
    private readonly LabelContext _context;
    private readonly double[] _outputs;
    private readonly double[] _natural;
    private readonly Matrix<double> _cotangents;

    /// <summary>The batch form of a rule.</summary>
    public LabelCotangents(Likelihood likelihood, LabelRule rule)
    {
        _likelihood = likelihood;
        _rule = rule;
        _context = new LabelContext(likelihood);
        _outputs = new double[likelihood.Dimension];
        _natural = new double[likelihood.Dimension];
        _cotangents = new Matrix<double>(rule.BackwardPasses(likelihood.Dimension), likelihood.Dimension);
    }

    /// <summary>Writes the cotangents of a batch, row k·examples + i being the k-th of example i.</summary>
    /// <param name="outputs">Examples × T.</param>
    /// <param name="outcomes">Examples × outcome width, where the rule needs outcomes.</param>
    /// <param name="stream">Example i draws from the stream's child of its number.</param>
    /// <param name="first">The number of the first example, in the data or in the batch.</param>
    /// <param name="cotangents">(Backward passes · examples) × T.</param>
    public void Write(ReadOnlyMatrixView<T> outputs, ReadOnlyMatrixView<T> outcomes, RandomStream stream, int first, MatrixView<T> cotangents)
    {
        if (cotangents.Rows != _cotangents.Rows * outputs.Rows)
            throw new ArgumentException($"Found {cotangents.Rows} rows of cotangents for {outputs.Rows} examples; expected {_cotangents.Rows} each.", nameof(cotangents));
        for (int i = 0; i < outputs.Rows; i++)
        {
            TensorPrimitives.ConvertTruncating(outputs.Row(i), _outputs);
            _likelihood.ToNatural(_outputs, _natural);
            _context.Load(_natural, stream, first + i);
            if (_rule.NeedsOutcomes) _context.Observe(outcomes.Row(i));
            _rule.Write(_context, _cotangents);
            for (int k = 0; k < _cotangents.Rows; k++)
            {
                Span<double> cotangent = _cotangents.Row(k);
                if (_rule.IsNatural) _likelihood.PullBack(_outputs, cotangent);
                TensorPrimitives.ConvertTruncating<double, T>(cotangent, cotangents.Row((k * outputs.Rows) + i));
            }
        }
    }
}
