using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Estimators;
using Neuromanifold.Fisher.Labels;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Extension.Tests.Labels;

public sealed class ForeignLabelRuleTests
{
    [Fact]
    public void A_rule_from_outside_makes_a_representation()
    {
        NetworkBuilder builder = new(new Shape(2));
        builder.Add("fc", new Dense(3));
        Model<double> model = new(builder.Build(), Likelihood.Categorical(3));
        for (int i = 0; i < model.Parameters.Length; i++) model.Parameters.Span[i] = Math.Sin(i + 1);
        Examples examples = new(new NumberTable<float>([0.5f, -1, 2, 0.3f], 2), new Shape(2), new NumberTable<float>([0, 2], 1));
        double[] exact = Diagonal(LabelRule.Expected), foreign = Diagonal(new ScoresByProbability());
        for (int i = 0; i < exact.Length; i++) Assert.Equal(exact[i], foreign[i], 1e-12 * (1 + exact[i]));

        double[] Diagonal(LabelRule rule)
        {
            double[] diagonal = new double[model.Parameters.Length];
            RepresentationEstimator.Estimate(model, examples, RepresentationKind.Diagonal, new EstimationOptions { Labels = rule }, TestContext.Current.CancellationToken).Diagonal(diagonal);
            return diagonal;
        }
    }

    /// <summary>All labels, each with the root of its probability: another root of Cov.</summary>
    private sealed record ScoresByProbability : LabelRule
    {
        public override int BackwardPasses(int outputs) => outputs;

        public override void Write(LabelContext example, MatrixView<double> cotangents)
        {
            for (int label = 0; label < cotangents.Rows; label++)
            {
                example.OutcomeScratch[0] = label;
                example.NegativeScore(example.OutcomeScratch, Math.Exp(example.Likelihood.LogDensity(example.Natural, example.OutcomeScratch) / 2), cotangents.Row(label));
            }
        }
    }
}
