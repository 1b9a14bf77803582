using System.Runtime.InteropServices;
using PlayCount.Audio;
using PlayCount.Inference.Refusing;
using PlayCount.Learning.Models;

namespace PlayCount.Inference.Estimating;

/// <summary>
/// A song on its way through a model: samples to clips, clips to vectors, vectors to estimates of whole samples, of which the mean is the
/// song's. Neither the song nor its vectors are in memory as a whole.
/// </summary>
internal sealed class SongClips
{
    /// <summary>Vectors kept before they are estimated together, where one sample does not need more.</summary>
    private const int VectorBytesAtOnce = 16 << 20;

    private readonly ListenerModel _model;
    private readonly IFrontEnd _frontEnd;
    private readonly ClipAssembler _assembler;
    private readonly List<float> _vectors = []; // shape (clips, inputs): those that no estimate was made of
    private readonly float[] _vector;
    private readonly int _sampleValues;
    private readonly int _valuesAtOnce;
    private long _written;
    private double _sum;
    private int _samples;

    public SongClips(ListenerModel model)
    {
        _model = model;
        _frontEnd = FrontEnds.Create(model.Card.FrontEnd.Name, model.Card.FrontEnd.ClipSamples);
        _assembler = new ClipAssembler(_frontEnd.ClipSamples, AddClip);
        _vector = new float[model.Inputs];
        _sampleValues = checked(model.Inputs * model.Card.Steps);
        _valuesAtOnce = Math.Max(VectorBytesAtOnce / sizeof(float) / _sampleValues, 1) * _sampleValues;
    }

    /// <summary>Full clips so far.</summary>
    public int Clips => _assembler.Clips;

    /// <summary>Seconds so far.</summary>
    public double Seconds => (double)_written / ClipCutter.SampleRateHz;

    /// <summary>Takes as many of the next samples at 22,050 Hz as fill the clip that is begun.</summary>
    /// <returns>How many were taken.</returns>
    public int WriteToClipEnd(ReadOnlySpan<float> samples)
    {
        var taken = (int)Math.Min(samples.Length, _frontEnd.ClipSamples - (_written % _frontEnd.ClipSamples));
        Write(samples[..taken]);
        return taken;
    }

    /// <summary>Takes the next samples at 22,050 Hz.</summary>
    public void Write(ReadOnlySpan<float> samples)
    {
        _written += samples.Length;
        _assembler.Write(samples);
    }

    /// <summary>Ends the song: a clip that was begun is filled up with zeros.</summary>
    public void Finish() => _assembler.Finish();

    /// <summary>Takes vectors that were made before, shape (clips, inputs).</summary>
    public void AddVectors(ReadOnlySpan<float> vectors)
    {
        for (; !vectors.IsEmpty; vectors = vectors[_vector.Length..])
            AddVector(vectors[.._vector.Length]);
    }

    /// <summary>Of the whole samples so far; null as long as there is none.</summary>
    public SongEstimated? Estimate()
    {
        EstimateWholeSamples();
        return _samples == 0 ? null : _model.Of(_sum / _samples, _samples);
    }

    private void AddClip(ReadOnlySpan<float> clip)
    {
        _frontEnd.Compute(clip, _vector);
        AddVector(_vector);
    }

    private void AddVector(ReadOnlySpan<float> vector)
    {
        _vectors.AddRange(vector);
        if (_vectors.Count == _valuesAtOnce)
            EstimateWholeSamples();
    }

    private void EstimateWholeSamples()
    {
        var whole = _vectors.Count / _sampleValues * _sampleValues;
        if (whole == 0)
            return;
        foreach (var estimate in _model.EstimateSamples(CollectionsMarshal.AsSpan(_vectors)[..whole]))
        {
            if (!float.IsFinite(estimate))
                throw new RefusedException(Refusal.Damaged, $"The model's weights give no finite estimate of this song. Train it again.");
            _sum += estimate;
            _samples++;
        }

        _vectors.RemoveRange(0, whole);
    }
}
