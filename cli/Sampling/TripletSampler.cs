using System.Buffers.Text;
using System.Globalization;
using System.Text;
using PlayCount.Songs;

namespace PlayCount.Cli.Sampling;

/// <summary>
/// Writes triplets shaped like the Taste Profile's: users in order of their id, a user's songs in order of theirs, heavy tails in
/// records per user, listeners per song and plays per record. Memory does not grow with the rows.
/// </summary>
internal sealed class TripletSampler
{
    public const long MostRows = 10_000_000_000;

    // Taste Profile: 48,373,586 records of 1,019,318 users; 10 to 4,400 records a user, 47.5 on average.
    private const int LeastRecords = 10;
    private const int MostRecords = 4_400;
    private const double RecordsScale = 56;
    private const double RecordsTail = 2.5;

    // 384,546 songs there; 12,906 in 48,671 of its rows: both lie on this multiple of the square root of the rows.
    private const int MostSongs = 384_546;
    private const int LeastSongs = 200;
    private const double SongsPerRootOfRows = 58.5;

    // 59 % of the records there are one play, 6 of 100,000 are over 200.
    private const int MostPlays = 9_667;
    private const double PlaysScale = 1.9;
    private const double PlaysTail = 2.1;

    private const int ReportEvery = 1 << 16;
    private const int BufferBytes = 1 << 20;

    private readonly long _rows;
    private readonly long _seed;
    private readonly byte[][] _songs;
    private readonly int[] _songOfRank;

    public TripletSampler(long rows, long seed)
    {
        (_rows, _seed) = (rows, seed);
        _songs = Songs((int)Math.Clamp(SongsPerRootOfRows * Math.Sqrt(rows), LeastSongs, MostSongs), seed);
        _songOfRank = [.. Enumerable.Range(0, _songs.Length)];
        new SampleRandom(seed, SampleStream.Popularity).Shuffle<int>(_songOfRank);
    }

    /// <summary>Writes <c>user TAB song TAB plays</c> lines.</summary>
    public void Write(Stream destination, IProgress<StageProgress> progress, CancellationToken cancellationToken)
    {
        using var buffered = new BufferedStream(destination, BufferBytes);
        var users = Users(cancellationToken);
        long written = 0;
        for (long user = 0; written < _rows; user++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var random = new SampleRandom(_seed, SampleStream.Rows, user);
            var records = (int)Math.Min(Records(random), _rows - written);
            WriteUser(buffered, UserId(user, users, random), Heard(random, records), random);
            if ((written + records) / ReportEvery > written / ReportEvery)
                progress.Report(new StageProgress(written + records, _rows));
            written += records;
        }

        progress.Report(new StageProgress(_rows, _rows));
    }

    private void WriteUser(BufferedStream destination, byte[] userId, int[] songs, SampleRandom random)
    {
        Span<byte> plays = stackalloc byte[8];
        foreach (var song in songs)
        {
            destination.Write(userId);
            destination.WriteByte((byte)'\t');
            destination.Write(_songs[song]);
            destination.WriteByte((byte)'\t');
            Utf8Formatter.TryFormat(Plays(random), plays, out var length);
            destination.Write(plays[..length]);
            destination.WriteByte((byte)'\n');
        }
    }

    /// <summary>How many users the rows make: their number has to be known to spread the ids evenly.</summary>
    private long Users(CancellationToken cancellationToken)
    {
        long users = 0;
        for (long rows = 0; rows < _rows; users++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows += Records(new SampleRandom(_seed, SampleStream.Rows, users));
        }

        return users;
    }

    private int Records(SampleRandom random) =>
        (int)Math.Min(LeastRecords + HeavyTailed(random, RecordsScale, RecordsTail), Math.Min(MostRecords, _songs.Length / 2));

    private static int Plays(SampleRandom random) => (int)Math.Min(1 + HeavyTailed(random, PlaysScale, PlaysTail), MostPlays);

    /// <summary>Lomax-distributed, rounded down.</summary>
    private static double HeavyTailed(SampleRandom random, double scale, double tail) =>
        Math.Floor(scale * (Math.Pow(1 - random.NextUnit(), -1 / tail) - 1));

    /// <summary>Different songs, in order of their id; the popular ones more often.</summary>
    private int[] Heard(SampleRandom random, int records)
    {
        var songs = new HashSet<int>(records);
        while (songs.Count < records)
        {
            var rank = random.NextUnit();
            songs.Add(_songOfRank[(int)(rank * rank * _songs.Length)]);
        }

        int[] inOrder = [.. songs];
        Array.Sort(inOrder);
        return inOrder;
    }

    /// <summary>40 hexadecimal digits: the first 16 rise from user to user.</summary>
    private static byte[] UserId(long user, long users, SampleRandom random)
    {
        var step = ulong.MaxValue / (ulong)users;
        var first = (ulong)user * step + random.NextBits() % step;
        var rest = (random.NextBits(), (uint)random.NextBits());
        return Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{first:x16}{rest.Item1:x16}{rest.Item2:x8}"));
    }

    private static byte[][] Songs(int count, long seed)
    {
        var ids = new SampleIds(seed);
        string[] songs = [.. Enumerable.Range(0, count).Select(_ => ids.Song())];
        Array.Sort(songs, StringComparer.Ordinal);
        return [.. songs.Select(Encoding.ASCII.GetBytes)];
    }
}
