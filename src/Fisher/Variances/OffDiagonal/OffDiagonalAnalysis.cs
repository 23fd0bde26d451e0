using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Networks.SecondOrder;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Variances.OffDiagonal;

/// <summary>
/// Chosen entries of the Fisher information, how far their estimators stray and the bounds on both, as means over a data set,
/// labels in exact expectation. Source: [SoenSun24], App. B.
/// </summary>
/// <remarks>
/// Mixed derivatives ∂²_ij h come from products of the outputs' Hessians with unit vectors. Cost an example: T gradients, and one
/// tangent pass and 4T backward ones for every parameter that is second in a pair; 2T numbers a parameter are held.
/// </remarks>
public static class OffDiagonalAnalysis
{
    /// <summary>Runs the analysis; results come in the order of the pairs.</summary>
    /// <exception cref="InvalidInputException">There is no input, one is unusable, or a pair names no parameter.</exception>
    /// <exception cref="NotSupportedException">A layer lacks a second-order rule.</exception>
    public static ImmutableArray<PairMoments> Run<T>(Model<T> model, IExamples examples, IReadOnlyList<ParameterPair> pairs, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(model.Network, examples, pairs);
        Pass<T> pass = new(model);
        PairMoments[] moments = [.. pairs.Select(pair => new PairMoments(pair))];
        ILookup<int, int> places = Enumerable.Range(0, pairs.Count).ToLookup(place => pairs[place].Second);
        for (int i = 0; i < examples.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            pass.Load(examples, i);
            foreach (IGrouping<int, int> withSecond in places)
            {
                pass.Differentiate(withSecond.Key);
                foreach (int place in withSecond) moments[place] = PairMoments.Add(moments[place], pass.At(pairs[place]), 1.0 / examples.Count);
            }
        }

        return [.. moments];
    }

    private static void Check(Network network, IExamples examples, IReadOnlyList<ParameterPair> pairs)
    {
        if (pairs.Count == 0) throw new ArgumentException("An analysis of entries needs at least one pair of parameters.", nameof(pairs));
        if (examples.Count == 0) throw new InvalidInputException("the inputs", "none", "at least one");
        if (examples.InputShape.ElementCount != network.InputWidth)
            throw new InvalidInputException("the inputs", $"{examples.InputShape.ElementCount} values each", $"{network.InputWidth}, as the network reads");
        foreach (ParameterPair pair in pairs)
        {
            if (Math.Min(pair.First, pair.Second) < 0 || Math.Max(pair.First, pair.Second) >= network.Parameters.Length)
                throw new InvalidInputException("a pair of parameters", $"({pair.First}, {pair.Second})", $"positions from 0 to {network.Parameters.Length - 1}");
        }
    }

    // One input at a time: the Jacobian of its outputs, and one column of each output's Hessian.
    private sealed class Pass<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Model<T> _model;
        private readonly CurvatureProducts<T> _products;
        private readonly T[] _jacobian;
        private readonly T[] _columns;
        private readonly T[] _unit;
        private readonly double[] _natural;
        private readonly double[] _first;
        private readonly double[] _second;
        private readonly double[] _mixed;
        private EigenvalueRange _covariance;
        private EigenvalueRange _productVariance;

        public Pass(Model<T> model)
        {
            int outputs = model.Likelihood.Dimension, parameters = model.Network.Parameters.Length;
            _model = model;
            _products = new CurvatureProducts<T>(model, 1, outputs);
            _jacobian = new T[checked(outputs * parameters)];
            _columns = new T[outputs * parameters];
            _unit = new T[parameters];
            _natural = new double[outputs];
            _first = new double[outputs];
            _second = new double[outputs];
            _mixed = new double[outputs];
        }

        public void Load(IExamples examples, int example)
        {
            examples.CopyInputs([example], _products.Input);
            _products.Forward();
            TensorPrimitives.ConvertTruncating(_products.Output.Row(0), _natural);
            if (!TensorPrimitives.IsFiniteAll<double>(_natural))
                throw new InvalidInputException($"example {example}", "an output of the network that is NaN or infinite", "finite natural parameters", "Check the model's weights and the scale of its inputs.");
            _products.OutputCotangent.AsSpan().Clear();
            for (int a = 0; a < _natural.Length; a++) _products.OutputCotangent[a, a] = T.One;
            _products.Backward(_jacobian);
            _covariance = _model.Likelihood.CovarianceRange(_natural);
            _productVariance = _model.Likelihood.ProductVarianceRange(_natural);
        }

        public void Differentiate(int parameter)
        {
            _unit[parameter] = T.One;
            _products.MultiplyHessians(_unit, _columns);
            _unit[parameter] = T.Zero;
        }

        public PairMoments At(ParameterPair pair)
        {
            Gather(_jacobian, pair.First, _first);
            Gather(_jacobian, pair.Second, _second);
            Gather(_columns, pair.First, _mixed);
            double u = TensorPrimitives.SumOfSquares<double>(_first), v = TensorPrimitives.SumOfSquares<double>(_second), w = TensorPrimitives.SumOfSquares<double>(_mixed);
            double centre = (_covariance.Greatest + _covariance.Least) / 2 * TensorPrimitives.Dot<double>(_first, _second);
            double reach = (_covariance.Greatest - _covariance.Least) / 2 * Math.Sqrt(u * v);
            return new PairMoments(pair)
            {
                Fisher = _model.Likelihood.Covariance(_natural, _first, _second),
                LowerFisher = centre - reach,
                UpperFisher = centre + reach,
                FirstVariance = _model.Likelihood.ProductVariance(_natural, _first, _second),
                UpperFirstVariance = u * v * _productVariance.Greatest,
                SecondVariance = _model.Likelihood.Covariance(_natural, _mixed, _mixed),
                LowerSecondVariance = w * _covariance.Least,
                UpperSecondVariance = w * _covariance.Greatest,
            };
        }

        private void Gather(T[] rows, int parameter, double[] destination)
        {
            for (int a = 0; a < destination.Length; a++) destination[a] = double.CreateTruncating(rows[(a * _unit.Length) + parameter]);
        }
    }
}
