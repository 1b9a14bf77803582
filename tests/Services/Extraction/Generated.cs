using System.Text;

namespace PlayCount.Services.Tests.Extraction;

/// <summary>Seeded triplets, and seeded damage to them.</summary>
internal static class Generated
{
    /// <summary>Rows in no order, one for a user and a song; few different totals, so that ties are many; some plays over 200.</summary>
    public static string Triplets(int seed, int rows)
    {
        var random = new Random(seed);
        var users = Math.Max(8, rows / 12);
        var seen = new HashSet<(int, int)>();
        var text = new StringBuilder();
        while (seen.Count < rows)
        {
            // Squared: low numbers are active users and popular songs.
            var user = (int)(users * Math.Pow(random.NextDouble(), 2));
            var song = (int)(rows * Math.Pow(random.NextDouble(), 3));
            if (!seen.Add((user, song)))
                continue;
            var plays = random.Next(40) == 0 ? random.Next(195, 206) : random.Next(1, 4);
            text.Append($"{(user % 2 == 0 ? "u" : "U")}{user * 7919 % 1_000_003:x}\tSO{song}X\t{plays}\n");
        }

        return text.ToString();
    }

    /// <summary>A copy with one to three bytes, stretches or rows changed, cut, doubled or put in.</summary>
    public static byte[] Damage(byte[] whole, int seed)
    {
        var random = new Random(seed);
        var bytes = whole.ToList();
        for (var times = random.Next(1, 4); times > 0 && bytes.Count > 1; times--)
            DamageOnce(bytes, random);
        return [.. bytes];
    }

    private static void DamageOnce(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, 40), bytes.Count - at);
        switch (random.Next(7))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 5:
                bytes.InsertRange(at, "\t\n\r\0-99999999999\n\n"u8[..Math.Min(length, 18)].ToArray());
                break;
            default:
                bytes.InsertRange(at, Enumerable.Repeat((byte)random.Next(256), random.Next(1, 6000)));
                break;
        }
    }
}
