using System.Text.Json;

namespace PlayCount.Songs;

/// <summary>A selection as a study's files hold it: <c>selection.json</c> and <c>users/user_N.csv</c>.</summary>
/// <param name="Summary">The numbers.</param>
/// <param name="Users">The listeners with their shared songs, by rank.</param>
public sealed record StudySelection(SelectionSummary Summary, IReadOnlyList<StudySelection.User> Users)
{
    /// <summary>Name of the file with the numbers.</summary>
    public const string FileName = "selection.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>The songs that enough of the listeners share, by id, ordinal.</summary>
    public IReadOnlyList<SongId> SharedSongs => [.. Users.SelectMany(user => user.Songs).Select(song => song.Song).Distinct().Order()];

    /// <summary>Reads the files.</summary>
    /// <param name="open">Opens one by its name.</param>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static StudySelection Read(Func<string, Stream> open)
    {
        try
        {
            using var file = open(FileName);
            var summary = JsonSerializer.Deserialize<SelectionSummary>(file, Json) ?? throw new JsonException("It is null.");
            return new StudySelection(
                summary, [.. summary.Users.Select(user => new User(user.Rank, UserId.Parse(user.UserId), Songs(user, open)))]);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new InvalidDataException($"'{FileName}' is damaged: {Shown.Shorten(e.Message)}", e);
        }
    }

    private static IReadOnlyList<SongPlays> Songs(SelectionSummary.User user, Func<string, Stream> open)
    {
        if (user.SharedSongs == 0)
            return [];
        var name = UserPlays.NameOf(user.Rank);
        using var table = new StreamReader(open(name));
        var (listener, songs) = UserPlays.Read(table, name);
        return listener.Value == user.UserId && songs.Count == user.SharedSongs
            ? songs
            : throw new InvalidDataException($"'{name}' is not the table of {user.SharedSongs} songs that '{FileName}' tells of.");
    }

    /// <summary>A listener and the shared songs.</summary>
    /// <param name="Rank">1 for the most active.</param>
    /// <param name="Id">The listener.</param>
    /// <param name="Songs">Plays of the shared songs, by song id, ordinal.</param>
    public sealed record User(int Rank, UserId Id, IReadOnlyList<SongPlays> Songs);
}
