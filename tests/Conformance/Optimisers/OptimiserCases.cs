namespace Neuromanifold.Conformance.Optimisers;

/// <summary>The optimisers under the laws, one line each.</summary>
public static class OptimiserCases
{
    public static IReadOnlyDictionary<string, OptimiserCase> ByName { get; } = new Dictionary<string, OptimiserCase>(StringComparer.Ordinal)
    {
        ["sgd"] = new("sgd", 0.8),
        ["momentum"] = new("momentum", 0.1),
        ["nesterov"] = new("nesterov", 0.1),
        ["adagrad"] = new("adagrad", 0.5),
        ["rmsprop"] = new("rmsprop", 0.03),
        ["adam"] = new("adam", 0.05),
        ["adamw"] = new("adamw", 0.05),
        // Along directions without any gradient, as that common to all logits, steps are rounding over ε.
        ["soap"] = new("soap", 0.05, ("epsilon", "1e-6")),
        ["soap whose bases turn often"] = new("soap", 0.05, ("epsilon", "1e-6"), ("basis-every", "3"), ("beta1", "0.9"), ("beta2", "0.99")),
        ["kfac"] = new("kfac", 0.5, ("divergence-limit", "100")),
        ["kfac with exact labels and adapted damping"] = new("kfac", 0.5, ("divergence-limit", "100"), ("labels", "exact"), ("adapt-damping", "yes"), ("statistics-every", "2"), ("inverse-every", "3")),
        ["kfac on the empirical Fisher"] = new("kfac", 0.2, ("divergence-limit", "100"), ("labels", "data"), ("statistics-every", "1"), ("inverse-every", "2")),
        ["ekfac"] = new("ekfac", 0.5, ("divergence-limit", "100")),
        ["ekfac that turns often"] = new("ekfac", 0.5, ("divergence-limit", "100"), ("labels", "exact"), ("adapt-damping", "yes"), ("statistics-every", "2"), ("inverse-every", "3")),
        ["unitwise"] = new("unitwise", 0.5, ("divergence-limit", "100")),
        ["unitwise with exact labels and adapted damping"] = new("unitwise", 0.5, ("divergence-limit", "100"), ("labels", "exact"), ("adapt-damping", "yes"), ("statistics-every", "2"), ("inverse-every", "3")),
        ["kfac with steps of the quadratic model"] = new("kfac", 1, ("divergence-limit", "100"), ("step", "model"), ("reject-steps", "yes")),
        ["natural"] = new("natural", 0.5, ("divergence-limit", "100"), ("solver", "cg"), ("cg-tolerance", "1e-12"), ("cg-products", "8")),
        ["natural, dense"] = new("natural", 0.5, ("divergence-limit", "100"), ("solver", "dense"), ("pseudo-inverse", "yes"), ("adapt-damping", "yes")),
        ["natural along geodesics"] = new("natural", 0.5, ("divergence-limit", "100"), ("geodesic", "yes"), ("step", "model"), ("solver", "cg"), ("cg-tolerance", "1e-12"), ("cg-products", "8")),
        ["natural within a trust region"] = new("natural", 1, ("trust-region", "0.01"), ("solver", "cg"), ("cg-tolerance", "1e-12"), ("cg-products", "8")),
        ["rngd"] = new("rngd", 0.5),
        ["rngd on a small window"] = new("rngd", 0.5, ("damping", "1"), ("references", "2"), ("window-batches", "2"), ("inverse-every", "3"), ("momentum", "0.5")),
        ["rngd with full matrices"] = new("rngd", 0.2, ("form", "blocks"), ("block-references", "60"), ("window-batches", "4"), ("inverse-every", "4"), ("damping", "0.03")),
        ["fisher-diagonal"] = new("fisher-diagonal", 0.1, ("divergence-limit", "100")),
    };
}
