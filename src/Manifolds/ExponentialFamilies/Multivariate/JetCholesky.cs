using Neuromanifold.Numerics.Differentiation;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;

/// <summary>A = L Lᵀ for a symmetric positive definite matrix with derivatives, given by its upper triangle. Cost: n³/6 products of jets.</summary>
internal sealed class JetCholesky
{
    private readonly int _order;

    private readonly Jet[] _lower;

    /// <summary>Factors a matrix of which the triangle holds the entries times one over the factors.</summary>
    public JetCholesky(ReadOnlySpan<Jet> triangle, int order, double diagonal = 1, double offDiagonal = 1)
    {
        _order = order;
        _lower = new Jet[order * order];
        int place = 0;
        for (int i = 0; i < order; i++)
        {
            for (int j = i; j < order; j++) _lower[(j * order) + i] = (i == j ? diagonal : offDiagonal) * triangle[place++];
        }

        for (int j = 0; j < order; j++)
        {
            for (int i = j; i < order; i++)
            {
                Jet sum = _lower[(i * order) + j];
                for (int k = 0; k < j; k++) sum -= _lower[(i * order) + k] * _lower[(j * order) + k];
                _lower[(i * order) + j] = i == j ? Jet.Sqrt(sum) : sum / _lower[(j * order) + j];
            }
        }
    }

    /// <summary>ln det A.</summary>
    public Jet LogDeterminant()
    {
        Jet sum = 0;
        for (int i = 0; i < _order; i++) sum += Jet.Log(_lower[(i * _order) + i]);
        return 2 * sum;
    }

    /// <summary>bᵀA⁻¹b.</summary>
    public Jet InverseForm(ReadOnlySpan<Jet> vector)
    {
        Jet[] solution = vector.ToArray();
        SolveLower(solution);
        Jet sum = 0;
        foreach (Jet value in solution) sum += value * value;
        return sum;
    }

    /// <summary>b ← A⁻¹b.</summary>
    public void Solve(Span<Jet> vector)
    {
        SolveLower(vector);
        for (int i = _order - 1; i >= 0; i--)
        {
            Jet sum = vector[i];
            for (int k = i + 1; k < _order; k++) sum -= _lower[(k * _order) + i] * vector[k];
            vector[i] = sum / _lower[(i * _order) + i];
        }
    }

    /// <summary>Writes the upper triangle of A⁻¹, its entries times factors.</summary>
    public void Invert(Span<Jet> triangle, double diagonal, double offDiagonal)
    {
        Jet[] column = new Jet[_order];
        for (int j = 0; j < _order; j++)
        {
            Array.Fill(column, 0);
            column[j] = 1;
            Solve(column);
            for (int i = 0; i <= j; i++) triangle[(i * _order) - (i * (i - 1) / 2) + j - i] = (i == j ? diagonal : offDiagonal) * column[i];
        }
    }

    private void SolveLower(Span<Jet> vector)
    {
        for (int i = 0; i < _order; i++)
        {
            Jet sum = vector[i];
            for (int k = 0; k < i; k++) sum -= _lower[(i * _order) + k] * vector[k];
            vector[i] = sum / _lower[(i * _order) + i];
        }
    }
}
