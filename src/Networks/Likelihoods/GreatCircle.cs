namespace Neuromanifold.Networks.Likelihoods;

/// <summary>
/// A quartic form on the great circle u cos t + v sin t: the trigonometric polynomial f = p + q cos 2t + r sin 2t + s cos 4t + w sin 4t,
/// known exactly from its values at five angles.
/// </summary>
internal readonly record struct GreatCircle(double Constant, double Cosine2, double Sine2, double Cosine4, double Sine4)
{
    /// <summary>The angles at which the form is to be evaluated: k π/5.</summary>
    public const int Angles = 5;

    private const int NewtonSteps = 8;

    private static readonly (double Sine, double Cosine)[] Waves = [.. Enumerable.Range(0, 16).Select(k => Math.SinCos(2 * Math.PI * k / 16))];

    /// <summary>The polynomial through five values.</summary>
    public static GreatCircle Through(ReadOnlySpan<double> values)
    {
        double constant = 0, cosine2 = 0, sine2 = 0, cosine4 = 0, sine4 = 0;
        for (int k = 0; k < Angles; k++)
        {
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * k / Angles);
            constant += values[k];
            cosine2 += values[k] * cosine;
            sine2 += values[k] * sine;
            cosine4 += values[k] * ((2 * cosine * cosine) - 1);
            sine4 += values[k] * 2 * sine * cosine;
        }

        return new(constant / Angles, 2 * cosine2 / Angles, 2 * sine2 / Angles, 2 * cosine4 / Angles, 2 * sine4 / Angles);
    }

    /// <summary>The polynomial a cos⁴ t + b cos³ t sin t + c cos² t sin² t + d cos t sin³ t + e sin⁴ t.</summary>
    public static GreatCircle OfPowers(double a, double b, double c, double d, double e) =>
        new(((3 * (a + e)) + c) / 8, (a - e) / 2, (b + d) / 4, (a + e - c) / 8, (b - d) / 8);

    /// <summary>The derivative at u.</summary>
    public double Slope => (2 * Sine2) + (4 * Sine4);

    /// <summary>The angle of the greatest value: the best of a grid finer than the polynomial's two waves, refined by Newton's method.</summary>
    public double Peak()
    {
        int best = 0;
        double greatest = double.NegativeInfinity;
        for (int k = 0; k < Waves.Length; k++)
        {
            (double sine, double cosine) = Waves[k];
            double value = (Cosine2 * cosine) + (Sine2 * sine) + (Cosine4 * ((2 * cosine * cosine) - 1)) + (Sine4 * 2 * sine * cosine);
            if (value > greatest) (best, greatest) = (k, value);
        }

        double angle = Math.PI * best / Waves.Length;
        for (int step = 0; step < NewtonSteps; step++)
        {
            (double sine, double cosine) = Math.SinCos(2 * angle);
            double sine4 = 2 * sine * cosine, cosine4 = (2 * cosine * cosine) - 1;
            double slope = (2 * ((Sine2 * cosine) - (Cosine2 * sine))) + (4 * ((Sine4 * cosine4) - (Cosine4 * sine4)));
            double curvature = (-4 * ((Cosine2 * cosine) + (Sine2 * sine))) - (16 * ((Cosine4 * cosine4) + (Sine4 * sine4)));
            if (!(curvature < 0)) break;
            double change = Math.Clamp(-slope / curvature, -Math.PI / Waves.Length, Math.PI / Waves.Length);
            angle += change;

            // The error left is the square of the last change.
            if (Math.Abs(change) < 1e-8) break;
        }

        return angle;
    }
}
