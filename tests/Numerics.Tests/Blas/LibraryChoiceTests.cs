using Neuromanifold.Numerics.Blas;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.Tests.Blas;

public sealed class LibraryChoiceTests
{
    [Fact]
    public void A_path_that_leads_nowhere_is_an_invalid_input_that_names_it()
    {
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => LinearAlgebraLibrary.Load("/nowhere/libopenblas.so.0"));
        Assert.Contains("/nowhere/libopenblas.so.0", error.Subject, StringComparison.Ordinal);
        Assert.Contains(LinearAlgebraLibrary.EnvironmentVariable, error.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_without_products_is_an_invalid_input()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The C library's name is known on Linux only.");
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => LinearAlgebraLibrary.Load("libc.so.6"));
        Assert.Contains("cblas_sgemm", error.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void The_library_of_the_process_is_the_one_the_environment_asks_for()
    {
        string? asked = Environment.GetEnvironmentVariable(LinearAlgebraLibrary.EnvironmentVariable);
        LinearAlgebraLibrary expected = string.IsNullOrEmpty(asked) ? LinearAlgebraLibrary.FindNative() ?? LinearAlgebraLibrary.Managed
            : asked == "managed" ? LinearAlgebraLibrary.Managed
            : LinearAlgebraLibrary.Load(asked);
        Assert.Equal(expected.Description, LinearAlgebraLibrary.Current.Description);
        Assert.Same(LinearAlgebraLibrary.Current, LinearAlgebraLibrary.Current);
    }

    [Fact]
    public void Scalars_other_than_float_and_double_are_refused_by_name()
    {
        Matrix<Half> matrix = new(2, 2);
        NotSupportedException error = Assert.Throws<NotSupportedException>(() => LinearAlgebraLibrary.Managed.Cholesky(matrix.View));
        Assert.Contains("Half", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_of_threads_below_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearAlgebraLibrary.Managed.Threads = 0);

    [Fact]
    public void The_measured_rate_is_a_positive_number() =>
        Assert.InRange(ProductRate.Measure(LinearAlgebraLibrary.Managed, 64, TimeSpan.FromMilliseconds(5)), 1e-3, 1e6);
}
