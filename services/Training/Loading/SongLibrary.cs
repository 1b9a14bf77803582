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
    private readonly List<SoundPrint> _prints = [];
    private readonly List<(byte[] Features, byte[] Pooled)> _hashes = [];

    private readonly int _melValues;

    private SongLibrary(int inputs, int melValues, int pooledValues) =>
        (Clips, _melValues, PooledValues) = (new ClipSet<float>(inputs), melValues, pooledValues);

    /// <summary>The network's input vectors.</summary>
    public ClipSet<float> Clips { get; }

    /// <summary>Length of a clip's vector as the baselines pool it.</summary>
    public int PooledValues { get; }

    public int IndexOf(SongId song) => _index[song];

    /// <summary>
    /// What the baselines pool of a song, shape (clips, pooled values), flat: its log-mel vectors, and where the networks hear
    /// <c>mfcc</c>, these too.
    /// </summary>
    public float[] PooledOf(int index) => _pooled[index];

    /// <summary>What tells the song's sound from others.</summary>
    public SoundPrint PrintOf(int index) => _prints[index];

    /// <summary>SHA-256 of the song's input vectors.</summary>
    public ReadOnlySpan<byte> HashOf(SongId song) => _hashes[_index[song]].Features;

    /// <summary>SHA-256 of what the baselines pool of the song.</summary>
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
            var (features, mel) = (ClipFiles.Features(frontEnd, song), ClipFiles.Features(FrontEnds.LogMel, song));
            var clips = Read(blobs, features);
            var logMel = mel == features ? clips : Read(blobs, mel);
            Check(features, clips, clips.Rows, library?.Clips.Inputs ?? clips.Columns);
            Check(mel, logMel, clips.Rows, library?._melValues ?? logMel.Columns);
            var pool = frontEnd == FrontEnds.Mfcc ? SideBySide(logMel, clips) : logMel;
            library ??= new SongLibrary(clips.Columns, logMel.Columns, pool.Columns);
            library.Add(song, clips, pool, SoundPrint.Of(logMel));
        }

        return library ?? new SongLibrary(1, 1, 1);
    }

    private static NpyMatrix SideBySide(NpyMatrix left, NpyMatrix right)
    {
        var columns = left.Columns + right.Columns;
        var values = new float[left.Rows * columns];
        for (var row = 0; row < left.Rows; row++)
        {
            left.Values.AsSpan(row * left.Columns, left.Columns).CopyTo(values.AsSpan(row * columns));
            right.Values.AsSpan(row * right.Columns, right.Columns).CopyTo(values.AsSpan((row * columns) + left.Columns));
        }

        return new NpyMatrix(values, left.Rows, columns);
    }

    private void Add(SongId song, NpyMatrix clips, NpyMatrix pool, SoundPrint print)
    {
        _index.Add(song, Clips.Count);
        Clips.Add(clips.Values);
        _pooled.Add(pool.Values);
        _prints.Add(print);
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
