using System.Globalization;
using System.Text.Json;
using PlayCount.ServiceDefaults.Files;
using PlayCount.Songs;

namespace PlayCount.Extraction.Selecting;

/// <summary>The selection as files: <c>selection.json</c> and <c>users/user_&lt;rank&gt;.csv</c>.</summary>
public static class SelectionFiles
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>Writes the files, each whole or not at all, the listeners' before the summary.</summary>
    /// <param name="outDir">Made when it is not there; files of the same name are replaced.</param>
    /// <param name="selection">What to write.</param>
    public static void Write(string outDir, Selection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        foreach (var user in selection.Users)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"user_{user.Rank}.csv");
            AtomicFile.WriteText(Path.Combine(outDir, "users", name), file => WriteRows(file, user));
        }

        AtomicFile.WriteText(
            Path.Combine(outDir, "selection.json"), file => file.WriteLine(JsonSerializer.Serialize(Summary.Of(selection), Json)));
    }

    private static void WriteRows(TextWriter file, SelectedUser user)
    {
        foreach (var (song, plays) in user.SharedSongs)
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{user.User},{song},{plays}"));
    }

    private sealed record Summary(
        long Records,
        int UsersInFile,
        int SongsInFile,
        long DroppedOverMaxPlays,
        long DroppedMismatches,
        IReadOnlyList<User> Users,
        int Songs,
        int SharedSongs)
    {
        public static Summary Of(Selection s) => new(
            s.Records, s.UsersInFile, s.SongsInFile, s.DroppedOverMaxPlays, s.DroppedMismatches,
            [.. s.Users.Select(u => new User(u.Rank, u.User.Value, u.TotalPlays, u.Records, u.SharedSongs.Count))],
            s.Songs, s.SharedSongs.Count);
    }

    private sealed record User(int Rank, string UserId, long TotalPlays, int Records, int SharedSongs);
}
