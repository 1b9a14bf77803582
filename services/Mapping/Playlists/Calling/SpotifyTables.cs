using PlayCount.ServiceDefaults.Data;

namespace PlayCount.Mapping.Playlists.Calling;

/// <summary>How the tables of playlists are made.</summary>
internal static class SpotifyTables
{
    /// <summary>Whose they are.</summary>
    public const string Owner = "spotify";

    public static SqlMigrations Migrations { get; } = new(Owner, engine =>
    [
        [
            $"""
            CREATE TABLE spotify_apps (
                client_id  VARCHAR(64) NOT NULL PRIMARY KEY,
                not_before BIGINT      NOT NULL,
                paths      VARCHAR(8)  NULL
            ){engine.TableOptions}
            """,
            $"""
            CREATE TABLE spotify_playlists (
                id            VARCHAR(48)  NOT NULL PRIMARY KEY,
                experiment_id VARCHAR(64)  NOT NULL,
                name          VARCHAR(400) NOT NULL,
                marker        VARCHAR(80)  NOT NULL,
                tracks        LONGTEXT     NOT NULL,
                songs         INTEGER      NOT NULL,
                state         VARCHAR(12)  NOT NULL,
                round         INTEGER      NOT NULL,
                is_creating   INTEGER      NOT NULL,
                spotify_id    VARCHAR(64)  NULL,
                added         INTEGER      NOT NULL,
                stalls        INTEGER      NOT NULL,
                not_before    BIGINT       NOT NULL,
                reason        LONGTEXT     NOT NULL,
                refused       LONGTEXT     NOT NULL,
                unavailable   LONGTEXT     NOT NULL,
                created_at    BIGINT       NOT NULL
            ){engine.TableOptions}
            """,
            "CREATE INDEX spotify_playlists_by_experiment ON spotify_playlists (experiment_id)",
        ],
    ]);
}
