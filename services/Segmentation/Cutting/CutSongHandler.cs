using PlayCount.Contracts.Messages;
using PlayCount.Segmentation.Sourcing;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Jobs;
using PlayCount.Songs;

namespace PlayCount.Segmentation.Cutting;

/// <summary>Cuts one song into the experiment's blobs.</summary>
internal sealed class CutSongHandler(
    IBlobStore blobs, AudioSources sources, SegmenterCache segmenters, SegmentationTelemetry telemetry) : IJobHandler<CutSong>
{
    public Task<IWork> RunAsync(CutSong command, CancellationToken cancellationToken)
    {
        var song = SongId.Parse(command.SongId);
        SpotifyId? spotify = SpotifyId.TryParse(command.SpotifyId, out var id) ? id : null;
        var segmenter = segmenters.Of(command.ExperimentId, command.Round, () => new SongSegmenter(new SegmentationRequest
        {
            Audio = command.AudioPath,
            Sources = sources,
            Blobs = blobs.Below(command.ExperimentId),
            ClipSamples = command.ClipSamples,
            FrontEnd = command.FrontEnd,
            Cut = telemetry,
        }));
        var (clips, reason) = segmenter.Segment(new SongAudio(song, spotify), cancellationToken);
        return Task.FromResult<IWork>(new SongCut
        {
            ExperimentId = command.ExperimentId,
            Round = command.Round,
            Work = command.Work,
            SongId = command.SongId,
            Clips = clips,
            SkippedBecause = reason,
        });
    }
}
