namespace Neuromanifold.Manifolds.Distributions.Expectations;

/// <summary>Kronrod's 15 points on [−1, 1] and the 7 of Gauss among them. [Piessens83], qk15.</summary>
internal static class GaussKronrod
{
    /// <summary>Points from the middle outwards on the positive side; those with an even index are Gauss's.</summary>
    public static ReadOnlySpan<double> Points =>
    [
        0, 0.207784955007898467600689403773245, 0.405845151377397166906606412076961, 0.586087235467691130294144691258865,
        0.741531185599394439863864773280788, 0.864864423359769072789712788640926, 0.949107912342758524526189684047851, 0.991455371120812639206854697526329,
    ];

    /// <summary>Kronrod's weights of <see cref="Points"/>.</summary>
    public static ReadOnlySpan<double> Weights =>
    [
        0.209482141084727828012999174891714, 0.204432940075298892414161999234649, 0.190350578064785409913256402421014, 0.169004726639267902826583426598550,
        0.140653259715525918745189590510238, 0.104790010322250183839876322541518, 0.063092092629978553290700663189204, 0.022935322010529224963732008058970,
    ];

    /// <summary>Gauss's weights of every other one of <see cref="Points"/>.</summary>
    public static ReadOnlySpan<double> GaussWeights =>
    [
        0.417959183673469387755102040816327, 0.381830050505118944950369775488975, 0.279705391489276667901467771423780, 0.129484966168869693270611432679082,
    ];

    /// <summary>What the difference of both rules says about the error of the larger one. [Piessens83], 2.2.</summary>
    /// <param name="difference">|K − G|.</param>
    /// <param name="spread">∫ |f − mean|.</param>
    public static double Error(double difference, double spread) =>
        spread == 0 || difference == 0 ? difference : spread * Math.Min(1, Math.Pow(200 * difference / spread, 1.5));
}
