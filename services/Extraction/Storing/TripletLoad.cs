using System.Data.Common;
using System.Text;
using Dapper;
using PlayCount.ServiceDefaults.Data;
using PlayCount.Songs;

namespace PlayCount.Extraction.Storing;

/// <summary>Writes the rows of one file within a transaction; its keys follow the largest ones there.</summary>
internal sealed class TripletLoad : IDisposable
{
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly RowInsert _users;
    private readonly RowInsert _songs;
    private readonly RowInsert _plays;
    private readonly IdTable _userIds = new();
    private readonly IdTable _songIds = new();
    private readonly long _firstUser;
    private readonly long _firstSong;
    private readonly long _firstRecord;
    private long _records;

    public TripletLoad(DbConnection connection, DbTransaction transaction, SqlEngine engine)
    {
        (_connection, _transaction) = (connection, transaction);
        _firstUser = NextKey("SELECT COALESCE(MAX(user_key), 0) + 1 FROM triplet_users");
        _firstSong = NextKey("SELECT COALESCE(MAX(song_key), 0) + 1 FROM triplet_songs");
        _firstRecord = NextKey("SELECT COALESCE(MAX(record_key), 0) + 1 FROM triplet_plays");
        _users = new RowInsert(connection, transaction, engine, "triplet_users", "user_key", "user_id");
        _songs = new RowInsert(connection, transaction, engine, "triplet_songs", "song_key", "song_id");
        _plays = new RowInsert(connection, transaction, engine, "triplet_plays", "record_key", "user_key", "song_key", "plays");
    }

    public void Add(in TripletRow row)
    {
        var user = _firstUser + Number(_userIds, row.User, _users, _firstUser);
        var song = _firstSong + Number(_songIds, row.Song, _songs, _firstSong);
        _plays.Run(_firstRecord + _records, user, song, (long)row.Plays);
        _records++;
    }

    /// <summary>Names the file, which makes its rows count.</summary>
    public async Task<FileRow> FinishAsync(string contentHash, CancellationToken cancellationToken)
    {
        _users.Flush();
        _songs.Flush();
        _plays.Flush();
        var file = new FileRow
        {
            Records = _records,
            Users = _userIds.Count,
            Songs = _songIds.Count,
            FirstRecord = _firstRecord,
            FirstSong = _firstSong,
        };
        await _connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO triplet_files (file_key, content_hash, records, users, songs, first_record, first_song)
            SELECT COALESCE(MAX(file_key), 0) + 1, @contentHash, @Records, @Users, @Songs, @FirstRecord, @FirstSong FROM triplet_files
            """,
            new { contentHash, file.Records, file.Users, file.Songs, file.FirstRecord, file.FirstSong },
            _transaction, cancellationToken: cancellationToken));
        return file;
    }

    public void Dispose()
    {
        _users.Dispose();
        _songs.Dispose();
        _plays.Dispose();
    }

    private static int Number(IdTable ids, ReadOnlySpan<byte> id, RowInsert insert, long firstKey)
    {
        var known = ids.Count;
        var number = ids.GetOrAdd(id);
        if (number == known)
            insert.Run(firstKey + number, Encoding.ASCII.GetString(id));
        return number;
    }

    private long NextKey(string sql) => _connection.ExecuteScalar<long>(sql, transaction: _transaction);
}
