using Neuromanifold.Fisher.Estimators;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Studies.Trials;

namespace Neuromanifold.Studies.Conditioning;

/// <summary>
/// A small network on real data whose inputs are seen through an affine map of condition number κ, its first layer changed so that
/// it starts as the same function: only the parametrisation is another, and steps that depend on it alone differ.
/// </summary>
internal sealed class NetworkProblem : ConditionedProblem
{
    // The best rate of a natural gradient is near one half, and that of the plain one within some doublings of the inverse of the greatest eigenvalue at the start.
    private const double NaturalGuess = 0.5;

    // A loss so many times the first is that of a rate too large.
    private const double Diverged = 10;

    private static readonly BestRate s_plainSearch = new(Coarse: 2, Reach: 4, Fine: 1.2), s_naturalSearch = new(Coarse: 1.5, Reach: 4, Fine: 1.15);

    private readonly NetworkPlan _plan;
    private readonly long _seed;
    private readonly IExamples _data;
    private readonly Matrix<double> _whitened;
    private readonly int _classes;

    /// <summary>The first examples of a data set, in random order.</summary>
    public NetworkProblem(NetworkPlan plan, Dataset dataset, long seed)
    {
        _plan = plan;
        _seed = seed;
        _data = Trainings.First(dataset.Training, plan.Examples, seed);
        _whitened = MappedExamples.Whiten(_data, plan.Inputs);
        _classes = StudyBench.ClassesOf(dataset);
        Name = $"network {_whitened.Columns}-{plan.Hidden}-{_classes} on {dataset.Name}";
    }

    public override string Name { get; }

    public override string Description => $"{_whitened.Columns} principal components of {_data.Count} inputs, each of variance one, through a random affine map of condition number κ; tanh; every step sees all examples, until the loss is {NumberText.Short(_plan.Target)} of what it was.";

    public override string ConditionOf => "the inputs' covariance";

    public override ImmutableArray<double> Conditions => _plan.Conditions;

    public override int Starts => _plan.Starts;

    public override IReadOnlyList<ConditioningMeasurement> Measure(double kappa, int start, CancellationToken cancellation)
    {
        RandomStream stream = RandomStream.FromSeed(_seed).Split("network").Split(start);
        AffineMap map = new(_whitened.Columns, kappa, stream.Split("map"));
        MappedExamples examples = new(map.Of(_whitened), _data);
        MultilayerPerceptron shape = new([_whitened.Columns, _plan.Hidden, _classes]) { Activation = ActivationFunctions.HyperbolicTangent };
        Model<double> model = Model<double>.Initialise(shape.Build(examples.InputShape), Likelihood.Categorical(_classes), WeightInitialisation.Glorot, stream.Split("weights"));
        TensorSlot weight = model.Network.Blocks[0].First, bias = model.Network.Blocks[0].Second!;
        map.Follow(new MatrixView<double>(weight.In(model.Parameters.Span), _plan.Hidden, _whitened.Columns), bias.In(model.Parameters.Span));

        double[] eigenvalues = RepresentationEstimator.Estimate(model, examples, RepresentationKind.Dense, new EstimationOptions { Threads = 1 }, cancellation).Eigenvalues();
        // A constant added to all logits changes nothing: as many directions are null as the last layer has inputs, and one for its bias.
        double least = eigenvalues[^(_plan.Hidden + 2)];
        return
        [
            .. NetworkMethod.All.Select(method =>
            {
                (int Steps, double Rate)? best = method.IsInvariant
                    ? s_naturalSearch.Of(Run, NaturalGuess, _plan.MaximumNaturalSteps)
                    : s_plainSearch.Of(Run, 1 / eigenvalues[0], _plan.MaximumSteps);
                return new ConditioningMeasurement(Name, kappa, start, method.Name, best?.Steps, best?.Rate) { FisherCondition = least > 0 ? eigenvalues[0] / least : null };

                int? Run(double rate, int maximum) => StepsOf(model, examples, method, rate, maximum, cancellation);
            }),
        ];
    }

    public override IReadOnlyList<StudyClaim> Claims(IReadOnlyList<ConditioningMeasurement> own) => ConditioningClaims.OfNetwork(Name, own, _plan);

    // Null where the target is not reached.
    private int? StepsOf(Model<double> start, MappedExamples examples, NetworkMethod method, double rate, int maximum, CancellationToken cancellation)
    {
        Model<double> model = new(start.Network, start.Likelihood);
        start.Parameters.CopyTo(model.Parameters);
        using ThreadTeam team = new(1);
        DataParallelSteps<double> steps = new(model, method.Create(model.Network, _plan.Damping, examples.Count), team, examples.Count);
        int[] batch = [.. Enumerable.Range(0, examples.Count)];
        double first = double.NaN;
        for (int taken = 0; taken <= maximum; taken++)
        {
            cancellation.ThrowIfCancellationRequested();
            double loss;
            try
            {
                loss = steps.Take(examples, batch, taken, rate, default).NegativeLogLikelihood;
            }
            catch (NumericalException)
            {
                // A rate whose steps cannot be taken does not lead to the target.
                return null;
            }

            if (taken == 0) first = loss;
            if (!(loss <= Diverged * first)) return null;
            if (loss <= _plan.Target * first) return taken;
        }

        return null;
    }
}
