// Teams spin on their cores and tests count allocations of the whole process: side by side they would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
