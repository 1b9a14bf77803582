using PlayCount.Audio;

namespace PlayCount.Segmentation.Cutting;

/// <summary>Collects samples to clips and writes each full one, and its features, at once; a song is never in memory as a whole.</summary>
/// <remarks>Gives the clips of <see cref="ClipCutter.Cut"/>: the last one filled up with zeros, none after an exact multiple.</remarks>
internal sealed class ClipSink : IDisposable
{
    private readonly float[] _clip;
    private readonly NpyRowWriter _clips;
    private readonly List<(IFrontEnd FrontEnd, float[] Vector, NpyRowWriter Rows)> _features = [];
    private int _filled;

    /// <param name="clipsPath">Receives the clips.</param>
    /// <param name="clipSamples">Samples in a clip.</param>
    /// <param name="features">The front ends and the files they fill.</param>
    public ClipSink(string clipsPath, int clipSamples, IEnumerable<(IFrontEnd FrontEnd, string Path)> features)
    {
        _clip = new float[clipSamples];
        _clips = new NpyRowWriter(clipsPath, clipSamples);
        try
        {
            foreach (var (frontEnd, path) in features)
                _features.Add((frontEnd, new float[frontEnd.ValuesPerClip], new NpyRowWriter(path, frontEnd.ValuesPerClip)));
        }
        catch
        {
            Dispose(); // a later file that cannot be made leaves no earlier one
            throw;
        }
    }

    /// <summary>Clips written so far.</summary>
    public int Clips { get; private set; }

    /// <summary>Takes the next samples at 22,050 Hz, and clamps them to [-1, 1]: lossy codecs and the resampler overshoot.</summary>
    public void Write(ReadOnlySpan<float> samples)
    {
        while (!samples.IsEmpty)
        {
            var taken = samples[..Math.Min(samples.Length, _clip.Length - _filled)];
            for (var i = 0; i < taken.Length; i++)
                _clip[_filled + i] = Math.Clamp(taken[i], -1f, 1f);
            _filled += taken.Length;
            samples = samples[taken.Length..];
            if (_filled == _clip.Length)
                WriteClip();
        }
    }

    /// <summary>Ends the song: pads and writes a clip that was begun and gives the files their names, the clips last.</summary>
    /// <returns>The SHA-256 of each file's values: of the clips, then of each front end's in the order given.</returns>
    public IReadOnlyList<string> Complete()
    {
        if (_filled > 0)
        {
            _clip.AsSpan(_filled).Clear();
            WriteClip();
        }

        string[] features = [.. _features.Select(feature => feature.Rows.Complete())];
        return [_clips.Complete(), .. features];
    }

    public void Dispose()
    {
        _clips.Dispose();
        foreach (var (_, _, rows) in _features)
            rows.Dispose();
    }

    private void WriteClip()
    {
        _clips.WriteRow(_clip);
        foreach (var (frontEnd, vector, rows) in _features)
        {
            frontEnd.Compute(_clip, vector);
            rows.WriteRow(vector);
        }

        _filled = 0;
        Clips++;
    }
}
