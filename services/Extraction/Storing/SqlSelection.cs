using System.Data.Common;
using Dapper;
using PlayCount.ServiceDefaults.Data;
using PlayCount.Songs;

namespace PlayCount.Extraction.Storing;

/// <summary>The paper's selection as queries over one file's rows; every step leaves a temporary table that the next one reads.</summary>
/// <remarks>Source: the paper, section 3.2.</remarks>
internal sealed class SqlSelection(
    DbConnection connection,
    DbTransaction transaction,
    SqlEngine engine,
    StoreLoad load,
    FileRow file,
    SelectionCriteria criteria,
    CancellationToken cancellationToken)
{
    // The rows that neither have too many plays nor a song on the list of mismatches.
    private const string Kept =
        """
        p.record_key BETWEEN @FirstRecord AND @LastRecord
            AND p.plays <= @MaxPlays
            AND p.song_key NOT IN (SELECT song_key FROM mismatched_songs)
        """;

    private readonly object _values = new
    {
        file.FirstRecord,
        file.LastRecord,
        file.FirstSong,
        file.LastSong,
        criteria.MaxPlays,
        criteria.TopUsers,
        criteria.MinUsers,
    };

    public async Task<Selection> RunAsync(IReadOnlySet<SongId> mismatches)
    {
        await MarkMismatchesAsync(mismatches);
        var dropped = await CountDroppedAsync();
        var users = await RankUsersAsync();
        if (users.Count == 0)
            throw SelectionRefusal.NothingKept(load.Path, dropped.OverMaxPlays, dropped.Mismatches, criteria);

        await TakeRecordsOfTopUsersAsync(users);
        await RefuseRepeatedAsync();
        var songs = await connection.ExecuteScalarAsync<int>(Command("SELECT COUNT(DISTINCT song_key) FROM top_plays"));
        var shared = await FindSharedSongsAsync();
        if (shared.Count == 0)
            throw SelectionRefusal.NoSharedSong(load.Path, users.Count, criteria);
        return new Selection(file.Records, file.Users, file.Songs, dropped.OverMaxPlays, dropped.Mismatches,
            await DescribeUsersAsync(users), songs, shared);
    }

    private async Task MarkMismatchesAsync(IReadOnlySet<SongId> mismatches)
    {
        await connection.ExecuteAsync(Command(
            $"CREATE TEMPORARY TABLE mismatch_ids (song_id VARCHAR(64) NOT NULL PRIMARY KEY){engine.TableOptions}"));
        using var insert = new RowInsert(connection, transaction, engine, "mismatch_ids", "song_id");
        foreach (var song in mismatches)
            insert.Run(song.Value);
        insert.Flush();
        await connection.ExecuteAsync(Command(
            $"CREATE TEMPORARY TABLE mismatched_songs (song_key {engine.Key} NOT NULL PRIMARY KEY){engine.TableOptions}"));
        await connection.ExecuteAsync(Command(
            """
            INSERT INTO mismatched_songs (song_key)
            SELECT s.song_key
            FROM triplet_songs s JOIN mismatch_ids m ON m.song_id = s.song_id
            WHERE s.song_key BETWEEN @FirstSong AND @LastSong
            """));
    }

    private Task<Dropped> CountDroppedAsync() => connection.QuerySingleAsync<Dropped>(Command(
        """
        SELECT COALESCE(SUM(CASE WHEN p.plays > @MaxPlays THEN 1 ELSE 0 END), 0) AS OverMaxPlays,
               COALESCE(SUM(CASE WHEN p.plays <= @MaxPlays THEN 1 ELSE 0 END), 0) AS Mismatches
        FROM triplet_plays p
        WHERE p.record_key BETWEEN @FirstRecord AND @LastRecord
            AND (p.plays > @MaxPlays OR p.song_key IN (SELECT song_key FROM mismatched_songs))
        """));

    private async Task<List<RankedUser>> RankUsersAsync() => (await connection.QueryAsync<RankedUser>(Command(
        $"""
        SELECT t.user_key AS UserKey, u.user_id AS UserId, t.total_plays AS TotalPlays, t.records AS Records
        FROM (SELECT p.user_key, SUM(p.plays) AS total_plays, COUNT(*) AS records
              FROM triplet_plays p
              WHERE {Kept}
              GROUP BY p.user_key) t
        JOIN triplet_users u ON u.user_key = t.user_key
        ORDER BY t.total_plays DESC, u.user_id
        LIMIT @TopUsers
        """))).AsList();

    private async Task TakeRecordsOfTopUsersAsync(List<RankedUser> users)
    {
        await connection.ExecuteAsync(Command(
            $"""
            CREATE TEMPORARY TABLE top_users (user_key {engine.Key} NOT NULL PRIMARY KEY, user_rank INTEGER NOT NULL){engine.TableOptions}
            """));
        using var insert = new RowInsert(connection, transaction, engine, "top_users", "user_key", "user_rank");
        for (var i = 0; i < users.Count; i++)
            insert.Run(users[i].UserKey, i + 1L);
        insert.Flush();
        await connection.ExecuteAsync(Command(
            $"""
            CREATE TEMPORARY TABLE top_plays AS
            SELECT p.record_key, u.user_rank, p.song_key, p.plays
            FROM triplet_plays p JOIN top_users u ON u.user_key = p.user_key
            WHERE {Kept}
            """));
    }

    private async Task RefuseRepeatedAsync()
    {
        var repeated = await connection.QueryFirstOrDefaultAsync<Repeated>(Command(
            """
            SELECT r.record_key AS RecordKey, r.earlier_key AS EarlierKey, u.user_id AS UserId, s.song_id AS SongId
            FROM (SELECT record_key, user_rank, song_key,
                         LAG(record_key) OVER (PARTITION BY user_rank, song_key ORDER BY record_key) AS earlier_key
                  FROM top_plays) r
            JOIN triplet_plays p ON p.record_key = r.record_key
            JOIN triplet_users u ON u.user_key = p.user_key
            JOIN triplet_songs s ON s.song_key = p.song_key
            WHERE r.earlier_key IS NOT NULL
            ORDER BY r.record_key
            LIMIT 1
            """));
        if (repeated is not null)
        {
            throw SelectionRefusal.Repeated(
                load.Path, Line(repeated.RecordKey), Line(repeated.EarlierKey), repeated.UserId, repeated.SongId);
        }
    }

    private async Task<List<SongId>> FindSharedSongsAsync()
    {
        await connection.ExecuteAsync(Command(
            """
            CREATE TEMPORARY TABLE shared_songs AS
            SELECT song_key FROM top_plays GROUP BY song_key HAVING COUNT(*) >= @MinUsers
            """));
        var ids = await connection.QueryAsync<string>(Command(
            "SELECT s.song_id FROM shared_songs h JOIN triplet_songs s ON s.song_key = h.song_key ORDER BY s.song_id"));
        return [.. ids.Select(SongId.Parse)];
    }

    private async Task<List<SelectedUser>> DescribeUsersAsync(List<RankedUser> users)
    {
        var plays = await connection.QueryAsync<SharedPlays>(Command(
            """
            SELECT p.user_rank AS UserRank, s.song_id AS SongId, p.plays AS Plays
            FROM top_plays p
            JOIN shared_songs h ON h.song_key = p.song_key
            JOIN triplet_songs s ON s.song_key = p.song_key
            ORDER BY p.user_rank, s.song_id
            """));
        var byRank = plays.ToLookup(p => p.UserRank, p => new SongPlays(SongId.Parse(p.SongId), p.Plays));
        return [.. users.Select((u, i) => new SelectedUser(
            i + 1, UserId.Parse(u.UserId), u.TotalPlays, u.Records, [.. byRank[i + 1]]))];
    }

    private long Line(long recordKey) => recordKey - file.FirstRecord + 1;

    private CommandDefinition Command(string sql) =>
        new(sql, _values, transaction, commandTimeout: 0, cancellationToken: cancellationToken);

    // Properties, not constructors: Dapper converts to them from whatever number type a database gives for a sum or an empty result.
    private sealed record Dropped
    {
        public long OverMaxPlays { get; init; }

        public long Mismatches { get; init; }
    }

    private sealed record RankedUser
    {
        public long UserKey { get; init; }

        public string UserId { get; init; } = "";

        public long TotalPlays { get; init; }

        public int Records { get; init; }
    }

    private sealed record Repeated
    {
        public long RecordKey { get; init; }

        public long EarlierKey { get; init; }

        public string UserId { get; init; } = "";

        public string SongId { get; init; } = "";
    }

    private sealed record SharedPlays
    {
        public int UserRank { get; init; }

        public string SongId { get; init; } = "";

        public int Plays { get; init; }
    }
}
