using Neuromanifold.Data.Datasets;
using Neuromanifold.Data.Sources;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Tests.Datasets;

/// <summary>Whole parts as arrays.</summary>
internal static class Reading
{
    public static Dataset Load(string specification, LoadingOptions? options = null) => DatasetLoader.Load(DataSpecification.Parse(specification), options);

    public static double[] Inputs(this IDatasetPart part)
    {
        Matrix<double> rows = new(part.Count, part.InputShape.ElementCount);
        part.CopyInputs([.. Enumerable.Range(0, part.Count)], rows.View);
        return rows.AsSpan().ToArray();
    }

    public static double[] Outcomes(this IDatasetPart part)
    {
        Matrix<double> rows = new(part.Count, part.OutcomeWidth);
        part.CopyOutcomes([.. Enumerable.Range(0, part.Count)], rows.View);
        return rows.AsSpan().ToArray();
    }
}
