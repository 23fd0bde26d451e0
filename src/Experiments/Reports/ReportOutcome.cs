namespace Neuromanifold.Experiments.Reports;

/// <summary>A trained network measured on the test part.</summary>
/// <param name="TestLoss">Mean negative log-likelihood, in nats.</param>
/// <param name="TestAccuracy">Share classified correctly, in [0, 1]; null where there are no classes.</param>
internal sealed record ReportOutcome(double TestLoss, double? TestAccuracy);
