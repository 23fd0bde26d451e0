using Neuromanifold.Studies.Trials;

namespace Neuromanifold.Studies.Continual;

/// <summary>Tasks to be learnt one after the other.</summary>
/// <param name="Name">What the sequence is called.</param>
/// <param name="Classes">Classes of each task.</param>
/// <param name="HasOwnHeads">Whether each task has a last layer of its own, since its classes are others.</param>
/// <param name="Tasks">What to learn from, to choose by and to be judged by.</param>
internal sealed record TaskSequence(string Name, int Classes, bool HasOwnHeads, IReadOnlyList<(IExamples Training, IExamples HeldOut, IExamples Test)> Tasks)
{
    /// <summary>The classes two by two. Source: [Kirkpatrick17] and those after it.</summary>
    public static TaskSequence Split(StudyBench bench, ContinualPlan plan, int classes, long seed)
    {
        ValidationSplit split = bench.Split(seed);
        return new TaskSequence("split", 2, HasOwnHeads: true, [.. Enumerable.Range(0, classes / 2).Select(task =>
            (Pair(split.Training, task, plan.Examples, seed), Pair(split.HeldOut, task, plan.Examples, seed), Pair(bench.Dataset.Test, task, plan.Examples, seed)))]);
    }

    /// <summary>All classes, the pixels in an order of each task's own; the first as they are. Source: [Kirkpatrick17].</summary>
    public static TaskSequence Permuted(StudyBench bench, ContinualPlan plan, int classes, long seed)
    {
        ValidationSplit split = bench.Split(seed, plan.Examples);
        RandomStream orders = RandomStream.FromSeed(seed).Split("orders");
        IDatasetPart test = Trainings.First(bench.Dataset.Test, plan.Examples, seed);
        IExamples Seen(IDatasetPart part, int task) => task == 0 ? part : new ShuffledInputs(part, orders.Split(task));
        return new TaskSequence("permuted", classes, HasOwnHeads: false, [.. Enumerable.Range(0, plan.PermutedTasks).Select(task => (Seen(split.Training, task), Seen(split.HeldOut, task), Seen(test, task)))]);
    }

    private static IExamples Pair(IDatasetPart part, int task, int maximum, long seed)
    {
        Matrix<float> outcomes = new(part.Count, 1);
        part.CopyOutcomes([.. Enumerable.Range(0, part.Count)], outcomes.View);
        int[] members = [.. Enumerable.Range(0, part.Count).Where(i => (int)outcomes[i, 0] / 2 == task)];
        return new PairOfClasses(Trainings.First(new Subset(part, members), maximum, seed));
    }
}
