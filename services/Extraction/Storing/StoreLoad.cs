namespace PlayCount.Extraction.Storing;

/// <summary>A triplet file that the store holds.</summary>
/// <param name="Path">The file as it was named; stands in messages.</param>
/// <param name="ContentHash">SHA-256 of its bytes on disk, lower-case hexadecimal.</param>
/// <param name="Records">Its rows.</param>
/// <param name="Users">Its distinct users.</param>
/// <param name="Songs">Its distinct songs.</param>
/// <param name="WasThere">Whether a file of the same bytes had been loaded before, so that nothing was done.</param>
public sealed record StoreLoad(string Path, string ContentHash, long Records, int Users, int Songs, bool WasThere);
