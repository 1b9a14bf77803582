using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PlayCount.Audio;
using PlayCount.Learning.Networks;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Training.Loading;

/// <summary>The clip vectors of all songs of a sweep, read once.</summary>
internal sealed class SongLibrary
{
    private readonly Dictionary<SongId, int> _index = [];
    private readonly List<float[]> _pooled = [];
    private readonly List<(byte[] Features, byte[] Pooled)> _hashes = [];

    private SongLibrary(int inputs, int pooledValues) => (Clips, PooledValues) = (new ClipSet<float>(inputs), pooledValues);

    /// <summary>The network's input vectors.</summary>
    public ClipSet<float> Clips { get; }

    /// <summary>Length of a clip's log-mel vector.</summary>
    public int PooledValues { get; }

    public int IndexOf(SongId song) => _index[song];

    /// <summary>log-mel vectors of a song, shape (clips, pooled values), flat: the baselines pool them.</summary>
    public float[] PooledOf(int index) => _pooled[index];

    /// <summary>SHA-256 of the song's input vectors.</summary>
    public ReadOnlySpan<byte> HashOf(SongId song) => _hashes[_index[song]].Features;

    /// <summary>SHA-256 of the song's log-mel vectors.</summary>
    public ReadOnlySpan<byte> PooledHashOf(SongId song) => _hashes[_index[song]].Pooled;

    /// <exception cref="InvalidDataException">
    /// A file is no matrix, has clips of no numbers or numbers that are not finite, or its clips differ in number or length from the
    /// others'.
    /// </exception>
    public static SongLibrary Load(
        IBlobStore blobs, IEnumerable<SongId> songs, string frontEnd, CancellationToken cancellationToken)
    {
        SongLibrary? library = null;
        foreach (var song in songs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (features, pooled) = (ClipFiles.Features(frontEnd, song), ClipFiles.Features(FrontEnds.LogMel, song));
            var clips = Read(blobs, features);
            var pool = pooled == features ? clips : Read(blobs, pooled);
            library ??= new SongLibrary(clips.Columns, pool.Columns);
            Check(features, clips, clips.Rows, library.Clips.Inputs);
            Check(pooled, pool, clips.Rows, library.PooledValues);
            library.Add(song, clips, pool);
        }

        return library ?? new SongLibrary(1, 1);
    }

    private void Add(SongId song, NpyMatrix clips, NpyMatrix pool)
    {
        _index.Add(song, Clips.Count);
        Clips.Add(clips.Values);
        _pooled.Add(pool.Values);
        var hash = Hash(clips);
        _hashes.Add((hash, ReferenceEquals(clips, pool) ? hash : Hash(pool)));
    }

    private static byte[] Hash(NpyMatrix matrix) => SHA256.HashData(MemoryMarshal.AsBytes(matrix.Values.AsSpan()));

    private static void Check(string path, NpyMatrix matrix, int rows, int columns)
    {
        if (matrix.Rows != rows || matrix.Columns != columns)
        {
            throw new InvalidDataException(
                $"'{path}' has {Counted.Of(matrix.Rows, "clip")} of {Counted.Of(matrix.Columns, "number")}; {rows} of {columns} are right. "
                + "Delete the file and run again.");
        }
    }

    private static NpyMatrix Read(IBlobStore blobs, string path)
    {
        try
        {
            using var file = blobs.OpenRead(path);
            var matrix = Npy.Read(file);
            var bad = matrix.Values.AsSpan().IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
            if (matrix.Columns == 0)
                throw new InvalidDataException("It has clips of 0 numbers; at least 1 is right.");
            return bad < 0
                ? matrix
                : throw new InvalidDataException($"The number {bad % matrix.Columns} of clip {bad / matrix.Columns} is not finite.");
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"'{path}': {e.Message} Delete the file and run again.", e);
        }
    }
}
