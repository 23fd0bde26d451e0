using System.Text.Json.Nodes;
using Neuromanifold.Manifolds.Distributions;

namespace Neuromanifold.CommandLine.Commands.Manifold;

/// <summary>A distribution's textbook parameters by name: numbers, lists and matrices.</summary>
internal static class ParametersJson
{
    public static JsonObject Of(Distribution distribution)
    {
        JsonObject json = [];
        int start = 0;
        foreach (Parameter parameter in distribution.Family.Parameters)
        {
            ReadOnlySpan<double> values = distribution.Parameters.AsSpan().Slice(start, parameter.Length);
            json[parameter.Name] = parameter switch
            {
                { Rows: 1, Columns: 1 } => NumberJson.Of(values[0]),
                { Rows: 1 } => NumberJson.Of(values),
                _ => NumberJson.Of(new Numerics.Tensors.ReadOnlyMatrixView<double>(values, parameter.Rows, parameter.Columns)),
            };
            start += parameter.Length;
        }

        return json;
    }
}
