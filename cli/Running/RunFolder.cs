using System.Text.Json;
using System.Text.Json.Nodes;
using PlayCount.ServiceDefaults.Files;
using PlayCount.Songs;
using PlayCount.Training.Storing;

namespace PlayCount.Cli.Running;

/// <summary>The folder of one run: holds one config, and one process at a time.</summary>
internal sealed class RunFolder : IDisposable
{
    private readonly FileStream _lock;
    private readonly string _configPath;

    private RunFolder(string configPath, FileStream held) => (_configPath, _lock) = (configPath, held);

    /// <summary>Takes the folder for a config, or refuses it.</summary>
    /// <exception cref="InvalidDataException">The folder holds a run with another config, or something else.</exception>
    /// <exception cref="IOException">Another process is at work in it.</exception>
    public static RunFolder Take(string path, IReadOnlyList<KeyValuePair<string, string>> config)
    {
        var configPath = System.IO.Path.Combine(path, "config.json");
        if (File.Exists(path))
            throw new InvalidDataException($"--out '{path}' is a file; a folder is right.");
        if (!File.Exists(configPath) && Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).All(IsOfARunBegun))
            throw new InvalidDataException($"--out '{path}' holds other files and no run; an empty or new folder is right.");
        Directory.CreateDirectory(path);
        var held = Lock(path);
        try
        {
            if (File.Exists(configPath))
                Compare(path, configPath, config);
            UnfinishedFiles.Clear(path, withSubfolders: false);
            UnfinishedFiles.Clear(System.IO.Path.Combine(path, "users"), withSubfolders: true);
            return new RunFolder(configPath, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Binds the folder to the config; not before the triplets have been read, so that a mended file may be tried again.</summary>
    public void Bind(IReadOnlyList<KeyValuePair<string, string>> config) => StoredJson.Write(_configPath, AsJson(config));

    public static JsonObject AsJson(IReadOnlyList<KeyValuePair<string, string>> config) =>
        new(config.Select(setting => KeyValuePair.Create(setting.Key, (JsonNode?)JsonValue.Create(setting.Value))));

    public void Dispose() => _lock.Dispose();

    /// <summary>What a run leaves that is killed before the folder is bound to its config.</summary>
    private static bool IsOfARunBegun(string entry) =>
        entry.EndsWith(".lock", StringComparison.Ordinal) || System.IO.Path.GetFileName(entry) == "config.json" + UnfinishedFiles.Ending;

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(System.IO.Path.Combine(path, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException($"Another run is at work in '{path}'. Wait for it, or choose another --out.", e);
        }
    }

    private static void Compare(string path, string configPath, IReadOnlyList<KeyValuePair<string, string>> config)
    {
        var known = Read(configPath);
        foreach (var (name, asked) in config)
        {
            var there = known.GetValueOrDefault(name) ?? "nothing";
            if (there != asked)
                throw new InvalidDataException($"'{path}' holds a run with {name} {Shown.Shorten(there)}, and {Shown.Shorten(asked)} is asked for. Choose another --out, or delete it.");
        }
    }

    private static Dictionary<string, string> Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(path)) ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"'{path}' is damaged: it is no JSON object of texts. Choose another --out, or delete the folder.", e);
        }
    }
}
