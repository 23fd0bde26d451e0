// Tests count allocations of the whole process and run teams on all cores.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
