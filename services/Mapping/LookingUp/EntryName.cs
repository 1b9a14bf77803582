using PlayCount.Songs;

namespace PlayCount.Mapping.LookingUp;

/// <summary>The names that entries of an archive file have.</summary>
internal static class EntryName
{
    private const string Extension = ".json";

    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>Refuses an archive that could write outside its folder, though nothing here is written: it is not what it says.</summary>
    /// <exception cref="InvalidDataException">The name is empty, absolute, or has a part <c>..</c>.</exception>
    public static void Check(string name)
    {
        var drive = name.Length > 1 && name[1] == ':' && char.IsAsciiLetter(name[0]);
        if (name.Length == 0 || drive || Separators.Contains(name[0]) || name.Split(Separators).Contains(".."))
            throw new InvalidDataException($"its entry '{Shown.Shorten(name)}' has no safe name; a relative one without '..' is needed.");
    }

    /// <summary>The song whose record has this name, in whatever folder.</summary>
    public static bool TryGetSong(string name, out SongId song)
    {
        song = default;
        var file = name.AsSpan(name.LastIndexOfAny(Separators) + 1);
        return file.EndsWith(Extension, StringComparison.Ordinal)
            && file.Length <= SongId.MaxLength + Extension.Length
            && SongId.TryParse(file[..^Extension.Length].ToString(), out song);
    }

    public static string Of(SongId song) => song.Value + Extension;
}
