using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.Differentiation;

/// <summary>Derivatives of a <see cref="ScalarField"/> to order four, exact to rounding, one evaluation for each mixed derivative.</summary>
public static class ForwardMode
{
    /// <summary>f(x).</summary>
    public static double Value(ScalarField field, ReadOnlySpan<double> point)
    {
        Span<Jet> variables = new Jet[point.Length];
        for (int place = 0; place < point.Length; place++) variables[place] = point[place];
        return field(variables).Value;
    }

    /// <summary>∇f(x). Cost: d evaluations.</summary>
    public static void Gradient(ScalarField field, ReadOnlySpan<double> point, Span<double> gradient)
    {
        Axes axes = new(field, point);
        for (int i = 0; i < point.Length; i++) gradient[i] = axes.Derivative(i);
    }

    /// <summary>∇²f(x), d×d. Cost: d(d+1)/2 evaluations.</summary>
    public static void Hessian(ScalarField field, ReadOnlySpan<double> point, MatrixView<double> hessian)
    {
        Axes axes = new(field, point);
        for (int i = 0; i < point.Length; i++)
        {
            for (int j = 0; j <= i; j++) hessian[i, j] = hessian[j, i] = axes.Derivative(i, j);
        }
    }

    /// <summary>∇³f(x), d×d×d in row-major order. Cost: d(d+1)(d+2)/6 evaluations.</summary>
    public static void ThirdDerivatives(ScalarField field, ReadOnlySpan<double> point, Span<double> third)
    {
        Axes axes = new(field, point);
        int d = point.Length;
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                for (int k = 0; k <= j; k++)
                {
                    double value = axes.Derivative(i, j, k);
                    third[At(i, j, k)] = third[At(i, k, j)] = third[At(j, i, k)] = third[At(j, k, i)] = third[At(k, i, j)] = third[At(k, j, i)] = value;
                }
            }
        }

        int At(int i, int j, int k) => (((i * d) + j) * d) + k;
    }

    /// <summary>Dⁿf(x)[u₁, …, u_n], n ≤ 4 directions of d values each, one after the other. Cost: one evaluation.</summary>
    public static double Along(ScalarField field, ReadOnlySpan<double> point, params ReadOnlySpan<double[]> directions)
    {
        Span<Jet> variables = new Jet[point.Length];
        Span<double> speeds = stackalloc double[directions.Length];
        for (int place = 0; place < point.Length; place++)
        {
            for (int direction = 0; direction < directions.Length; direction++) speeds[direction] = directions[direction][place];
            variables[place] = Jet.Variable(point[place], speeds);
        }

        return Highest(field(variables), directions.Length);
    }

    // A field that does not depend on its variables gives a jet without directions.
    private static double Highest(Jet jet, int directions) => jet[(1 << directions) - 1];

    private readonly ref struct Axes(ScalarField field, ReadOnlySpan<double> point)
    {
        private readonly ReadOnlySpan<double> _point = point;
        private readonly Span<Jet> _variables = new Jet[point.Length];

        public double Derivative(params ReadOnlySpan<int> along)
        {
            Span<double> speeds = stackalloc double[along.Length];
            for (int place = 0; place < _point.Length; place++)
            {
                for (int direction = 0; direction < along.Length; direction++) speeds[direction] = along[direction] == place ? 1 : 0;
                _variables[place] = Jet.Variable(_point[place], speeds);
            }

            return Highest(field(_variables), along.Length);
        }
    }
}
