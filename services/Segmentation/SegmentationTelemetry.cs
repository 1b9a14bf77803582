using System.Diagnostics.Metrics;

namespace PlayCount.Segmentation;

/// <summary>Figures of Segmentation: told the clips of each song that is cut, it counts them.</summary>
internal sealed class SegmentationTelemetry : IProgress<int>
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "PlayCount.Segmentation";

    private readonly Counter<long> _clips;

    public SegmentationTelemetry(IMeterFactory meters) => _clips = meters.Create(Name).CreateCounter<long>(
        "playcount.segmentation.clips", "{clip}", "Clips cut; those found cut before are not among them");

    public void Report(int value) => _clips.Add(value);
}
