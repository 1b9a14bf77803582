namespace PlayCount.Segmentation.Cutting;

/// <summary>What the same audio must be cut with to give the same files.</summary>
/// <param name="Version">Raised with every change of the decoding or of a front end that changes what is written.</param>
/// <param name="ClipSamples">Samples in a clip.</param>
/// <param name="FrontEnd">Front end of the network.</param>
/// <param name="MaxDecodedSeconds">Longest song.</param>
/// <param name="MaxFileBytes">Largest file.</param>
internal sealed record ClipSettings(int Version, int ClipSamples, string FrontEnd, double MaxDecodedSeconds, long MaxFileBytes)
{
    private const int CurrentVersion = 1;

    public static ClipSettings Of(SegmentationRequest request) =>
        new(CurrentVersion, request.ClipSamples, request.FrontEnd, request.Limits.MaxDecodedSeconds, request.Limits.MaxFileBytes);
}
