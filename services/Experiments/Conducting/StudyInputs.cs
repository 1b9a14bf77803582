using System.Security.Cryptography;

namespace PlayCount.Experiments.Conducting;

/// <summary>The files of a study.</summary>
/// <param name="Triplets">File of play-count triplets.</param>
/// <param name="Audio">Folder of audio.</param>
/// <param name="Mapping">Mapping archive, or null.</param>
/// <param name="Mismatches">List of wrong matches, or null.</param>
public sealed record StudyInputs(string Triplets, string Audio, string? Mapping, string? Mismatches)
{
    /// <summary>
    /// The inputs as part of the config: contents, never paths. Of a mapping only whether there is one: what it holds may be mended between
    /// two runs, and clips are cut again wherever it changes their source.
    /// </summary>
    /// <param name="cancellationToken">Stops the reading of the files, which may be large.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public async Task<IReadOnlyList<KeyValuePair<string, string>>> ConfigAsync(CancellationToken cancellationToken) =>
    [
        new("triplets", await HashAsync(Triplets, cancellationToken)),
        new("mismatches", await HashAsync(Mismatches, cancellationToken)),
        new("mapping", Mapping is null ? "none" : "archive"),
    ];

    private static async Task<string> HashAsync(string? path, CancellationToken cancellationToken)
    {
        if (path is null)
            return "none";
        await using var file = File.OpenRead(path);
        return $"sha256 {Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken))}";
    }
}
