using System.CommandLine;
using PlayCount.Learning.Sweeps;
using PlayCount.Songs;

namespace PlayCount.Cli.Running;

/// <summary>The options that tell how songs are looked up, besides where the mapping archive is.</summary>
internal sealed class LookUpOptions
{
    private readonly Option<string> _index = NameOption.Create(
        "--mapping-index", "Index of the archive, built once (auto: of tar files)", [.. SettingNames.MappingIndexes.Names]);
    private readonly Option<string?> _indexFolder = Path("--index-folder", "Folder of that index; unless given beside the archive", "DIR");
    private readonly Option<string?> _overrides = Path("--overrides", "Spotify ids by hand, which win: song id,Spotify id a line", "FILE");
    private readonly Option<string?> _tracks = Path("--tracks", "List of artists and titles (unique_tracks.txt)", "FILE");
    private readonly Option<string> _candidates = NameOption.Create(
        "--candidates", "Unverified Spotify ids of songs of the same artist and title, by an index; use: they name audio",
        [.. SettingNames.Candidates.Names]);

    public IEnumerable<Option> All => [_index, _indexFolder, _overrides, _tracks, _candidates];

    public LookUpSettings Read(ParseResult parsed) => new()
    {
        Index = SettingNames.MappingIndexes.Parse(parsed.GetRequiredValue(_index)),
        IndexFolder = parsed.GetValue(_indexFolder),
        Overrides = parsed.GetValue(_overrides),
        Tracks = parsed.GetValue(_tracks),
        Candidates = SettingNames.Candidates.Parse(parsed.GetRequiredValue(_candidates)),
    };

    private static Option<string?> Path(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };
}
