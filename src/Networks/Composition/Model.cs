using System.Numerics;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Composition;

/// <summary>A network at a point of its neuromanifold: structure, the family its outputs parametrise, and θ.</summary>
public sealed class Model<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A model whose tensors are still to be filled.</summary>
    /// <exception cref="ArgumentException">The network's outputs are not the family's natural parameters in number.</exception>
    public Model(Network network, Likelihood likelihood)
    {
        if (network.OutputWidth != likelihood.Dimension)
            throw new ArgumentException($"The network has {network.OutputWidth} outputs, but {likelihood.Name} takes {likelihood.Dimension} natural parameters.", nameof(likelihood));
        Network = network;
        Likelihood = likelihood;
        Parameters = AlignedMemory.Allocate<T>(network.Parameters.Length);
        Statistics = AlignedMemory.Allocate<T>(network.Statistics.Length);
    }

    /// <summary>The structure.</summary>
    public Network Network { get; }

    /// <summary>The family of the outcomes.</summary>
    public Likelihood Likelihood { get; }

    /// <summary>θ, laid out as <see cref="Network.Parameters"/> says.</summary>
    public Memory<T> Parameters { get; }

    /// <summary>Running statistics, laid out as <see cref="Network.Statistics"/> says.</summary>
    public Memory<T> Statistics { get; }

    /// <summary>A model with random weights; a seed gives the same ones on any machine with the same mathematics library.</summary>
    public static Model<T> Initialise(Network network, Likelihood likelihood, WeightInitialisation initialisation, RandomStream stream)
    {
        Model<T> model = new(network, likelihood);
        initialisation.Fill(network.Parameters, model.Parameters.Span, stream);
        initialisation.Fill(network.Statistics, model.Statistics.Span, stream);
        return model;
    }
}
