namespace Neuromanifold.Manifolds.ExponentialFamilies;

/// <summary>
/// A quartic form on the great circle u cos t + v sin t: the trigonometric polynomial f = p + q cos 2t + r sin 2t + s cos 4t + w sin 4t,
/// known exactly from its values at five angles.
/// </summary>
internal readonly record struct GreatCircle(double Constant, double Cosine2, double Sine2, double Cosine4, double Sine4)
{
    /// <summary>The angles at which the form is to be evaluated: k π/5.</summary>
    public const int Angles = 5;

    private const int Grid = 16, NewtonSteps = 20;

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

    /// <summary>The derivative at u.</summary>
    public double Slope => (2 * Sine2) + (4 * Sine4);

    /// <summary>The value at an angle.</summary>
    public double At(double angle)
    {
        (double sine, double cosine) = Math.SinCos(2 * angle);
        return Constant + (Cosine2 * cosine) + (Sine2 * sine) + (Cosine4 * ((2 * cosine * cosine) - 1)) + (Sine4 * 2 * sine * cosine);
    }

    /// <summary>The angle of the greatest value: the best of a grid finer than the polynomial's two waves, refined by Newton's method.</summary>
    public double Peak()
    {
        double best = 0, greatest = At(0);
        for (int k = 1; k < Grid; k++)
        {
            double angle = Math.PI * k / Grid, value = At(angle);
            if (value > greatest) (best, greatest) = (angle, value);
        }

        for (int step = 0; step < NewtonSteps; step++)
        {
            (double sine2, double cosine2) = Math.SinCos(2 * best);
            (double sine4, double cosine4) = Math.SinCos(4 * best);
            double slope = (2 * ((Sine2 * cosine2) - (Cosine2 * sine2))) + (4 * ((Sine4 * cosine4) - (Cosine4 * sine4)));
            double curvature = (-4 * ((Cosine2 * cosine2) + (Sine2 * sine2))) - (16 * ((Cosine4 * cosine4) + (Sine4 * sine4)));
            if (!(curvature < 0)) break;
            double change = Math.Clamp(-slope / curvature, -Math.PI / Grid, Math.PI / Grid);
            best += change;
            if (Math.Abs(change) < 1e-15) break;
        }

        return best;
    }
}
