using System.Numerics.Tensors;
using Neuromanifold.Numerics.LinearAlgebra;

namespace Neuromanifold.Studies.Plateau;

/// <summary>Learning on line from one start: a batch of new examples each step, the error watched in closed form after every one.</summary>
internal sealed class PlateauRun
{
    // A run ends at so small a part of the target, so that curves show what comes after it.
    private const double End = 0.01;

    private readonly PlateauPlan _plan;
    private readonly Model<double> _student;
    private readonly Matrix<double> _teacher;
    private readonly Matrix<double> _fisher;
    private readonly double[] _eigenvalues;
    private readonly ImmutableArray<PlateauPoint>.Builder _curve = ImmutableArray.CreateBuilder<PlateauPoint>();
    private readonly List<double> _errors = [];
    private int? _left, _learnt;

    private PlateauRun(PlateauPlan plan, Model<double> student, Matrix<double> teacher)
    {
        _plan = plan;
        _student = student;
        _teacher = teacher;
        _fisher = new Matrix<double>(student.Parameters.Length, student.Parameters.Length);
        _eigenvalues = new double[student.Parameters.Length];
    }

    /// <summary>Runs from the start of a seed, which is the same for all contenders, until the end of learning, or for as many steps as there are.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="contender">Who steps.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="seed">Of teacher, start and inputs.</param>
    /// <param name="maximum">The most steps.</param>
    public static PlateauMeasurement Measure(PlateauPlan plan, PlateauContender contender, double rate, long seed, int maximum)
    {
        RandomStream stream = RandomStream.FromSeed(seed), inputs = stream.Split("inputs");
        Model<double> teacher = CommitteeMachine.Teacher(plan.Inputs, stream.Split("teacher")), student = CommitteeMachine.Build(plan.Inputs);
        CommitteeMachine.Draw(student, plan.StartLength, stream.Split("student"));
        PlateauRun run = new(plan, student, new Matrix<double>(CommitteeMachine.Units, plan.Inputs, teacher.Parameters.ToArray()));
        using ThreadTeam team = new(1);
        DataParallelSteps<double> steps = new(student, contender.Create(student.Network), team, plan.Batch);
        FreshExamples examples = new(teacher, plan.Batch);
        int[] batch = [.. Enumerable.Range(0, plan.Batch)];
        int taken = 0;
        while (!run.Look(taken, isLast: taken == maximum) && taken < maximum)
        {
            examples.Draw(inputs.Split(taken));
            try
            {
                steps.Take(examples, batch, taken, rate, default);
            }
            catch (NumericalException)
            {
                // A step that cannot be taken ends the run where it is; what it had not reached it did not reach.
                break;
            }

            taken++;
        }

        double height = Numbers.Median(run._errors);
        return new PlateauMeasurement(contender.Name, seed, rate, height, run._errors.FindIndex(error => error <= (1 + plan.Margin) * height), run._left, run._learnt, taken, run._curve.ToImmutable());
    }

    // Whether the run is at its end.
    private bool Look(int step, bool isLast)
    {
        MatrixView<double> weights = CommitteeMachine.Weights(_student);
        double error = ErfCommittee.GeneralisationError(weights, _teacher), part = error / ErfCommittee.PlateauOfTwo;
        if (part < 1 - _plan.Margin) _left ??= step;
        if (!double.IsFinite(error)) return true;
        if (_left is null) _errors.Add(error);
        if (part <= _plan.Target) _learnt ??= step;
        bool isEnd = part <= End * _plan.Target;
        if (isLast || isEnd || IsDrawn(step)) _curve.Add(Point(step, error, weights));
        return isEnd;
    }

    private bool IsDrawn(int step) => step == 0 || Place(step) > Place(step - 1);

    // Each whole number reached is a point.
    private double Place(int step) => step == 0 ? -1 : Math.Floor(_plan.PointsPerDecade * Math.Log10(step));

    private PlateauPoint Point(int step, double error, MatrixView<double> weights)
    {
        ErfCommittee.FisherInformation(weights, _fisher);
        SymmetricEigen.Decompose<double>(_fisher, _eigenvalues);
        return new PlateauPoint(step, error, TensorPrimitives.Distance<double>(weights.Row(0), weights.Row(1)), _eigenvalues[0], _eigenvalues[^1]);
    }
}
