using PlayCount.ServiceDefaults.Data;

namespace PlayCount.ServiceDefaults.Jobs;

/// <summary>How the tables of an owner's jobs are made.</summary>
internal static class JobTables
{
    /// <summary>Longest name of a process.</summary>
    public const int HolderLength = 120;

    public static SqlMigrations Migrations(string owner) => new($"{owner}_jobs", engine =>
    [
        [
            $"""
            CREATE TABLE {owner}_jobs (
                job_key        VARCHAR(190) NOT NULL PRIMARY KEY,
                experiment_id  VARCHAR(64)  NOT NULL,
                round          INTEGER      NOT NULL,
                work           VARCHAR(120) NOT NULL,
                kind           VARCHAR(120) NOT NULL,
                command        LONGTEXT     NOT NULL,
                state          VARCHAR(12)  NOT NULL,
                attempts       INTEGER      NOT NULL,
                queued_at      BIGINT       NOT NULL,
                not_before     BIGINT       NOT NULL,
                lease          VARCHAR(36)  NULL,
                lease_until    BIGINT       NOT NULL,
                answer_kind    VARCHAR(120) NULL,
                answer         LONGTEXT     NULL,
                answer_version BIGINT       NOT NULL,
                answered_at    BIGINT       NOT NULL,
                is_published   INTEGER      NOT NULL,
                trace_parent   VARCHAR(64)  NULL
            ){engine.TableOptions}
            """,
            $"CREATE INDEX {ByState(owner)} ON {owner}_jobs (state, queued_at)",
            $"CREATE INDEX {owner}_jobs_by_experiment ON {owner}_jobs (experiment_id)",
            $"""
            CREATE TABLE {owner}_cancellations (
                experiment_id VARCHAR(64) NOT NULL PRIMARY KEY,
                round         INTEGER     NOT NULL
            ){engine.TableOptions}
            """,
        ],
        [
            $"ALTER TABLE {owner}_jobs ADD COLUMN failures INTEGER NOT NULL DEFAULT 0",
            $"ALTER TABLE {owner}_jobs ADD COLUMN takeovers INTEGER NOT NULL DEFAULT 0",
        ],
        [
            $"ALTER TABLE {owner}_jobs ADD COLUMN holder VARCHAR({HolderLength}) NULL",
            $"ALTER TABLE {owner}_jobs ADD COLUMN heard_at BIGINT NOT NULL DEFAULT 0",
            $"ALTER TABLE {owner}_jobs ADD COLUMN note LONGTEXT NULL",
        ],
    ]);

    /// <summary>Name of the index that holds the jobs of a state in the order they came.</summary>
    public static string ByState(string owner) => $"{owner}_jobs_by_state";
}
