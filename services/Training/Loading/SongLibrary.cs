using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PlayCount.Audio;
using PlayCount.Learning.Networks;
using PlayCount.Songs;

namespace PlayCount.Training.Loading;

/// <summary>The clip vectors of all songs of a sweep, read once.</summary>
internal sealed class SongLibrary
{
    private readonly Dictionary<SongId, int> _index;
    private readonly byte[][] _hashes;

    private SongLibrary(ClipSet<float> clips, float[][] pooled, Dictionary<SongId, int> index, byte[][] hashes) =>
        (Clips, Pooled, _index, _hashes) = (clips, pooled, index, hashes);

    /// <summary>The network's input vectors.</summary>
    public ClipSet<float> Clips { get; }

    /// <summary>log-mel vectors of each song, shape (clips, values), flat: the baselines pool them.</summary>
    public float[][] Pooled { get; }

    public int IndexOf(SongId song) => _index[song];

    /// <summary>SHA-256 of the song's input vectors.</summary>
    public ReadOnlySpan<byte> HashOf(SongId song) => _hashes[_index[song]];

    /// <exception cref="InvalidDataException">A file is no matrix, or its clips differ in number or length from the others'.</exception>
    public static SongLibrary Load(
        IEnumerable<SongId> songs, Func<SongId, string> features, Func<SongId, string> pooled, CancellationToken cancellationToken)
    {
        ClipSet<float>? clips = null;
        var (pools, index, hashes) = (new List<float[]>(), new Dictionary<SongId, int>(), new List<byte[]>());
        foreach (var song in songs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var matrix = Read(features(song));
            var pool = pooled(song) == features(song) ? matrix : Read(pooled(song));
            clips ??= new ClipSet<float>(matrix.Columns);
            if (matrix.Columns != clips.Inputs || pool.Rows != matrix.Rows)
                throw new InvalidDataException($"'{features(song)}' has {matrix.Rows} clips of {matrix.Columns} numbers; {pool.Rows} of {clips.Inputs} are right. Delete the file and run again.");
            index.Add(song, clips.Count);
            clips.Add(matrix.Values);
            pools.Add(pool.Values);
            hashes.Add(SHA256.HashData(MemoryMarshal.AsBytes(matrix.Values.AsSpan())));
        }

        return new SongLibrary(clips ?? new ClipSet<float>(1), [.. pools], index, [.. hashes]);
    }

    private static NpyMatrix Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Npy.Read(file);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"'{path}': {e.Message}", e);
        }
    }
}
