namespace PlayCount.Faults;

/// <summary>A kill that bit: what the victim held when it died, and how often that had been begun until then.</summary>
internal sealed record Bite(string Victim, HeldJob Job);

/// <summary>Kills parts of the application at moments that chance chooses, and starts them again.</summary>
/// <param name="trial">The application and its experiments.</param>
/// <param name="random">Chooses the moments.</param>
internal sealed class Kills(Trial trial, Random random)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(5);

    /// <summary>How much later than its job is seen a victim may be killed, milliseconds: about as long as its jobs last.</summary>
    private static readonly Dictionary<string, int> LongestWaits = new()
    {
        ["extraction"] = 1_500,
        ["mapping"] = 800,
        ["segmentation"] = 250,
        ["training"] = 600,
    };

    // Leases of those who are dead.
    private readonly HashSet<string> _dead = [];

    /// <summary>What was held by those that were killed.</summary>
    public List<Bite> Bites { get; } = [];

    /// <summary>How many kills came after the job they were meant for had ended.</summary>
    public int Missed { get; private set; }

    /// <summary>
    /// Kills a service while it holds a job, until that has bitten as often, or the experiment has no more work for it; starts it again
    /// after each.
    /// </summary>
    /// <returns>How often it bit.</returns>
    public async Task<int> KillServiceAsync(string service, string experiment, int times, CancellationToken cancellationToken)
    {
        var bites = 0;
        while (bites < times && await HeldAsync(service, experiment, cancellationToken) is { Count: > 0 })
        {
            await Task.Delay(random.Next(LongestWaits[service]), cancellationToken);
            var id = await trial.Application.KillAsync(service, cancellationToken);
            await trial.History.AddAsync("kill", service, cancellationToken);
            var held = (await trial.Rows.HeldAsync(service, cancellationToken)).Where(job => !_dead.Contains(job.Lease)).ToArray();
            Bites.AddRange(held.Select(job => new Bite(service, job)));
            _dead.UnionWith(held.Select(job => job.Lease));
            bites += held.Length > 0 ? 1 : 0;
            Missed += held.Length > 0 ? 0 : 1;
            await trial.Application.StartAsync(service, id, cancellationToken);
            await trial.History.AddAsync("start", service, cancellationToken);
        }

        return bites;
    }

    /// <summary>
    /// Kills a server while a job of a service is held, or of one after it where that has no work left, and starts the server again a while
    /// later.
    /// </summary>
    /// <returns>The service that held a job; null: all work is done.</returns>
    public async Task<string?> KillServerAsync(
        string server, int service, string experiment, TimeSpan away, CancellationToken cancellationToken)
    {
        foreach (var holder in StoredRows.Workers.Skip(service))
        {
            if (!await IsAtWorkAsync(holder, experiment, cancellationToken))
                continue;
            await trial.History.AddAsync("kill", server, cancellationToken); // while there is a server to write it down
            var id = await trial.Application.KillAsync(server, cancellationToken);
            await Task.Delay(away, cancellationToken);
            await trial.Application.StartAsync(server, id, cancellationToken);
            return holder;
        }

        return null;
    }

    /// <summary>Waits until a job of the experiment is held by a process that lives, or the experiment has no such work left.</summary>
    public async Task<IReadOnlyList<HeldJob>> HeldAsync(string service, string experiment, CancellationToken cancellationToken)
    {
        for (var looks = 0; ; looks++)
        {
            var held = (await trial.Rows.HeldAsync(service, cancellationToken))
                .Where(job => !_dead.Contains(job.Lease) && job.JobKey.StartsWith(experiment + "/", StringComparison.Ordinal)).ToArray();
            if (held.Length > 0 || (looks % 100 == 99 && !await IsToComeAsync(service, experiment, cancellationToken)))
                return held;
            await Task.Delay(BetweenLooks, cancellationToken);
        }
    }

    /// <summary>The bites whose job was not begun again: what the victim held was lost, or nobody had held it.</summary>
    public async Task<IReadOnlyList<string>> WithoutEffectAsync(CancellationToken cancellationToken)
    {
        var lost = new List<string>();
        foreach (var bite in Bites)
        {
            var now = await trial.Rows.QueryAsync<HeldJob>(
                $"""
                SELECT '{bite.Victim}' AS Owner, job_key AS JobKey, '' AS Lease, CAST(attempts AS SIGNED) AS Attempts,
                       CAST(takeovers AS SIGNED) AS Takeovers
                FROM {bite.Victim}_jobs WHERE job_key = @JobKey AND attempts >= 2 AND attempts > @Attempts AND takeovers > @Takeovers
                """,
                bite.Job, cancellationToken);
            if (now.Count == 0)
                lost.Add($"{bite.Job.JobKey}, held by {bite.Victim} when it was killed, was not begun again");
        }

        return lost;
    }

    /// <summary>Waits for a moment at which a job of the service is held.</summary>
    /// <returns>False: the experiment has no work left for it.</returns>
    private async Task<bool> IsAtWorkAsync(string service, string experiment, CancellationToken cancellationToken)
    {
        HashSet<string> seen, held;
        do
        {
            seen = [.. (await HeldAsync(service, experiment, cancellationToken)).Select(job => job.Lease)];
            if (seen.Count == 0)
                return false;
            await Task.Delay(random.Next(LongestWaits[service]), cancellationToken);
            held = [.. (await trial.Rows.HeldAsync(service, cancellationToken)).Select(job => job.Lease)];
        }
        while (!seen.Overlaps(held)); // too late, it had ended
        return true;
    }

    /// <summary>Whether the experiment has not come past the service's work yet.</summary>
    private async Task<bool> IsToComeAsync(string service, string experiment, CancellationToken cancellationToken)
    {
        var now = await trial.GetAsync(experiment, cancellationToken);
        string[] last = service switch
        {
            "extraction" => ["preparing", "selecting"],
            "mapping" => ["preparing", "selecting", "mapping"],
            "segmentation" => ["preparing", "selecting", "mapping", "cutting"],
            _ => ["preparing", "selecting", "mapping", "cutting", "training", "keeping"],
        };
        return now.State == Contracts.V1.Experiment.Types.State.Running && last.Contains(now.Stage);
    }
}
