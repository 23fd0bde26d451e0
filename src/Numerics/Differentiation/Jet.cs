using System.Numerics;
using System.Runtime.CompilerServices;

namespace Neuromanifold.Numerics.Differentiation;

/// <summary>
/// A number with its mixed derivatives along up to four directions: an element of the algebra of e₁ … e₄ with e_k² = 0. A function
/// built of the operators and functions here, evaluated at x + Σ u_k e_k, holds in the coefficient of e₁e₂⋯e_n the exact n-th
/// derivative Dⁿf(x)[u₁, …, u_n], to rounding, and those of fewer directions beside it. Cost of a product: 3ⁿ multiplications.
/// </summary>
public readonly struct Jet :
    IAdditionOperators<Jet, Jet, Jet>,
    ISubtractionOperators<Jet, Jet, Jet>,
    IMultiplyOperators<Jet, Jet, Jet>,
    IDivisionOperators<Jet, Jet, Jet>,
    IUnaryNegationOperators<Jet, Jet>
{
    /// <summary>The largest number of directions.</summary>
    public const int MostDirections = 4;

    private readonly Coefficients _coefficients;

    private Jet(Coefficients coefficients, int directions)
    {
        _coefficients = coefficients;
        Directions = directions;
    }

    /// <summary>The number of directions along which derivatives are held; 0 for a constant.</summary>
    public int Directions { get; }

    /// <summary>The value, without derivatives.</summary>
    public double Value => _coefficients[0];

    /// <summary>The mixed derivative along all directions; the value where there are none.</summary>
    public double Derivative => _coefficients[(1 << Directions) - 1];

    /// <summary>The mixed derivative along the directions whose bits are set.</summary>
    public double this[int along] => along < 1 << Directions ? _coefficients[along] : 0;

    /// <summary>A constant: no derivative.</summary>
    public static implicit operator Jet(double value)
    {
        Coefficients coefficients = default;
        coefficients[0] = value;
        return new(coefficients, 0);
    }

    /// <summary>A variable at a value, moving at a given speed along each direction.</summary>
    public static Jet Variable(double value, params ReadOnlySpan<double> speeds)
    {
        if (speeds.Length > MostDirections) throw new ArgumentException($"A jet has at most {MostDirections} directions; found {speeds.Length}.", nameof(speeds));
        Coefficients coefficients = default;
        coefficients[0] = value;
        for (int direction = 0; direction < speeds.Length; direction++) coefficients[1 << direction] = speeds[direction];
        return new(coefficients, speeds.Length);
    }

    /// <inheritdoc/>
    public static Jet operator +(Jet left, Jet right)
    {
        Coefficients sum = default;
        int directions = Math.Max(left.Directions, right.Directions);
        for (int set = 0; set < 1 << directions; set++) sum[set] = left._coefficients[set] + right._coefficients[set];
        return new(sum, directions);
    }

    /// <inheritdoc/>
    public static Jet operator -(Jet left, Jet right)
    {
        Coefficients difference = default;
        int directions = Math.Max(left.Directions, right.Directions);
        for (int set = 0; set < 1 << directions; set++) difference[set] = left._coefficients[set] - right._coefficients[set];
        return new(difference, directions);
    }

    /// <inheritdoc/>
    public static Jet operator -(Jet value)
    {
        Coefficients negative = default;
        for (int set = 0; set < 1 << value.Directions; set++) negative[set] = -value._coefficients[set];
        return new(negative, value.Directions);
    }

    /// <inheritdoc/>
    public static Jet operator *(Jet left, Jet right)
    {
        if (left.Directions == 0) return right.Times(left.Value);
        if (right.Directions == 0) return left.Times(right.Value);

        Coefficients product = default;
        int directions = Math.Max(left.Directions, right.Directions);
        for (int set = 0; set < 1 << directions; set++)
        {
            double sum = 0;
            for (int part = set; ; part = (part - 1) & set)
            {
                sum += left._coefficients[part] * right._coefficients[set ^ part];
                if (part == 0) break;
            }

            product[set] = sum;
        }

        return new(product, directions);
    }

    /// <inheritdoc/>
    public static Jet operator /(Jet left, Jet right)
    {
        if (right.Directions == 0) return left.Times(1 / right.Value, left.Value / right.Value);
        double inverse = 1 / right.Value, square = inverse * inverse;
        return left * right.Compose([inverse, -square, 2 * square * inverse, -6 * square * square, 24 * square * square * inverse]);
    }

    /// <summary>eˣ.</summary>
    public static Jet Exp(Jet x)
    {
        double value = Math.Exp(x.Value);
        return x.Compose([value, value, value, value, value]);
    }

    /// <summary>ln x.</summary>
    public static Jet Log(Jet x)
    {
        double inverse = 1 / x.Value, square = inverse * inverse;
        return x.Compose([Math.Log(x.Value), inverse, -square, 2 * square * inverse, -6 * square * square]);
    }

    /// <summary>√x.</summary>
    public static Jet Sqrt(Jet x) => Pow(x, 0.5);

    /// <summary>xᵃ for a constant exponent.</summary>
    public static Jet Pow(Jet x, double exponent)
    {
        Span<double> derivatives = stackalloc double[MostDirections + 1];
        double factor = 1;
        for (int order = 0; order <= x.Directions; order++)
        {
            derivatives[order] = factor == 0 ? 0 : factor * Math.Pow(x.Value, exponent - order);
            factor *= exponent - order;
        }

        return x.Compose(derivatives);
    }

    /// <summary>sin x.</summary>
    public static Jet Sin(Jet x)
    {
        (double sine, double cosine) = Math.SinCos(x.Value);
        return x.Compose([sine, cosine, -sine, -cosine, sine]);
    }

    /// <summary>cos x.</summary>
    public static Jet Cos(Jet x)
    {
        (double sine, double cosine) = Math.SinCos(x.Value);
        return x.Compose([cosine, -sine, -cosine, sine, cosine]);
    }

    /// <summary>f(this), given f, f′, … at <see cref="Value"/>: as many derivatives as there are <see cref="Directions"/>, at least.</summary>
    public Jet Compose(params ReadOnlySpan<double> derivatives)
    {
        if (derivatives.Length <= Directions) throw new ArgumentException($"{Directions} derivatives are needed beside the value; found {derivatives.Length - 1}.", nameof(derivatives));
        Coefficients nilpotent = _coefficients;
        nilpotent[0] = 0;
        Jet offset = new(nilpotent, Directions), sum = 0;
        for (int order = Directions; order > 0; order--) sum = (sum + (derivatives[order] / Factorial(order))) * offset;
        return sum + derivatives[0];
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Value} with {Directions} directions";

    private static double Factorial(int order) => order switch { < 2 => 1, 2 => 2, 3 => 6, _ => 24 };

    private Jet Times(double factor) => Times(factor, Value * factor);

    private Jet Times(double factor, double value)
    {
        Coefficients product = default;
        for (int set = 1; set < 1 << Directions; set++) product[set] = _coefficients[set] * factor;
        product[0] = value;
        return new(product, Directions);
    }

    [InlineArray(1 << MostDirections)]
    private struct Coefficients
    {
#pragma warning disable S1144, IDE0044, IDE0051 // the one field of an inline array is used by index
        private double _first;
#pragma warning restore S1144, IDE0044, IDE0051
    }
}
