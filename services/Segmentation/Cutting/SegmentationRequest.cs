using PlayCount.Audio;
using PlayCount.Audio.Decoding;
using PlayCount.Segmentation.Sourcing;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Segmentation.Cutting;

/// <summary>How to cut, and where to.</summary>
public sealed record SegmentationRequest
{
    /// <summary>
    /// Where the audio files are: a folder, <c>blobs:CONTAINER/PREFIX</c> or an http or https base address; not below it.
    /// </summary>
    public required string Audio { get; init; }

    /// <summary>Opens that place; default: folders, and addresses with the usual limits.</summary>
    public AudioSources Sources { get; init; } = AudioSources.Usual;

    /// <summary>Receives <c>clips</c> and <c>features</c>; see <see cref="ClipFiles"/>.</summary>
    public required IBlobStore Blobs { get; init; }

    /// <summary>Samples in a clip at 22,050 Hz; default 110,250 (5 s), the paper's program: 111,168.</summary>
    public int ClipSamples { get; init; } = ClipCutter.DefaultClipSamples;

    /// <summary>Front end of the network, one of <see cref="FrontEnds.Names"/>; the baselines always get <c>log-mel</c> too.</summary>
    public string FrontEnd { get; init; } = FrontEnds.LogMel;

    /// <summary>What is too long or too large.</summary>
    public DecodingLimits Limits { get; init; } = new();

    /// <summary>Songs cut at the same time; default: one a processor. A song in work holds some 25 MB, however long it is.</summary>
    public int Degree { get; init; } = Environment.ProcessorCount;

    /// <summary>Told the clips of each song that is cut, by the thread that cuts it, of none cut before; default: null.</summary>
    public IProgress<int>? Cut { get; init; }
}
