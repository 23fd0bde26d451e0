namespace Neuromanifold.Claims.Measurements;

/// <summary>Two sides measured in turns, so that what else the machine does falls on both.</summary>
internal sealed record Duel(Sample Ours, Sample Peers)
{
    /// <summary>Our figure over the peer's, round by round.</summary>
    public Sample Ratios => new([.. Ours.Values.Zip(Peers.Values, (ours, peers) => ours / peers)]);

    /// <summary>Measures both sides in every round, the one that begins changing from round to round.</summary>
    public static Duel Fight(int rounds, Func<double> ours, Func<double> peers)
    {
        double[] left = new double[rounds], right = new double[rounds];
        for (int round = 0; round < rounds; round++)
        {
            if (round % 2 == 0) (left[round], right[round]) = (ours(), peers());
            else (right[round], left[round]) = (peers(), ours());
        }

        return new Duel(new Sample(left), new Sample(right));
    }
}
