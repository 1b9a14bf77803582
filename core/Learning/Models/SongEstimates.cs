using System.Runtime.InteropServices;

namespace PlayCount.Learning.Models;

/// <summary>
/// A song on its way through a model, clip by clip: its estimate is the mean over the whole samples so far, and before the first of them,
/// where the model takes short songs, that of the clips so far. The vectors are not in memory as a whole.
/// </summary>
/// <param name="model">The model.</param>
public sealed class SongEstimates(ListenerModel model)
{
    /// <summary>Vectors kept before they are estimated together, where one sample does not need more.</summary>
    private const int VectorBytesAtOnce = 16 << 20;

    private readonly List<float> _vectors = []; // shape (clips, inputs): those that no estimate was made of
    private readonly int _sampleValues = checked(model.Inputs * model.Card.Steps);
    private double _sum;
    private int _samples;

    /// <summary>Takes the next clips.</summary>
    /// <param name="vectors">The front end's vectors, shape (clips, inputs), not standardized; copied.</param>
    public void Add(ReadOnlySpan<float> vectors)
    {
        for (; !vectors.IsEmpty; vectors = vectors[model.Inputs..])
        {
            _vectors.AddRange(vectors[..model.Inputs]);
            if (_vectors.Count == ValuesAtOnce)
                EstimateWholeSamples();
        }
    }

    /// <summary>Of what was heard so far; null as long as that is too little. Not finite where the weights are of no use.</summary>
    /// <exception cref="ArgumentException">A clip holds a number that is not finite.</exception>
    public SongEstimated? Estimate()
    {
        EstimateWholeSamples();
        if (_samples > 0)
            return model.Of(_sum / _samples, _samples * model.Card.Steps);
        return model.TakesShortSongs && _vectors.Count > 0 ? model.Estimate(CollectionsMarshal.AsSpan(_vectors)) : null;
    }

    private int ValuesAtOnce => Math.Max(VectorBytesAtOnce / sizeof(float) / _sampleValues, 1) * _sampleValues;

    private void EstimateWholeSamples()
    {
        var whole = _vectors.Count / _sampleValues * _sampleValues;
        if (whole == 0)
            return;
        foreach (var estimate in model.EstimateSamples(CollectionsMarshal.AsSpan(_vectors)[..whole]))
        {
            _sum += estimate;
            _samples++;
        }

        _vectors.RemoveRange(0, whole);
    }
}
