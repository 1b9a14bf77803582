using System.Buffers;
using PlayCount.Audio;
using PlayCount.Contracts.V1;
using PlayCount.Learning.Models;
using PlayCount.ServiceDefaults.Calls;

namespace PlayCount.Inference.Estimating;

/// <summary>A song while it is heard.</summary>
internal sealed class HeardSong
{
    private const int MaxChannels = 64;

    private readonly Pcm16 _pcm16;
    private readonly PolyphaseResampler _resampler;
    private readonly ArrayBufferWriter<float> _resampled = new();
    private readonly SongClips _clips;
    private readonly Action<double> _limit;
    private int _cut; // of what was resampled
    private bool _isFinished;

    /// <param name="model">The model.</param>
    /// <param name="start">The sound's format.</param>
    /// <param name="limit">Told the seconds heard; refuses too many.</param>
    public HeardSong(ListenerModel model, StreamStart start, Action<double> limit)
    {
        if (start.SampleRateHz is < PolyphaseResampler.MinHz or > PolyphaseResampler.MaxHz)
            throw Unfit($"{start.SampleRateHz} samples a second; {PolyphaseResampler.MinHz} to {PolyphaseResampler.MaxHz} are right");
        if (start.Channels is < 1 or > MaxChannels)
            throw Unfit($"{start.Channels} channels; 1 to {MaxChannels} are right");
        _pcm16 = new Pcm16(start.Channels);
        _resampler = new PolyphaseResampler(start.SampleRateHz, ClipCutter.SampleRateHz);
        _clips = new SongClips(model);
        _limit = limit;
    }

    /// <summary>Clips heard so far.</summary>
    public int Clips => _clips.Clips;

    /// <summary>Of the whole samples heard so far; null as long as there is none.</summary>
    public SongEstimated? Estimate() => _clips.Estimate();

    /// <summary>Takes the next bytes off the front, as many as fill the clip that is begun.</summary>
    /// <param name="pcm16">May end within a frame or a sample.</param>
    /// <returns>Whether a clip is full; else nothing is left of the bytes.</returns>
    public bool HearToClipEnd(ref ReadOnlyMemory<byte> pcm16)
    {
        while (!CutToClipEnd())
        {
            var mono = _pcm16.Read(ref pcm16);
            if (mono.IsEmpty)
                return false;
            _resampler.Write(mono, _resampled);
        }

        return true;
    }

    /// <summary>Ends the song: the rest of the sound, and the clip that was begun filled up with silence.</summary>
    /// <returns>Whether a clip is full, and this is to be called again; else all is done.</returns>
    public bool EndToClipEnd()
    {
        if (!_isFinished)
            Finish();
        if (CutToClipEnd())
            return true;
        _clips.Finish();
        return false;
    }

    private void Finish()
    {
        if (_pcm16.BytesBegun > 0)
            throw new RefusedException(Refusal.Invalid,
                $"The sound ends within a frame, {_pcm16.BytesBegun} bytes after its begin: whole frames of all channels are right.");
        _resampler.Finish(_resampled);
        _isFinished = true;
    }

    private bool CutToClipEnd()
    {
        var before = Clips;
        if (_cut < _resampled.WrittenCount)
        {
            _cut += _clips.WriteToClipEnd(_resampled.WrittenSpan[_cut..]);
            _limit(_clips.Seconds);
        }

        if (Clips > before)
            return true;
        _resampled.ResetWrittenCount();
        _cut = 0;
        return false;
    }

    private static RefusedException Unfit(string what) => new(Refusal.Invalid, $"The stream has {what}.");
}
