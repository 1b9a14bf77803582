using System.Security.Cryptography;
using PlayCount.Audio;
using PlayCount.Learning.Networks;
using PlayCount.Songs;

namespace PlayCount.Cli.Running;

/// <summary>The files a run is asked to read.</summary>
internal static class InputFiles
{
    /// <summary>What cannot work is told at once, not after an hour, and before the folder is bound to its config.</summary>
    public static void Require(RunRequest request)
    {
        SelectionRefusal.ThrowIfUnmeetable(request.Criteria);
        if (!File.Exists(request.Triplets))
            throw new FileNotFoundException($"--triplets '{request.Triplets}' is not there; a file of user TAB song TAB plays is right.");
        if (!Directory.Exists(request.Audio))
            throw new DirectoryNotFoundException($"--audio '{request.Audio}' is not there; a folder of audio files is right.");
        if (request.Mapping is { } mapping && !Path.Exists(mapping))
            throw new FileNotFoundException($"--mapping '{mapping}' is not there; a folder, .tar, .tar.gz, .tar.bz2 or .zip is right.");
        if (request.Mismatches is { } mismatches && !File.Exists(mismatches))
            throw new FileNotFoundException($"--mismatches '{mismatches}' is not there; a list of song ids such as sid_mismatches.txt is right.");
        var inputs = FrontEnds.Create(request.FrontEnd, request.ClipSamples).ValuesPerClip;
        if (inputs > NetworkSpec.MaxUnits)
            throw new ArgumentException($"--front-end {request.FrontEnd} makes {inputs} numbers of {request.ClipSamples} samples; a network takes at most {NetworkSpec.MaxUnits}. Take fewer --clip-samples.");
    }

    /// <summary>
    /// The inputs as part of the config: contents, never paths. Of a mapping only whether there is one: what it holds may be mended between
    /// two runs, and clips are cut again wherever it changes their source.
    /// </summary>
    public static IEnumerable<KeyValuePair<string, string>> Config(RunRequest request) =>
    [
        new("triplets", Hash(request.Triplets)),
        new("mismatches", Hash(request.Mismatches)),
        new("mapping", request.Mapping is null ? "none" : "archive"),
    ];

    private static string Hash(string? path)
    {
        if (path is null)
            return "none";
        using var file = File.OpenRead(path);
        return $"sha256 {Convert.ToHexStringLower(SHA256.HashData(file))}";
    }
}
