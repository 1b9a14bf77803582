using System.Security.Cryptography;
using System.Text.Json;
using PlayCount.Cli.Running;
using PlayCount.Experiments.Conducting;
using PlayCount.Learning.Formats;
using PlayCount.ServiceDefaults.Files;
using PlayCount.Songs;

namespace PlayCount.Cli.Studies;

/// <summary>The folder of a study: its <c>study.json</c>, a run's folder for each variant, and the comparison.</summary>
internal static class StudyFolder
{
    /// <summary>Where the study's file lay, which its relative paths start from; not part of what two folders have alike.</summary>
    private const string InfoName = "run-info.json";

    /// <summary>Folder of the variants' folders.</summary>
    public const string Variants = "variants";

    private const string Right = "a folder that 'study run' made";

    /// <summary>Puts a study's file into its folder, as it is.</summary>
    /// <exception cref="InvalidDataException">The folder holds another study, or something else.</exception>
    public static void Bind(string file, string folder)
    {
        var (kept, bytes) = (Path.Combine(folder, StudyFile.FileName), File.ReadAllBytes(file));
        if (File.Exists(folder))
            throw new InvalidDataException($"--out '{folder}' is a file; a folder is right.");
        if (File.Exists(kept) && Directory.Exists(Path.Combine(folder, Variants)) && !File.ReadAllBytes(kept).AsSpan().SequenceEqual(bytes))
            throw new InvalidDataException($"'{folder}' holds another study. Choose another --out, or delete it.");
        if (!File.Exists(kept) && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any(IsForeign))
            throw new InvalidDataException($"--out '{folder}' holds other files and no study; an empty or new folder is right.");
        AtomicFile.Write(Path.Combine(folder, InfoName), stream => StoredJson.Write(
            stream, new { inputsFrom = Path.GetDirectoryName(Path.GetFullPath(file)) }));
        AtomicFile.Write(kept, stream => stream.Write(bytes));
    }

    /// <summary>The study that a folder holds.</summary>
    /// <exception cref="InvalidDataException">It holds none.</exception>
    public static StudyFile Read(string folder) => File.Exists(Path.Combine(folder, StudyFile.FileName))
        ? StudyFile.Read(Path.Combine(folder, StudyFile.FileName))
        : throw new InvalidDataException($"'{folder}' holds no {StudyFile.FileName}; {Right} is right.");

    /// <summary>The study's files by full path.</summary>
    /// <exception cref="InvalidDataException">The folder does not say where they are from.</exception>
    public static StudyInputs Inputs(string folder, StudyInputs inputs)
    {
        var from = From(Path.Combine(folder, InfoName));
        return inputs.WithPaths(path => Path.Combine(from, path));
    }

    /// <summary>Refuses files that are not those the study names by their SHA-256.</summary>
    /// <exception cref="InvalidDataException">One is another.</exception>
    public static async Task CheckAsync(StudyInputs inputs, IReadOnlyDictionary<string, string> sha256, CancellationToken cancellationToken)
    {
        foreach (var (name, asked) in sha256)
        {
            var path = name switch
            {
                "triplets" => inputs.Triplets,
                "mapping" => inputs.Mapping,
                "overrides" => inputs.LookUp?.Overrides,
                "tracks" => inputs.LookUp?.Tracks,
                _ => inputs.Mismatches,
            }
                ?? throw new InvalidDataException($"sha256 names '{name}', and the study has none; leave it out.");
            InputFiles.RequireFile(name, path, "the file of which sha256 is told");
            await using var file = File.OpenRead(path);
            var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
            if (!string.Equals(found, asked, StringComparison.OrdinalIgnoreCase))
                throw new InvalidDataException($"{name} '{path}' has SHA-256 {found}; the study was made with {Shown.Shorten(asked)}.");
        }
    }

    private static bool IsForeign(string entry) => Path.GetFileName(entry) is not InfoName and not FolderLock.FileName
        && !entry.EndsWith(UnfinishedFiles.Ending, StringComparison.Ordinal);

    private static string From(string path)
    {
        try
        {
            using var info = JsonDocument.Parse(File.ReadAllBytes(path));
            return info.RootElement.GetProperty("inputsFrom").GetString() ?? throw new JsonException();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FileNotFoundException)
        {
            throw new InvalidDataException(
                $"'{path}' does not say where the study's file lay. Give that file again: study run FILE --out DIR.", e);
        }
    }
}
