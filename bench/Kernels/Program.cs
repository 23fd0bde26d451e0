using BenchmarkDotNet.Running;
using Neuromanifold.Kernels;

BenchmarkSwitcher.FromAssembly(typeof(ProductBenchmarks).Assembly).Run(args);
