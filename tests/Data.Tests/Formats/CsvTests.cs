using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Data.Tests.Datasets;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Tests.Formats;

public sealed class CsvTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_table_becomes_features_and_sorted_classes()
    {
        Dataset data = Load("a,species,b\n1,setosa,2.5\n-3e1,virginica,4\n0.5,\"setosa\",6\n");
        Assert.Equal(new Shape(2), data.Training.InputShape);
        Assert.Equal([1, 2.5, -30, 4, 0.5, 6], data.Training.Inputs().Concat(data.Test.Inputs()));
        Assert.Equal([0, 1, 0], data.Training.Outcomes().Concat(data.Test.Outcomes()));
        Assert.Equal(["setosa", "virginica"], data.Classes);
        Assert.Contains(data.Notes, note => note.Contains("1 of 3 examples", StringComparison.Ordinal));
    }

    [Fact]
    public void Whole_numbers_are_classes_in_the_order_of_numbers()
    {
        Dataset data = Load("x,species\n1,10\n1,9\n1,-2\n1,10\n");
        Assert.Equal(["-2", "9", "10"], data.Classes);
        Assert.Equal([2, 1, 0, 2], data.Training.Outcomes().Concat(data.Test.Outcomes()));
    }

    [Fact]
    public void Numbers_are_outcomes_where_the_likelihood_wants_them()
    {
        Dataset data = Load("x,species\n1,0.5\n2,-1\n", new() { Target = "species", Outcomes = OutcomeKind.Numbers });
        Assert.Equal([0.5, -1], data.Training.Outcomes().Concat(data.Test.Outcomes()));
        Assert.Null(data.Classes);
    }

    [Fact]
    public void Any_words_survive_quoting()
    {
        Gen<string> words = Gen.Elements("a", "B", ",", "\"", "\n", "\r\n", " ", "é", "7x").NonEmptyListOf().Select(string.Concat).Where(word => !string.IsNullOrWhiteSpace(word));
        Prop.ForAll(words.ArrayOf(6).Where(all => all.Distinct(StringComparer.Ordinal).Count() > 1).ToArbitrary(), targets =>
        {
            foreach (string end in (string[])["\n", "\r\n"])
            {
                StringBuilder text = new("\uFEFFx,\"species\"" + end);
                for (int i = 0; i < targets.Length; i++) text.Append(i).Append(",\"").Append(targets[i].Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"').Append(end);
                Dataset data = Load(text.ToString());
                Assert.Equal(targets.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), data.Classes!, StringComparer.Ordinal);
                Assert.Equal(targets, data.Training.Outcomes().Concat(data.Test.Outcomes()).Select(label => data.Classes![(int)label]), StringComparer.Ordinal);
            }
        }).Check(Config.QuickThrowOnFailure);
    }

    [Fact]
    public void Numbers_survive_to_the_last_bit()
    {
        Prop.ForAll<double[]>(raw =>
        {
            double[] numbers = [.. raw.Where(double.IsFinite), 0.1, -0.0, double.Epsilon, double.MaxValue];
            Dataset data = Load("x,species\n" + string.Concat(numbers.Select((number, i) => $"{number:R},{i % 2}\n")));
            Assert.Equal(numbers, data.Training.Inputs().Concat(data.Test.Inputs()));
        }).Check(Config.QuickThrowOnFailure);
    }

    [Fact]
    public void Empty_lines_and_a_missing_last_line_end_do_not_matter() =>
        Assert.Equal([1, 2], Load("\n\r\nx,species\n\n1,a\r\n\n2,b").Training.Inputs().Concat(Load("x,species\n1,a\n2,b").Test.Inputs()));

    [Fact]
    public void Test_columns_may_stand_in_another_order()
    {
        Dataset data = LoadWithTest("a,b,species\n1,2,x\n3,4,y\n", "species,b,a\ny,6,5\n");
        Assert.Equal([5, 6], data.Test.Inputs());
        Assert.Equal([1], data.Test.Outcomes());
        Assert.Equal(2, data.Training.Count);
        Assert.Contains("1 of 2 classes never occur in the test part: x.", data.Notes, StringComparer.Ordinal);
    }

    [Fact]
    public void Test_data_that_do_not_fit_are_refused()
    {
        const string Training = "a,b,species\n1,2,x\n3,4,y\n";
        Refused.Because(() => LoadWithTest(Training, "species,b\ny,6\n"), "test.csv", "no column 'a'", "the same columns");
        Refused.Because(() => LoadWithTest(Training, "a,b,c,species\n1,2,3,x\n"), "test.csv", "the column 'c'", "the same columns");
        Refused.Because(() => LoadWithTest(Training, "a,b\n1,2\n"), "test.csv", "no column 'species'", "one of a, b");
        Refused.Because(() => LoadWithTest(Training, "a,b,species\n1,2,x\n1,2,z\n"), "test.csv, line 3, column 'species'", "the class 'z', which the training data lack", "the classes");
        Refused.Because(
            () => Reading.Load($"csv:{_folder.Write("data.csv", Training)}", new() { Target = "species", Test = DataSpecification.Parse("digits") }),
            "digits", "shape 28×28", "2, as in the training data");
        Refused.Because(() => Reading.Load("digits", new() { Test = DataSpecification.Parse("csv:x.csv") }), "csv:x.csv", "a table", "the same kind");
    }

    [Fact]
    public void A_field_that_is_no_number_is_refused_by_line_and_column()
    {
        RefusedTable("a,city,species\n1,2,x\n1,Paris,y\n", "line 3, column 'city'", "'Paris'", "a finite number", "Encode words");
        RefusedTable("a,species\n,x\n", "line 2, column 'a'", "an empty field", "a finite number", "fill gaps");
        RefusedTable("a,species\n\n\n\"1\n\",x\nNaN,y\n", "line 6, column 'a'", "'NaN'", "a finite number");
        RefusedTable("a,species\n1e999,y\n", "line 2", "'1e999'", "a finite number");
        RefusedTable("a,species\n\"1,5\",y\n", "line 2", "'1,5'", "a finite number");
        RefusedTable("a,species\n" + new string('w', 100) + ",y\n", "line 2", new string('w', 40) + "…", "a finite number");
    }

    [Fact]
    public void Targets_that_are_quantities_are_refused_as_classes()
    {
        RefusedTable("a,species\n1,0\n1,0.5\n", "line 3, column 'species'", "0.5", "a word or a whole number", "gaussian");
        RefusedTable("a,species\n1,\n1,x\n", "line 2, column 'species'", "an empty field", "a class");
        RefusedTable("a,species\n1,x\n1,x\n", "data.csv", "a single class, x", "two classes");
        Refused.Because(() => Load("a,species\n1,2\n1,x\n", new() { Target = "species", Outcomes = OutcomeKind.Numbers }), "line 3, column 'species'", "'x'", "a finite number");
    }

    [Fact]
    public void A_header_that_cannot_be_used_is_refused()
    {
        RefusedTable("", "data.csv", "an empty file", "under a line of column names");
        RefusedTable("a,species\n", "data.csv", "no row below the header", "one example a row");
        RefusedTable("species\n1\n", "line 1", "a single column", "at least one to predict it from", "separated by commas");
        RefusedTable("a,a,species\n", "line 1", "two columns named 'a'", "distinct names");
        RefusedTable("a,,species\n", "line 1", "column 2 without a name", "a name for each column");
        RefusedTable("a,specie\n1,x\n", "data.csv", "no column 'species'", "one of a, specie", "Did you mean 'specie'?");
        RefusedTable("a,b\n1,x\n", "data.csv", "no column 'species'", "one of a, b", "--target NAME");
    }

    [Fact]
    public void Rows_that_are_no_records_are_refused()
    {
        RefusedTable("a,species\n1,x\n1\n", "line 3", "1 field", "2, as the header has");
        RefusedTable("a,species\n1,x,2\n", "line 2", "3 fields", "2, as the header has");
        RefusedTable("a,species\n1,\"x\n", "data.csv", "a quote opened on line 2 and never closed", "RFC 4180");
        RefusedTable("a,species\n1,\"x\"y\n", "line 2", "'y' after a closing quote", "a comma");
        RefusedTable("a,species\n1,x\"y\"\n", "line 2", "a quote inside a field", "quotes within it doubled");
        RefusedTable("a,species\r1,x\r", "line 1", "a carriage return alone", "LF or CRLF");
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        _folder.Write("data.csv", [.. "a,species\n1,"u8, 0xFF, 0xFE, .. "\n"u8]);
        Refused.Because(() => Reading.Load($"csv:{_folder.File("data.csv")}", new() { Target = "species" }), "data.csv", "not UTF-8", "in UTF-8", "Save the table in UTF-8");
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_told_apart()
    {
        Refused.Because(() => Reading.Load($"csv:{_folder.File("none.csv")}", new() { Target = "y" }), "none.csv", "no such file", "comma-separated values");
        Refused.Because(() => Reading.Load($"csv:{_folder.Path}", new() { Target = "y" }), _folder.Path, "a folder", "comma-separated values");
    }

    private Dataset Load(string text, LoadingOptions? options = null) =>
        Reading.Load($"csv:{_folder.Write("data.csv", text)}", options ?? new() { Target = "species" });

    private Dataset LoadWithTest(string training, string test) =>
        Load(training, new() { Target = "species", Test = DataSpecification.Parse($"csv:{_folder.Write("test.csv", test)}") });

    private void RefusedTable(string text, string subject, string found, string expected, string? next = null) =>
        Refused.Because(() => Load(text), subject, found, expected, next);
}
