using System.Diagnostics;
using System.Globalization;

namespace PlayCount.Faults;

/// <summary>One experiment after the other, each disturbed, each compared with an undisturbed run.</summary>
/// <param name="data">Where everything is kept.</param>
/// <param name="random">Chooses the moments.</param>
/// <param name="size">Of the study.</param>
/// <param name="console">Is told what is done and what comes of it.</param>
internal sealed class Campaign(string data, Random random, StudySize size, TextWriter console) : IAsyncDisposable
{
    private const int MostKillsAnExperiment = 5; // of each service
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, int> _bites = StoredRows.Workers.ToDictionary(service => service, _ => 0);
    private FaultStudy _study = null!;
    private Trial _trial = null!;
    private Kills _kills = null!;
    private int _experiments;

    /// <summary>Everything that was not as it must be, a line each.</summary>
    public List<string> Wrong { get; } = [];

    private string Expected => Path.Combine(data, "run");

    /// <summary>Makes the study, does it undisturbed, and starts the application.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _study = new FaultStudy(Path.Combine(data, "study"), size);
        var programs = Programs.Built();
        await _study.RunAsync(programs.Cli, Expected, cancellationToken);
        console.WriteLine($"undisturbed: {SameFiles.Names(Expected).Count} files");
        _trial = new Trial(() => new LocalApplication(programs.AppHost, Path.Combine(data, "host"),
            ["--triplets", _study.Triplets, "--audio", _study.Audio, "--mapping", _study.Mapping], ShortWaits.Settings));
        await _trial.ReadyAsync(cancellationToken);
        _kills = new Kills(_trial, random);
    }

    /// <summary>Kills each service as often while it holds a job.</summary>
    public async Task KillServicesAsync(int times, CancellationToken cancellationToken)
    {
        while (_bites.Values.Any(bites => bites < times))
        {
            await DisturbedAsync("services", async id =>
            {
                foreach (var service in StoredRows.Workers)
                {
                    var wanted = Math.Min(MostKillsAnExperiment, times - _bites[service]);
                    _bites[service] += await _kills.KillServiceAsync(service, id, wanted, cancellationToken);
                }
            }, cancellationToken);
            console.WriteLine("bitten so far: " + string.Join(", ", _bites.Select(one => $"{one.Key} {one.Value}"))
                + $"; {_kills.Missed} came too late");
        }

        Wrong.AddRange(await _kills.WithoutEffectAsync(cancellationToken));
    }

    /// <summary>Kills each server as often while a service of chance's choice holds a job.</summary>
    public async Task KillServersAsync(int times, CancellationToken cancellationToken)
    {
        for (var time = 0; time < times; time++)
        {
            await DisturbedAsync("servers", async id =>
            {
                // In the order of the stages, so that none is over before its turn.
                var moments = LocalApplication.Servers
                    .Select(server => (Server: server, Service: random.Next(1, StoredRows.Workers.Length)))
                    .OrderBy(moment => moment.Service).ToArray();
                foreach (var (server, service) in moments)
                {
                    var away = TimeSpan.FromMilliseconds(random.Next(3_000));
                    var holder = await _kills.KillServerAsync(server, service, id, away, cancellationToken);
                    console.WriteLine($"  {server} killed while {holder ?? "nobody"} works");
                    if (holder is null)
                        Wrong.Add($"{server} was not killed at work: {id} had none left");
                }
            }, cancellationToken);
        }
    }

    /// <summary>Kills the AppHost as often in the middle, and starts another.</summary>
    public async Task KillHostAsync(int times, CancellationToken cancellationToken)
    {
        for (var time = 0; time < times; time++)
        {
            await DisturbedAsync("host", async id =>
            {
                var service = StoredRows.Workers[random.Next(StoredRows.Workers.Length)];
                await _kills.HeldAsync(service, id, cancellationToken);
                await Task.Delay(random.Next(500), cancellationToken);
                var left = await _trial.RestartAsync(Patience, cancellationToken);
                console.WriteLine($"  AppHost killed while {service} works; left: {(left.Length == 0 ? "nothing" : left)}");
                if (left.Length > 0)
                    Wrong.Add($"the killed AppHost: {left}");
            }, cancellationToken);
        }
    }

    /// <summary>Takes the broker away for longer than a publish waits, and measures how all comes back.</summary>
    public async Task MeasureOutageAsync(CancellationToken cancellationToken) => await DisturbedAsync("outage", async id =>
    {
        await _kills.HeldAsync("training", id, cancellationToken);
        foreach (var line in await new BrokerOutage(_trial).MeasureAsync(id, cancellationToken))
            console.WriteLine($"  {line}");
    }, cancellationToken);

    /// <summary>Stops the application; nothing of it may be left.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await _trial.Application.StopAsync(cancellationToken);
        if (await _trial.Application.LeftAsync(Patience, cancellationToken) is { Length: > 0 } left)
            Wrong.Add($"the stopped AppHost: {left}");
        console.WriteLine(Wrong.Count == 0 ? "nothing is wrong" : $"WRONG:\n{string.Join('\n', Wrong)}");
    }

    public ValueTask DisposeAsync() => _trial?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Begins an experiment, disturbs it, waits for its end, checks it.</summary>
    private async Task DisturbedAsync(string kind, Func<string, Task> disturb, CancellationToken cancellationToken)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{kind}-{++_experiments}");
        var clock = Stopwatch.StartNew();
        await _trial.BeginAsync(id, _study.Settings, cancellationToken);
        await disturb(id);
        await _trial.EndAsync(id, cancellationToken);
        var wrong = await _trial.WrongAsync(id, Expected, cancellationToken);
        var losses = await _trial.LossesAsync(id, cancellationToken);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{id}: {clock.Elapsed.TotalSeconds:F0} s, ")
            + string.Create(CultureInfo.InvariantCulture, $"begun anew {losses} times, "
            + $"{(wrong.Count == 0 ? "as undisturbed" : "WRONG: " + string.Join("; ", wrong.Take(5)))}"));
        Wrong.AddRange(wrong);
    }
}
