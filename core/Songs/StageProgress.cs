namespace PlayCount.Songs;

/// <summary>How far a stage has come, in the stage's own unit (bytes, songs, epochs).</summary>
public readonly record struct StageProgress(long Done, long Total);
