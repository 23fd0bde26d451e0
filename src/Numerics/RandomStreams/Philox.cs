using System.Runtime.CompilerServices;

namespace Neuromanifold.Numerics.RandomStreams;

/// <summary>
/// The counter-based generator Philox4×32 with ten rounds: four random words are a pure function of a 64-bit key and a
/// 128-bit counter, so any draw can be made by any thread at any time. Source: [Salmon11], §3.3 and table 2.
/// </summary>
public static class Philox
{
    private const uint MultiplierA = 0xD2511F53, MultiplierB = 0xCD9E8D57;
    private const uint WeylA = 0x9E3779B9, WeylB = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>The four words of one block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (uint A, uint B, uint C, uint D) Block(ulong key, ulong counterLow, ulong counterHigh)
    {
        uint a = (uint)counterLow, b = (uint)(counterLow >> 32), c = (uint)counterHigh, d = (uint)(counterHigh >> 32);
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong productA = (ulong)MultiplierA * a, productB = (ulong)MultiplierB * c;
            (a, b, c, d) = ((uint)(productB >> 32) ^ b ^ k0, (uint)productB, (uint)(productA >> 32) ^ d ^ k1, (uint)productA);
            k0 += WeylA;
            k1 += WeylB;
        }

        return (a, b, c, d);
    }
}
