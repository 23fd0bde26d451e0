namespace Neuromanifold.Studies.Optimisers;

/// <summary>Measures an autoencoder on images; chunks are shared out over a team and added up in their order, in double.</summary>
internal sealed class ReconstructionMeasure(Model<float> model, ThreadTeam team)
{
    private const int ChunkSize = 256;

    private readonly Member[] _members = [.. Enumerable.Range(0, team.Size).Select(_ => new Member(model))];

    /// <summary>The first <paramref name="maximum"/> examples, or all if there are fewer.</summary>
    public ReconstructionQuality Of(Reconstruction images, int maximum = int.MaxValue)
    {
        int count = Math.Min(maximum, images.Count);
        (double Loss, double Error)[] chunks = new (double, double)[(count + ChunkSize - 1) / ChunkSize];
        team.Run(member =>
        {
            for (int chunk = member.Rank; chunk < chunks.Length; chunk += member.Size)
            {
                int start = chunk * ChunkSize;
                chunks[chunk] = _members[member.Rank].Measure(images, start, Math.Min(ChunkSize, count - start));
            }
        });
        return new ReconstructionQuality(chunks.Sum(chunk => chunk.Loss) / count, chunks.Sum(chunk => chunk.Error) / count);
    }

    private sealed class Member(Model<float> model)
    {
        private readonly Workspace<float> _workspace = new(model.Network, new WorkspaceOptions(ChunkSize));
        private readonly BatchLikelihood<float> _likelihood = new(model.Likelihood);
        private readonly Matrix<float> _cotangents = new(ChunkSize, model.Likelihood.Dimension);
        private readonly Matrix<float> _images = new(ChunkSize, model.Likelihood.OutcomeWidth);

        public (double Loss, double Error) Measure(Reconstruction images, int start, int count)
        {
            int[] indices = [.. Enumerable.Range(start, count)];
            _workspace.Examples = count;
            MatrixView<float> outcomes = _images.View.RowRange(0, count), cotangents = _cotangents.View.RowRange(0, count);
            images.CopyInputs(indices, _workspace.Input);
            images.CopyOutcomes(indices, outcomes);
            model.Network.Forward(_workspace, model.Parameters.Span, model.Statistics.Span, PassContext.Inference);

            // The score of a Bernoulli output is its mean less the pixel.
            BatchLoss loss = _likelihood.Evaluate(_workspace.Output, outcomes, 1, cotangents);
            double error = 0;
            foreach (float difference in cotangents.AsSpan()) error += (double)difference * difference;
            return (loss.NegativeLogLikelihood, error);
        }
    }
}
