using PlayCount.ServiceDefaults.Data;

namespace PlayCount.Extraction.Storing;

/// <summary>How the tables of this service are made and changed.</summary>
internal static class Migrations
{
    // Keys are numbers in order of first appearance, so rows arrive in the order of their tables, and the rows of a file are one range
    // of record_key, whose n-th is line n of the file. No further index: the selection reads a file's range from end to end.
    public static SqlMigrations All { get; } = new("extraction", engine =>
    [
        [
            $"""
            CREATE TABLE triplet_files (
                file_key     {engine.Key} NOT NULL PRIMARY KEY,
                content_hash VARCHAR(64)  NOT NULL UNIQUE,
                records      BIGINT       NOT NULL,
                users        BIGINT       NOT NULL,
                songs        BIGINT       NOT NULL,
                first_record BIGINT       NOT NULL,
                first_song   BIGINT       NOT NULL
            ){engine.TableOptions}
            """,
            $"""
            CREATE TABLE triplet_users (
                user_key {engine.Key} NOT NULL PRIMARY KEY,
                user_id  VARCHAR(128) NOT NULL
            ){engine.TableOptions}
            """,
            $"""
            CREATE TABLE triplet_songs (
                song_key {engine.Key} NOT NULL PRIMARY KEY,
                song_id  VARCHAR(64)  NOT NULL
            ){engine.TableOptions}
            """,
            $"""
            CREATE TABLE triplet_plays (
                record_key {engine.Key} NOT NULL PRIMARY KEY,
                user_key   {engine.Key} NOT NULL,
                song_key   {engine.Key} NOT NULL,
                plays      {engine.Key} NOT NULL
            ){engine.TableOptions}
            """,
        ],
    ]);
}
