using Neuromanifold.Numerics.Blas;

namespace Neuromanifold.Claims;

/// <summary>Measures claims and writes what came of it.</summary>
internal static class Report
{
    private const int AllHeld = 0, OneBroken = 1, OneUnmeasured = 2;

    /// <summary>Measures the claims of these names and returns the exit code; without a name, lists all.</summary>
    public static int Write(IReadOnlyList<string> names, ClaimOptions options)
    {
        if (names.Count == 0)
        {
            foreach (IClaim claim in AllClaims.List) Console.WriteLine($"{claim.Name}\n  {claim.Sentence}");
            return AllHeld;
        }

        IClaim[] chosen = names is ["all"] ? [.. AllClaims.List] : [.. AllClaims.List.Where(claim => names.Contains(claim.Name, StringComparer.Ordinal))];
        if (names is not ["all"] && names.FirstOrDefault(name => chosen.All(claim => claim.Name != name)) is { } unknown)
        {
            Console.Error.WriteLine($"There is no claim '{unknown}'; there are {string.Join(", ", AllClaims.List.Select(claim => claim.Name))}, and all.");
            return OneUnmeasured;
        }

        Console.WriteLine($"{LinearAlgebraLibrary.Current.Name}; at most {options.Threads} threads; {Environment.ProcessorCount} processors");
        Verdict[] verdicts = [.. chosen.Select(claim => Write(claim, options))];
        return verdicts.Contains(Verdict.Broken) ? OneBroken : verdicts.Contains(Verdict.NotMeasured) ? OneUnmeasured : AllHeld;
    }

    private static Verdict Write(IClaim claim, ClaimOptions options)
    {
        Console.WriteLine($"\n{claim.Name}\n  claimed: {claim.Sentence}");
        List<Verdict> verdicts = [];
        try
        {
            foreach (Finding finding in claim.Measure(options))
            {
                verdicts.Add(finding.Verdict);
                Console.WriteLine(finding);
            }
        }
        catch (UnmeasurableException missing)
        {
            verdicts.Add(Verdict.NotMeasured);
            Console.WriteLine(Finding.Unmeasured("the claim", missing.Message));
        }

        Verdict verdict = verdicts.Contains(Verdict.Broken) ? Verdict.Broken : verdicts.Contains(Verdict.NotMeasured) ? Verdict.NotMeasured : Verdict.Held;
        string sentence = verdict switch
        {
            Verdict.Broken => "did NOT hold",
            Verdict.NotMeasured => "could not be measured in full; what could be, held",
            _ => "held",
        };
        Console.WriteLine($"  The claim {sentence}.");
        return verdict;
    }
}
