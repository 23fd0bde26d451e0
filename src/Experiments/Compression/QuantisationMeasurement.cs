using System.Numerics;
using Neuromanifold.Experiments.Information;
using Neuromanifold.Fisher.Estimators;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Optimisation.Compression.Quantisation;

namespace Neuromanifold.Experiments.Compression;

/// <summary>A model as it is, with as many bits for every parameter, and with as many in all allocated by the Cramér–Rao rule; by tensor and by channel.</summary>
public sealed class QuantisationMeasurement
{
    private QuantisationMeasurement(QuantisationConfiguration configuration, ModelQuality before, ImmutableArray<QuantisedModel> quantised, double[] information)
    {
        Configuration = configuration;
        Before = before;
        Quantised = quantised;
        Information = information;
    }

    /// <summary>The model as it is, then quantised by tensor and by channel; uniform, then allocated.</summary>
    public ReportTable Models => QuantisationTables.Models(this);

    /// <summary>How many bits each tensor was given.</summary>
    public ReportTable Bits => QuantisationTables.Bits(this);

    internal QuantisationConfiguration Configuration { get; }

    // Inputs over which the Fisher information was taken.
    private int FisherInputs { get; init; }

    internal int Inputs { get; private init; }

    internal ModelQuality Before { get; }

    internal ImmutableArray<QuantisedModel> Quantised { get; }

    private string Likelihood { get; init; } = "";

    // I_ii, in the order of the network's parameters.
    private ReadOnlyMemory<double> Information { get; }

    /// <summary>What was measured, as one JSON object.</summary>
    public JsonObject ToJson()
    {
        Dictionary<string, QuantisationDocuments.QuantisedDocument> Of(QuantisationGrouping grouping) => Quantised.Where(one => one.Grouping == grouping)
            .ToDictionary(one => one.SchemeName, one => QuantisationDocuments.QuantisedDocument.Of(one, Information), StringComparer.Ordinal);
        QuantisationDocuments.QuantisationDocument document = new(
            Configuration.Bits,
            Information.Length,
            Likelihood,
            FisherInputs,
            Inputs,
            new QuantisationDocuments.QualityDocument(Before.Loss, Before.Accuracy),
            Of(QuantisationGrouping.Tensor),
            Of(QuantisationGrouping.Channel));
        return JsonSerializer.SerializeToNode(document, QuantisationJson.Default.QuantisationDocument)!.AsObject();
    }

    /// <summary>
    /// Measures. The Fisher information is taken over the training part where data are named, and quality over the test part; over the inputs
    /// of a file else. The model is left as <see cref="QuantisationConfiguration.Grouping"/> and the rule make it.
    /// </summary>
    /// <exception cref="Numerics.Errors.NumericalException">The Fisher information is zero throughout, or not finite.</exception>
    public static QuantisationMeasurement Run<T>(Probe<T> probe, QuantisationConfiguration configuration, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Model<T> model = probe.Model;
        IDatasetPart calibration = probe.Training ?? probe.Examples;
        EstimationOptions options = new() { MemoryBytes = configuration.Probe.MemoryBytes, Threads = configuration.Probe.Threads };
        FisherMatrix diagonal = RepresentationEstimator.Estimate(model, calibration, RepresentationKind.Diagonal, options, cancellation);
        double[] information = new double[diagonal.Dimension];
        diagonal.Diagonal(information);

        T[] parameters = model.Parameters.ToArray();
        Matrix<T> before = ModelOutputs.Of(model, probe.Examples);
        Likelihood likelihood = model.Likelihood;
        ModelQuality Measure(Matrix<T> outputs) => ModelQuality.Of(likelihood, outputs, before, probe.Examples, probe.HasOutcomes);
        QuantisedModel Quantise(QuantisationGrouping grouping, QuantisationScheme scheme)
        {
            cancellation.ThrowIfCancellationRequested();
            scheme.Apply(model.Parameters.Span);
            Matrix<T> outputs = ModelOutputs.Of(model, probe.Examples);
            parameters.CopyTo(model.Parameters);
            return new QuantisedModel(grouping, scheme, Measure(outputs), scheme.PredictDivergence(information));
        }

        ImmutableArray<QuantisedModel> quantised =
        [
            .. new[] { QuantisationGrouping.Tensor, QuantisationGrouping.Channel }.SelectMany(grouping => new[]
            {
                Quantise(grouping, QuantisationScheme.Uniform(model, grouping, configuration.Bits)),
                Quantise(grouping, QuantisationScheme.Allocate(model, grouping, information, configuration.Bits, 1.0 / calibration.Count)),
            }),
        ];
        QuantisationMeasurement measurement = new(configuration, Measure(before), quantised, information) { Likelihood = probe.Likelihood.Name, FisherInputs = calibration.Count, Inputs = probe.Examples.Count };
        quantised.Single(one => one.Grouping == configuration.Grouping && !one.Scheme.IsUniform).Scheme.Apply(model.Parameters.Span);
        return measurement;
    }
}
