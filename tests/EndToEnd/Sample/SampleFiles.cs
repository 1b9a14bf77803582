using System.Globalization;
using System.Security.Cryptography;
using PlayCount.Cli.Sampling;

namespace PlayCount.EndToEnd.Tests.Sample;

/// <summary>Reads a written sample back, by its files alone.</summary>
internal sealed class SampleFiles(string folder)
{
    public SampleTruth Truth { get; } = SampleTruth.FromJson(File.ReadAllText(Path.Combine(folder, "truth.json")));

    public IReadOnlyList<(string User, string Song, int Plays)> Rows { get; } =
    [
        .. File.ReadLines(Path.Combine(folder, "triplets.tsv")).Select(line => line.Split('\t'))
            .Select(columns => (columns[0], columns[1], int.Parse(columns[2], CultureInfo.InvariantCulture))),
    ];

    /// <summary>Plays of each song with audio by one user.</summary>
    public double[] PlaysOf(TrueUser user)
    {
        var plays = Rows.Where(row => row.User == user.UserId && row.Plays <= 200).ToDictionary(row => row.Song, row => (double)row.Plays);
        return [.. Truth.Songs.Select(song => plays[song.SongId])];
    }

    /// <summary>The songs' samples, each shape (6 * 55,125), 16 bit.</summary>
    public short[][] Songs => [.. Truth.Songs.Select(song => Samples(Path.Combine(folder, "music", song.Audio)))];

    /// <summary>Every file by its path in the folder, with a hash of its bytes.</summary>
    public static SortedDictionary<string, string> Hashes(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(folder, file), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))),
        StringComparer.Ordinal);

    /// <summary>Reads what stands after the 44 bytes of a plain PCM header, without the library that wrote it.</summary>
    private static short[] Samples(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var samples = new short[(bytes.Length - 44) / 2];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = BitConverter.ToInt16(bytes, 44 + 2 * i);
        return samples;
    }
}
