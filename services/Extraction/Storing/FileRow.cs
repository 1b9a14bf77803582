using System.Data.Common;
using Dapper;

namespace PlayCount.Extraction.Storing;

/// <summary>A row of <c>triplet_files</c>.</summary>
internal sealed record FileRow
{
    public long Records { get; init; }

    public int Users { get; init; }

    public int Songs { get; init; }

    public long FirstRecord { get; init; }

    public long FirstSong { get; init; }

    public long LastRecord => FirstRecord + Records - 1;

    public long LastSong => FirstSong + Songs - 1;

    public static Task<FileRow?> FindAsync(DbConnection connection, DbTransaction transaction, string contentHash,
        CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<FileRow>(new CommandDefinition(
            """
            SELECT records AS Records, users AS Users, songs AS Songs, first_record AS FirstRecord, first_song AS FirstSong
            FROM triplet_files
            WHERE content_hash = @contentHash
            """,
            new { contentHash }, transaction, cancellationToken: cancellationToken));
}
