namespace PlayCount.Segmentation.Cutting;

/// <summary>What a song was cut from, and what was written.</summary>
/// <param name="SourceSha256">Of the audio file.</param>
/// <param name="Clips">Number of clips.</param>
/// <param name="ValuesSha256">Of the values in each .npy file, by front end; <c>raw</c> is the clips. Null where it is missing.</param>
internal sealed record CutSong(string? SourceSha256, int Clips, IReadOnlyDictionary<string, string>? ValuesSha256);
