using PlayCount.Songs;

namespace PlayCount.Segmentation.Cutting;

/// <summary>A song that was cut.</summary>
/// <param name="Song">The song.</param>
/// <param name="Clips">Its clips, at least one.</param>
public sealed record SegmentedSong(SongId Song, int Clips);

/// <summary>What became of every song.</summary>
/// <param name="Songs">Songs that were cut, now or in an earlier run, by song id, ordinal.</param>
/// <param name="Skipped">The other songs with their reasons, by song id, ordinal.</param>
public sealed record SegmentationResult(IReadOnlyList<SegmentedSong> Songs, IReadOnlyList<SkippedSong> Skipped);
