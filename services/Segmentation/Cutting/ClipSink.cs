using PlayCount.Audio;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Segmentation.Cutting;

/// <summary>Cuts samples to clips and writes each full one, and its features, at once; a song is never in memory as a whole.</summary>
internal sealed class ClipSink : IDisposable
{
    private readonly ClipAssembler _assembler;
    private readonly NpyRowWriter _clips;
    private readonly List<(IFrontEnd FrontEnd, float[] Vector, NpyRowWriter Rows)> _features = [];

    /// <param name="blobs">Receives the files.</param>
    /// <param name="clipsName">Name of the clips.</param>
    /// <param name="clipSamples">Samples in a clip.</param>
    /// <param name="features">The front ends, and names of the files they fill.</param>
    public ClipSink(IBlobStore blobs, string clipsName, int clipSamples, IEnumerable<(IFrontEnd FrontEnd, string Name)> features)
    {
        _assembler = new ClipAssembler(clipSamples, WriteClip);
        _clips = new NpyRowWriter(blobs, clipsName, clipSamples);
        try
        {
            foreach (var (frontEnd, name) in features)
                _features.Add((frontEnd, new float[frontEnd.ValuesPerClip], new NpyRowWriter(blobs, name, frontEnd.ValuesPerClip)));
        }
        catch
        {
            Dispose(); // a later file that cannot be made leaves no earlier one
            throw;
        }
    }

    /// <summary>Clips written so far.</summary>
    public int Clips => _assembler.Clips;

    /// <summary>Takes the next samples at 22,050 Hz.</summary>
    public void Write(ReadOnlySpan<float> samples) => _assembler.Write(samples);

    /// <summary>Ends the song: pads and writes a clip that was begun and gives the files their names, the clips last.</summary>
    /// <returns>The SHA-256 of each file's values: of the clips, then of each front end's in the order given.</returns>
    public IReadOnlyList<string> Complete()
    {
        _assembler.Finish();
        string[] features = [.. _features.Select(feature => feature.Rows.Complete())];
        return [_clips.Complete(), .. features];
    }

    public void Dispose()
    {
        _clips.Dispose();
        foreach (var (_, _, rows) in _features)
            rows.Dispose();
    }

    private void WriteClip(ReadOnlySpan<float> clip)
    {
        _clips.WriteRow(clip);
        foreach (var (frontEnd, vector, rows) in _features)
        {
            frontEnd.Compute(clip, vector);
            rows.WriteRow(vector);
        }
    }
}
