using System.Text.Json;
using PlayCount.Experiments.Reporting;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Files;
using PlayCount.Songs;

namespace PlayCount.Cli.Running;

/// <summary>The folder of one run: holds one config, and one process at a time.</summary>
internal sealed class RunFolder : IDisposable
{
    private const int MostNamed = 3;

    private static readonly JsonSerializerOptions Unambiguous = new() { AllowDuplicateProperties = false };

    private readonly FolderLock _lock;
    private readonly string _configPath;

    private RunFolder(string configPath, FolderLock held) => (_configPath, _lock) = (configPath, held);

    /// <summary>Takes the folder for a config, or refuses it.</summary>
    /// <exception cref="InvalidDataException">The folder holds a run with another config, or something else.</exception>
    /// <exception cref="IOException">Another process is at work in it, or it cannot be made or written.</exception>
    public static RunFolder Take(string path, IReadOnlyList<KeyValuePair<string, string>> config)
    {
        var configPath = System.IO.Path.Combine(path, StudySettings.FileName);
        if (File.Exists(path))
            throw new InvalidDataException($"--out '{path}' is a file; a folder is right.");
        var held = Lock(path, configPath);
        try
        {
            if (File.Exists(configPath))
                Compare(path, configPath, config);
            UnfinishedFiles.Clear(path, withSubfolders: false);
            foreach (var owned in (string[])["users", "clips", "features", "models", "state"])
                UnfinishedFiles.Clear(System.IO.Path.Combine(path, owned), withSubfolders: true);
            return new RunFolder(configPath, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Binds the folder to the config; not before the triplets have been read, so that a mended file may be tried again.</summary>
    public void Bind(IReadOnlyList<KeyValuePair<string, string>> config) =>
        AtomicFile.Write(_configPath, stream => StoredJson.Write(stream, StudyResults.AsJson(config)));

    public void Dispose() => _lock.Dispose();

    /// <summary>What a run leaves that is killed before the folder is bound to its config.</summary>
    private static bool IsOfARunBegun(string entry) =>
        entry.EndsWith(FolderLock.FileName, StringComparison.Ordinal)
        || System.IO.Path.GetFileName(entry) == StudySettings.FileName + UnfinishedFiles.Ending;

    private static FolderLock Lock(string path, string configPath)
    {
        FolderLock? held;
        try
        {
            if (!File.Exists(configPath) && Directory.Exists(path)
                && !Directory.EnumerateFileSystemEntries(path).All(IsOfARunBegun))
                throw new InvalidDataException($"--out '{path}' holds other files and no run; an empty or new folder is right.");
            held = FolderLock.TryTake(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"--out '{path}' cannot be written: {e.Message} A folder where files may be made is right; choose another --out.", e);
        }

        return held ?? throw new IOException($"Another run is at work in '{path}'. Wait for it, or choose another --out.");
    }

    private static void Compare(string path, string configPath, IReadOnlyList<KeyValuePair<string, string>> config)
    {
        var known = Read(configPath);
        var lacking = config.Select(setting => setting.Key).Where(name => known.GetValueOrDefault(name) is null).ToArray();
        if (lacking.Length > 0)
        {
            var more = lacking.Length > MostNamed ? $" and {lacking.Length - MostNamed} more" : "";
            throw Damaged(configPath, $"it lacks {string.Join(", ", lacking.Take(MostNamed))}{more}");
        }

        foreach (var (name, asked) in config)
        {
            var there = known[name];
            if (there != asked)
            {
                throw new InvalidDataException($"'{path}' holds a run with {name} {Shown.Shorten(there)}, "
                    + $"and {Shown.Shorten(asked)} is asked for. Choose another --out, or delete it.");
            }
        }
    }

    private static Dictionary<string, string> Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(path), Unambiguous)
                ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw Damaged(path, "it is no JSON object of texts, each name once", e);
        }
    }

    private static InvalidDataException Damaged(string configPath, string what, Exception? inner = null) =>
        new($"'{configPath}' is damaged: {what}. Choose another --out, or delete the folder.", inner);
}
