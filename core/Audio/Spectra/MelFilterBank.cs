namespace PlayCount.Audio.Spectra;

/// <summary>
/// Triangles over the bins of a power spectrum, equally spaced on the mel scale from 0 Hz to half the sample rate, each of area 2
/// over its width in Hz (Slaney's norm). Only the bins under a triangle are kept.
/// </summary>
/// <remarks>Source: the documentation of <c>librosa.filters.mel</c> (htk=False, norm='slaney').</remarks>
internal sealed class MelFilterBank
{
    private readonly int[] _firstBins; // (bands)
    private readonly double[][] _weights; // (bands)(bins of the band)

    public MelFilterBank(int bands, int fftLength, int sampleRateHz)
    {
        _firstBins = new int[bands];
        _weights = new double[bands][];
        var topMel = MelScale.FromHz(sampleRateHz / 2.0);
        double EdgeHz(int edge) => MelScale.ToHz(topMel * edge / (bands + 1));
        for (var band = 0; band < bands; band++)
            FillBand(band, EdgeHz(band), EdgeHz(band + 1), EdgeHz(band + 2), fftLength, (double)sampleRateHz / fftLength);
    }

    /// <summary>The weight of one bin in one band.</summary>
    public double Weight(int band, int bin)
    {
        var index = bin - _firstBins[band];
        return index >= 0 && index < _weights[band].Length ? _weights[band][index] : 0;
    }

    /// <summary>Sums a power spectrum into bands.</summary>
    /// <param name="power">Shape (fftLength / 2 + 1).</param>
    /// <param name="mel">Shape (bands), overwritten.</param>
    public void Apply(ReadOnlySpan<double> power, Span<double> mel)
    {
        for (var band = 0; band < _weights.Length; band++)
        {
            var weights = _weights[band];
            var bins = power.Slice(_firstBins[band], weights.Length);
            var sum = 0.0;
            for (var i = 0; i < weights.Length; i++)
                sum += weights[i] * bins[i];
            mel[band] = sum;
        }
    }

    private void FillBand(int band, double lowHz, double peakHz, double highHz, int fftLength, double binHz)
    {
        var first = (int)Math.Floor(lowHz / binHz) + 1;
        var end = Math.Min((int)Math.Ceiling(highHz / binHz), fftLength / 2 + 1);
        _firstBins[band] = first;
        _weights[band] = new double[Math.Max(0, end - first)];
        for (var bin = first; bin < end; bin++)
        {
            var hz = bin * binHz;
            var height = Math.Min((hz - lowHz) / (peakHz - lowHz), (highHz - hz) / (highHz - peakHz));
            _weights[band][bin - first] = height * 2 / (highHz - lowHz);
        }
    }
}
