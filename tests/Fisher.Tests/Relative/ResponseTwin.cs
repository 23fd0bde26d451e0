using Neuromanifold.Fisher.Relative.Responses;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Fisher.Tests.Relative;

/// <summary>A neuron's response as its definition has it: outcomes with their probabilities, or nodes of a quadrature, and ln p(y | t).</summary>
/// <param name="Response">What is tested.</param>
/// <param name="Mean">f, as the paper writes it.</param>
/// <param name="Deviation">s of a normal response; 0 for one of two outcomes.</param>
internal sealed record ResponseTwin(NeuronResponse Response, Func<double, double> Mean, double Deviation)
{
    /// <summary>A response of each kind, with random settings.</summary>
    public static IEnumerable<ResponseTwin> Draw(long seed)
    {
        RandomSequence random = RandomStream.FromSeed(seed).From();
        double s = 0.3 + random.NextUniform(), leak = 0.9 * random.NextUniform(), width = 0.1 + random.NextUniform(), alpha = 0.2 + (2 * random.NextUniform());
        return
        [
            new(new HyperbolicTangentResponse(), Math.Tanh, 0),
            new(new LogisticResponse(), t => 1 / (1 + Math.Exp(-t)), 0),
            new(new RectifiedResponse(leak, width, s), t => width * Math.Log(Math.Exp(leak * t / width) + Math.Exp(t / width)), s),
            new(new RectifiedResponse(0, 1, s, "softplus"), t => Math.Log(1 + Math.Exp(t)), s),
            new(new ExponentialLinearResponse(alpha, s), t => t >= 0 ? t : alpha * (Math.Exp(t) - 1), s),
            new(new LinearResponse(s), t => t, s),
        ];
    }

    /// <summary>y, and its probability or weight, at t.</summary>
    public (double Outcome, double Weight)[] Outcomes(double t)
    {
        double mean = Mean(t);
        if (Response is HyperbolicTangentResponse) return [(-1, (1 - mean) / 2), (1, (1 + mean) / 2)];
        if (Response is LogisticResponse) return [(0, 1 - mean), (1, mean)];

        // The trapezoidal rule at distance h has an error of e^(−2π²/h²) for a normal density: 10⁻⁸ even before products of scores.
        const double Distance = 0.75;
        return [.. Enumerable.Range(-11, 23).Select(i => (mean + (Deviation * Distance * i), Distance * Math.Exp(-0.5 * Distance * Distance * i * i) / Math.Sqrt(2 * Math.PI)))];
    }

    /// <summary>ln p(y | t), a constant left out.</summary>
    public double LogDensity(double y, double t)
    {
        double mean = Mean(t);
        return Response switch
        {
            HyperbolicTangentResponse => Math.Log((1 + (y * mean)) / 2),
            LogisticResponse => Math.Log(y == 1 ? mean : 1 - mean),
            _ => -0.5 * (y - mean) * (y - mean) / (Deviation * Deviation),
        };
    }
}
