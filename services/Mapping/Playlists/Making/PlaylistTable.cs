using System.Globalization;
using PlayCount.Mapping.Playlists.Calling;
using PlayCount.ServiceDefaults.Data;
using PlayCount.Songs;

namespace PlayCount.Mapping.Playlists.Making;

/// <summary>The playlists: what is wanted of each, and how far it is.</summary>
internal sealed class PlaylistTable(ISqlStores stores, TimeProvider time)
{
    /// <summary>So many ids of songs that Spotify does not have, and as many that it does not play, are in a row of a list.</summary>
    public const int MostNamed = 50;

    private const int MostListed = 1_000;

    private const string ShortColumns = """
        id AS Id, experiment_id AS ExperimentId, name AS Name, marker AS Marker, songs AS Songs, state AS State, round AS Round,
        is_creating AS IsCreating, spotify_id AS SpotifyId, added AS Added, stalls AS Stalls, not_before AS NotBefore, reason AS Reason,
        created_at AS CreatedAt
        """;

    private const string Columns = $"{ShortColumns}, tracks AS Tracks, refused AS Refused, unavailable AS Unavailable";

    private static readonly string ListColumns = string.Create(
        CultureInfo.InvariantCulture,
        $"{ShortColumns}, '' AS Tracks, {First("refused")} AS Refused, {First("unavailable")} AS Unavailable");

    private readonly SqlDatabase _database = stores.Open(SpotifyTables.Owner, SpotifyTables.Migrations);

    /// <summary>Stores a list unless there is one of its id.</summary>
    /// <returns>The row of that id.</returns>
    public async Task<PlaylistRow> AddAsync(
        string id, string experimentId, string name, IReadOnlyCollection<string> tracks, string state, CancellationToken cancellationToken)
    {
        await _database.InTransactionAsync(
            transaction => transaction.TryInsertAsync(
                """
                INSERT INTO spotify_playlists (id, experiment_id, name, marker, tracks, songs, state, round, is_creating, added, stalls,
                                               not_before, reason, refused, unavailable, created_at)
                VALUES (@id, @experimentId, @name, @Marker, @Tracks, @Songs, @state, 1, 0, 0, 0, 0, '', '', '', @Now)
                """,
                new
                {
                    id,
                    experimentId,
                    name,
                    Marker = $"[playcount:{id}:{Guid.NewGuid().ToString("n")[..12]}]",
                    Tracks = string.Join(',', tracks),
                    Songs = tracks.Count,
                    state,
                    Now = time.GetUtcNow().ToUnixTimeMilliseconds(),
                }),
            cancellationToken);
        return (await FindAsync(id, cancellationToken))!;
    }

    /// <summary>The row of an id, or null.</summary>
    public async Task<PlaylistRow?> FindAsync(string id, CancellationToken cancellationToken) => (await _database.QueryAsync<PlaylistRow>(
        $"SELECT {Columns} FROM spotify_playlists WHERE id = @id", new { id }, cancellationToken)).SingleOrDefault();

    /// <summary>The newest first; those of an experiment, or all. Without the songs, which may be 10,000 of each.</summary>
    public Task<IReadOnlyList<PlaylistRow>> ListAsync(string? experimentId, CancellationToken cancellationToken) =>
        _database.QueryAsync<PlaylistRow>(
            $"""
            SELECT {ListColumns} FROM spotify_playlists WHERE @experimentId IS NULL OR experiment_id = @experimentId
            ORDER BY created_at DESC, id LIMIT {MostListed}
            """,
            new { experimentId },
            cancellationToken);

    /// <summary>Those that wait for somebody to sign in.</summary>
    public Task<IReadOnlyList<string>> WaitingForSignInAsync(CancellationToken cancellationToken) => _database.QueryAsync<string>(
        "SELECT id FROM spotify_playlists WHERE state = @SignIn ORDER BY created_at, id",
        new { PlaylistState.SignIn },
        cancellationToken);

    /// <summary>Writes down how far a playlist is.</summary>
    public Task SaveAsync(PlaylistRow row) => _database.ExecuteAsync(
        """
        UPDATE spotify_playlists SET state = @State, is_creating = @IsCreating, spotify_id = @SpotifyId, added = @Added, stalls = @Stalls,
               not_before = @NotBefore, reason = @Reason, refused = @Refused, unavailable = @Unavailable
        WHERE id = @Id AND round = @Round
        """,
        row,
        CancellationToken.None);

    /// <summary>Begins a new round of a playlist that stopped; of many who ask at once, one does. One that is gone is made anew.</summary>
    public Task ResumeAsync(string id, CancellationToken cancellationToken) => _database.ExecuteAsync(
        $"""
        UPDATE spotify_playlists SET round = round + 1, stalls = 0, not_before = 0, reason = '',
               is_creating = CASE WHEN state = '{PlaylistState.Deleted}' THEN 0 ELSE is_creating END,
               added = CASE WHEN state = '{PlaylistState.Deleted}' THEN 0 ELSE added END,
               spotify_id = CASE WHEN state = '{PlaylistState.Deleted}' THEN NULL ELSE spotify_id END,
               state = '{PlaylistState.Waiting}'
        WHERE id = @id
          AND state IN ('{PlaylistState.SignIn}', '{PlaylistState.Changed}', '{PlaylistState.Deleted}', '{PlaylistState.Failed}')
        """,
        new { id },
        cancellationToken);

    /// <summary>Begins a new round of a playlist whose job failed in a round and left its row behind; of many at once, one does.</summary>
    public Task BeginAgainAsync(string id, int round, CancellationToken cancellationToken) => _database.ExecuteAsync(
        $"""
        UPDATE spotify_playlists SET round = round + 1, stalls = 0, not_before = 0, reason = '', state = '{PlaylistState.Waiting}'
        WHERE id = @id AND round = @round AND state IN ('{PlaylistState.Waiting}', '{PlaylistState.Parked}')
        """,
        new { id, round },
        cancellationToken);

    private static string First(string column) =>
        string.Create(CultureInfo.InvariantCulture, $"SUBSTR({column}, 1, {(MostNamed * (SpotifyId.Length + 1)) - 1})");
}
