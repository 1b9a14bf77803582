using System.Numerics;
using PlayCount.Learning.Kernels;
using PlayCount.Learning.Sampling;

namespace PlayCount.Learning.Networks;

/// <summary>The clip vectors of some songs, as the kernels read them.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class ClipSet<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<Pinned<T>> _songs = [];

    /// <summary>An empty set.</summary>
    /// <param name="inputs">Length of a clip's vector.</param>
    public ClipSet(int inputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        Inputs = inputs;
    }

    /// <summary>Length of a clip's vector.</summary>
    public int Inputs { get; }

    /// <summary>Number of songs.</summary>
    public int Count => _songs.Count;

    /// <summary>Number of clips of each song.</summary>
    public int[] ClipsPerSong => [.. _songs.Select(s => s.Length / Inputs)];

    /// <summary>Bytes the vectors take.</summary>
    public long Bytes => _songs.Sum(s => (long)s.Length * sizeof(T));

    /// <summary>The vectors of one song, shape (clips, inputs).</summary>
    public ReadOnlySpan<T> this[int song] => _songs[song].Span;

    /// <summary>Adds a song.</summary>
    /// <param name="values">Shape (clips, inputs).</param>
    /// <exception cref="ArgumentException">The values are no whole number of clips.</exception>
    public void Add(ReadOnlySpan<float> values)
    {
        if (values.Length % Inputs != 0)
            throw new ArgumentException($"{values.Length} values are no whole number of clips of {Inputs}.", nameof(values));
        var song = new Pinned<T>(values.Length);
        for (var i = 0; i < values.Length; i++)
            song.Array[i] = T.CreateTruncating(values[i]);
        _songs.Add(song);
    }

    /// <summary>Some of the songs, in the order asked; the vectors are shared with this set.</summary>
    public ClipSet<T> Only(IEnumerable<int> songs)
    {
        var chosen = new ClipSet<T>(Inputs);
        foreach (var song in songs)
            chosen._songs.Add(_songs[song]);
        return chosen;
    }

    /// <summary>A copy of all songs, standardized.</summary>
    public ClipSet<T> Standardized(InputScaling scaling)
    {
        var set = new ClipSet<T>(Inputs);
        foreach (var song in _songs)
        {
            var copy = new Pinned<T>(song.Length);
            for (var i = 0; i < copy.Length; i++)
            {
                var input = i % Inputs;
                copy.Array[i] = T.CreateTruncating(
                    (double.CreateTruncating(song.Array[i]) - scaling.Mean[input]) / scaling.Deviation[input]);
            }

            set._songs.Add(copy);
        }

        return set;
    }

    /// <summary>Writes where the clips of a batch are, ordered by step, then by sample; masked steps have the sample's first
    /// clip.</summary>
    internal void Point(ReadOnlySpan<Sample> batch, int steps, T** rows)
    {
        for (var sample = 0; sample < batch.Length; sample++)
        {
            var song = _songs[batch[sample].Song];
            var first = (long)batch[sample].FirstClip * Inputs;
            var masked = batch[sample].Masked;
            ArgumentOutOfRangeException.ThrowIfNegative(masked, nameof(batch));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(masked, steps, nameof(batch));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(first + ((long)(steps - masked) * Inputs), song.Length, nameof(batch));
            ArgumentOutOfRangeException.ThrowIfNegative(first, nameof(batch));
            for (var step = 0; step < steps; step++)
                rows[(step * batch.Length) + sample] = song.Pointer + first + ((nint)Math.Max(step - masked, 0) * Inputs);
        }
    }
}

/// <summary>Mean and standard deviation of each input over the clips of the training songs.</summary>
/// <param name="Mean">Shape (inputs).</param>
/// <param name="Deviation">Shape (inputs); an input that never changes, but for rounding, has 1.</param>
public sealed record InputScaling(double[] Mean, double[] Deviation)
{
    /// <summary>A deviation below this is rounding (of a band that is always silent, say), which dividing by it would blow up.</summary>
    private const double Rounding = 1e-6;

    /// <summary>Fits the scaling on all clips of some songs.</summary>
    public static InputScaling Fit<T>(ClipSet<T> clips, IEnumerable<int> songs) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (sum, squares) = (new double[clips.Inputs], new double[clips.Inputs]);
        var chosen = songs.ToArray();
        long count = 0;
        foreach (var song in chosen)
        {
            count += clips[song].Length / clips.Inputs;
            ForEach(clips[song], (input, value) => sum[input] += value);
        }

        var mean = Array.ConvertAll(sum, s => s / Math.Max(count, 1));
        foreach (var song in chosen)
            ForEach(clips[song], (input, value) => squares[input] += (value - mean[input]) * (value - mean[input]));
        return new InputScaling(
            mean, Array.ConvertAll(squares, s => Math.Sqrt(s / Math.Max(count, 1)) is >= Rounding and var deviation ? deviation : 1));

        void ForEach(ReadOnlySpan<T> values, Action<int, double> add)
        {
            for (var i = 0; i < values.Length; i++)
                add(i % clips.Inputs, double.CreateTruncating(values[i]));
        }
    }
}
