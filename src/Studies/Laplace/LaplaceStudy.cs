using System.Numerics.Tensors;
using Neuromanifold.Fisher.Posteriors;
using Neuromanifold.Studies.Trials;

namespace Neuromanifold.Studies.Laplace;

/// <summary>What a posterior out of the Fisher matrix adds to a network's predictions: calibration, doubt of strange inputs, a prior chosen without held-out data. Sources: [MacKay92]; [Daxberger21].</summary>
internal sealed class LaplaceStudy(LaplacePlan full, LaplacePlan quick) : TrialStudy(
    "laplace",
    "How sure is the network",
    "Laplace posteriors: calibration, strange inputs and the prior of the greatest marginal likelihood",
    "MacKay, A practical Bayesian framework for backpropagation networks, 1992, as Daxberger et al., Laplace redux, 2021, use it")
{
    private const string Accuracy = "accuracy", Loss = "nll", Error = "ece", Strange = "auroc_strange", Precision = "prior_precision", Evidence = "log_marginal_likelihood", Gap = "probit_sampling_gap", HeldOutLoss = "nll_held_out", HeldOutError = "ece_held_out";
    private const string Mode = "mode alone", ByEvidence = "by evidence", ByValidation = "by validation", Whole = "whole images", Pooled = "7×7 images";
    private const double As = 1.02;

    private static readonly (string Name, LaplaceStructure Structure)[] s_structures =
        [("diagonal", LaplaceStructure.Diagonal), ("kronecker", LaplaceStructure.Kronecker), ("last layer", LaplaceStructure.LastLayer), ("full", LaplaceStructure.Full)];

    protected override IReadOnlyList<ReportFact> Facts(bool isQuick)
    {
        LaplacePlan plan = isQuick ? quick : full;
        return
        [
            new("networks", $"{plan.Hidden} hidden on whole images, {plan.SmallHidden} on 7×7 means of them; tanh"),
            new("training", $"{plan.Examples} examples, adam, learning rate {NumberText.Exact(Trainings.LearningRate)}, batches of {Trainings.Batch}, {plan.Epochs} epochs, no weight decay, {plan.Seeds} seeds"),
            new("judged on", $"{plan.Test} test examples; strange inputs are the same with their pixels shuffled"),
            new("chosen on the validation split", "the precision of the prior, beside that of the greatest marginal likelihood"),
        ];
    }

    protected internal override void Check(StudyConfiguration configuration, Dataset dataset)
    {
        if (dataset.Training.InputShape is not { Rank: 2 } shape || shape.Extents[0] % PooledImages.Side != 0 || shape.Extents[1] % PooledImages.Side != 0)
            throw new InvalidInputException("the data", $"inputs of shape {dataset.Training.InputShape}", $"images whose sides are multiples of {PooledImages.Side}, as 28×28", "Take digits, mnist or fashion-mnist.");
    }

    protected internal override IReadOnlyList<Measurement<MeasuredRows<TrialRow>>> Measurements(StudyBench bench)
    {
        LaplacePlan plan = bench.Configuration.Quick ? quick : full;
        return [.. new[] { Whole, Pooled }.SelectMany(part => bench.Seeds(plan.Seeds).Select(seed =>
            Trial($"{part}, seed {seed}", 1.5 * plan.Epochs * Math.Min(plan.Examples, bench.Dataset.Training.Count), _ => Run(bench, plan, part, seed))))];
    }

    public override IReadOnlyList<StudyClaim> Claims(TrialRows rows) => [.. new[] { Whole, Pooled }.SelectMany(part => Claims(rows, part))];

    protected override IReadOnlyList<ReportTable> Tables(TrialRows rows) => [.. new[] { Whole, Pooled }.Select(part => new ReportTable(
        $"{part}, in numbers",
        ["posterior", "accuracy, %", "negative log-likelihood", "calibration error, %", "AUROC of strange inputs", "prior precision", "log marginal likelihood"],
        [.. rows.All.Where(row => row.Part == part && row.Setting is null).Select(row => row.Method).Distinct(StringComparer.Ordinal).Select(method => (string[])[
            method,
            rows.Spread(part, method, null, Accuracy, "f2", 100),
            rows.Spread(part, method, null, Loss, "f4"),
            rows.Spread(part, method, null, Error, "f2", 100),
            rows.Spread(part, method, null, Strange, "f3"),
            rows.Spread(part, method, null, Precision, "g3"),
            rows.Spread(part, method, null, Evidence, "f0"),
        ])],
        "Mean ± standard deviation over seeds; probabilities by the probit approximation. The prior is that of the greatest marginal likelihood, or of the least negative log-likelihood on the validation split."))];

    protected override IReadOnlyList<ReportChart> Charts(TrialRows rows) => [.. new[] { Whole, Pooled }.SelectMany(part => new[]
    {
        Chart(rows, part, "Loss over the prior", HeldOutLoss, 1, new ReportAxis("negative log-likelihood, nats", IsLogarithmic: true)),
        Chart(rows, part, "Calibration over the prior", HeldOutError, 100, new ReportAxis("calibration error, %")),
    })];

    private static ReportChart Chart(TrialRows rows, string part, string title, string value, double scale, ReportAxis axis) => new()
    {
        Subject = part,
        Title = title,
        Description = "On the validation split. The prior of the greatest marginal likelihood is at 1; to the left priors are wider, to the right narrower. Lines are means over seeds, bands their range.",
        X = new ReportAxis("precision of the prior, in units of that of the greatest marginal likelihood", IsLogarithmic: true),
        Y = axis,
        Lines =
        [
            .. s_structures.Select(structure => rows.Line(part, structure.Name, value, scale)).Where(line => line.X.Count > 0),
            rows.Level(part, Mode, value, rows.Settings(part), scale),
        ],
    };

    private static IEnumerable<StudyClaim> Claims(TrialRows rows, string part)
    {
        string[] structures = [.. s_structures.Select(one => one.Name).Where(name => rows.Values(part, $"{name} {ByEvidence}", null, Loss).Length > 0)];
        double Mean(string method, string value) => rows.Mean(part, method, null, value);
        string Each(Func<string, string> say) => string.Join(", ", structures.Select(name => $"{say(name)} ({name})"));
        yield return new StudyClaim(
            part,
            "With the prior of the greatest marginal likelihood every posterior predicts better than the mode alone.",
            $"The negative log-likelihood is {Each(name => NumberText.Short(Mean($"{name} {ByEvidence}", Loss)))} against {NumberText.Short(Mean(Mode, Loss))}.",
            structures.Max(name => Mean($"{name} {ByEvidence}", Loss)) - Mean(Mode, Loss),
            structures.All(name => Mean($"{name} {ByEvidence}", Loss) < Mean(Mode, Loss)));
        yield return new StudyClaim(
            part,
            "It is better calibrated, too.",
            $"The calibration error is {Each(name => Numbers.Percent(Mean($"{name} {ByEvidence}", Error)))} against {Numbers.Percent(Mean(Mode, Error))}.",
            structures.Max(name => Mean($"{name} {ByEvidence}", Error)) - Mean(Mode, Error),
            structures.All(name => Mean($"{name} {ByEvidence}", Error) < Mean(Mode, Error)));
        yield return new StudyClaim(
            part,
            "With the prior chosen on held-out data every posterior predicts better than the mode alone.",
            $"The negative log-likelihood is {Each(name => NumberText.Short(Mean($"{name} {ByValidation}", Loss)))} against {NumberText.Short(Mean(Mode, Loss))}.",
            structures.Max(name => Mean($"{name} {ByValidation}", Loss)) - Mean(Mode, Loss),
            structures.All(name => Mean($"{name} {ByValidation}", Loss) < Mean(Mode, Loss)));
        yield return new StudyClaim(
            part,
            "The prior of the greatest marginal likelihood does about as well as one chosen on held-out data.",
            $"The negative log-likelihood is {Each(name => $"{NumberText.Short(Mean($"{name} {ByEvidence}", Loss) / Mean($"{name} {ByValidation}", Loss))} times as large")}; about is read as up to {NumberText.Exact(As)} times.",
            structures.Max(name => Mean($"{name} {ByEvidence}", Loss) / Mean($"{name} {ByValidation}", Loss)),
            structures.All(name => Mean($"{name} {ByEvidence}", Loss) <= As * Mean($"{name} {ByValidation}", Loss)));
        yield return new StudyClaim(
            part,
            "Strange inputs are told from others better by every posterior than by the mode alone.",
            $"The area under the curve is {Each(name => NumberText.Short(Mean($"{name} {ByEvidence}", Strange)))} against {NumberText.Short(Mean(Mode, Strange))}.",
            structures.Min(name => Mean($"{name} {ByEvidence}", Strange)) - Mean(Mode, Strange),
            structures.All(name => Mean($"{name} {ByEvidence}", Strange) > Mean(Mode, Strange)));
        yield return new StudyClaim(
            part,
            "The probit approximation gives the probabilities that sampling does.",
            $"The root mean square difference of a probability is {Each(name => NumberText.Short(Mean($"{name} {ByEvidence}", Gap)))}; it is said to hold below 0.01.",
            structures.Max(name => Mean($"{name} {ByEvidence}", Gap)),
            structures.All(name => Mean($"{name} {ByEvidence}", Gap) < 0.01));
    }

    private static IReadOnlyList<TrialRow> Run(StudyBench bench, LaplacePlan plan, string part, long seed)
    {
        bool isPooled = part == Pooled;
        IExamples Seen(IDatasetPart examples) => isPooled ? new PooledImages(examples) : examples;
        ValidationSplit split = bench.Split(seed, plan.Examples);
        IExamples training = Seen(split.Training), heldOut = Seen(split.HeldOut), test = Seen(Trainings.First(bench.Dataset.Test, plan.Test, seed));
        ShuffledInputs strange = new(test, RandomStream.FromSeed(seed).Split("strange"));
        Model<float> model = Trainings.Initialise(training, isPooled ? plan.SmallHidden : plan.Hidden, "tanh", bench.Classes, seed);
        bench.Train(model, Trainings.Adam(model), training, plan.Epochs, seed);
        int[] labels = LabelsOf(test), heldOutLabels = LabelsOf(heldOut);
        List<TrialRow> rows = [];
        foreach ((string name, LaplaceStructure structure) in s_structures)
        {
            if (structure == LaplaceStructure.Full && !isPooled) continue;
            LaplacePosterior<float> posterior = LaplacePosterior<float>.Fit(model, training, new LaplaceOptions { Structure = structure, Threads = bench.Configuration.Threads }, bench.Cancellation).WithBestPrecision();
            if (rows.Count == 0) rows.Add(RowOf(Mode, posterior, isMode: true));
            rows.Add(RowOf($"{name} {ByEvidence}", posterior, isMode: false));
            rows.Add(RowOf($"{name} {ByValidation}", BestOnHeldOut(name, posterior), isMode: false));
        }

        return rows;

        LaplacePosterior<float> BestOnHeldOut(string name, LaplacePosterior<float> posterior)
        {
            (LaplacePosterior<float> Posterior, Calibration Calibration, double Ratio) Tried(double ratio)
            {
                LaplacePosterior<float> one = posterior.WithPrecision(posterior.PriorPrecision * ratio);
                return (one, Calibration.Of(PredictiveMeans.Probit(model.Likelihood, one.Predict(heldOut, bench.Cancellation)), heldOutLabels), ratio);
            }

            (LaplacePosterior<float> Posterior, Calibration Calibration, double Ratio)[] tried = [.. Enumerable.Range(-6, 13).Select(step => Tried(Math.Pow(10, step / 2.0)))];
            rows.AddRange(tried.Select(one => new TrialRow(part, name, one.Ratio, seed, Numbers.Of((HeldOutLoss, one.Calibration.NegativeLogLikelihood), (HeldOutError, one.Calibration.Error)))));
            return tried.MinBy(one => one.Calibration.NegativeLogLikelihood).Posterior;
        }

        TrialRow RowOf(string method, LaplacePosterior<float> posterior, bool isMode)
        {
            LaplacePrediction usual = posterior.Predict(test, bench.Cancellation), odd = posterior.Predict(strange, bench.Cancellation);
            Matrix<double> Probabilities(LaplacePrediction prediction) => isMode ? PredictiveMeans.AtMode(model.Likelihood, prediction) : PredictiveMeans.Probit(model.Likelihood, prediction);
            Matrix<double> probabilities = Probabilities(usual);
            Calibration calibration = Calibration.Of(probabilities, labels);
            Calibration? unseen = isMode ? Calibration.Of(Probabilities(posterior.Predict(heldOut, bench.Cancellation)), heldOutLabels) : null;
            double? gap = isMode ? null : TensorPrimitives.Distance<double>(probabilities.AsSpan(), PredictiveMeans.Sampled(model.Likelihood, usual, plan.Samples, RandomStream.FromSeed(seed)).AsSpan()) / Math.Sqrt(probabilities.AsSpan().Length);
            return new TrialRow(part, method, null, seed, Numbers.Of(
                (Accuracy, calibration.Accuracy), (Loss, calibration.NegativeLogLikelihood), (Error, calibration.Error),
                (Strange, Separation(Sureness(probabilities), Sureness(Probabilities(odd)))),
                (Precision, isMode ? null : posterior.PriorPrecision), (Evidence, isMode ? null : posterior.LogMarginalLikelihood), (Gap, gap), (HeldOutLoss, unseen?.NegativeLogLikelihood), (HeldOutError, unseen?.Error)));
        }
    }

    private static int[] LabelsOf(IExamples examples)
    {
        Matrix<double> outcomes = new(examples.Count, 1);
        examples.CopyOutcomes([.. Enumerable.Range(0, examples.Count)], outcomes.View);
        return [.. outcomes.AsSpan().ToArray().Select(value => (int)value)];
    }

    private static double[] Sureness(Matrix<double> probabilities) => [.. Enumerable.Range(0, probabilities.Rows).Select(i => TensorPrimitives.Max<double>(probabilities.Row(i)))];

    // The chance that a usual input is predicted more surely than a strange one, ties as halves: the rank-sum form of the area.
    private static double Separation(double[] usual, double[] strange)
    {
        Array.Sort(strange);
        double sum = 0;
        foreach (double one in usual)
        {
            int below = LowerBound(strange, one), through = LowerBound(strange, Math.BitIncrement(one));
            sum += below + (0.5 * (through - below));
        }

        return sum / ((double)usual.Length * strange.Length);
    }

    private static int LowerBound(double[] sorted, double value)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle] < value) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
