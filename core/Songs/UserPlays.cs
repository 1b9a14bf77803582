using System.Globalization;

namespace PlayCount.Songs;

/// <summary>The table of one listener's shared songs: <c>user_id,song_id,plays</c>, no header, by song id, ordinal.</summary>
public static class UserPlays
{
    /// <summary>The name of the table: <c>users/user_1.csv</c> is the most active listener's.</summary>
    public static string NameOf(int rank) => string.Create(CultureInfo.InvariantCulture, $"users/user_{rank}.csv");

    /// <summary>Writes the rows.</summary>
    public static void Write(TextWriter table, SelectedUser user)
    {
        foreach (var (song, plays) in user.SharedSongs)
            table.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{user.User},{song},{plays}"));
    }

    /// <summary>Reads the rows back.</summary>
    /// <param name="table">The table.</param>
    /// <param name="name">Its name, for errors.</param>
    /// <exception cref="InvalidDataException">A row is no such row, or the table has none.</exception>
    public static (UserId User, IReadOnlyList<SongPlays> Songs) Read(TextReader table, string name)
    {
        var songs = new List<SongPlays>();
        UserId? user = null;
        for (var line = table.ReadLine(); line is not null; line = table.ReadLine())
        {
            var fields = line.Split(',');
            if (fields.Length != 3
                || !UserId.TryParse(fields[0], out var read) || read != (user ?? read)
                || !SongId.TryParse(fields[1], out var song) || (songs.Count > 0 && songs[^1].Song.CompareTo(song) >= 0)
                || !int.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var plays) || plays < 1)
            {
                throw new InvalidDataException($"'{name}', line {songs.Count + 1}: '{Shown.Shorten(line)}' is no row "
                    + "user_id,song_id,plays of one listener, by song id.");
            }

            user = read;
            songs.Add(new SongPlays(song, plays));
        }

        return user is { } listener
            ? (listener, songs)
            : throw new InvalidDataException($"'{name}' holds no row; user_id,song_id,plays is right.");
    }
}
