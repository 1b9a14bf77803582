using Microsoft.Extensions.Options;
using PlayCount.Contracts.Messages;
using PlayCount.Contracts.V1;
using PlayCount.ServiceDefaults.Files;
using PlayCount.Songs;

namespace PlayCount.Experiments.Conducting;

/// <summary>Where experiments are started, stopped and looked at, by whatever door the caller came in.</summary>
public sealed class ExperimentDesk
{
    private readonly ExperimentTable _table;
    private readonly LiveProgress _progress;
    private readonly JobWatches _jobs;
    private readonly ConductorSignal _signal;
    private readonly ExperimentTelemetry _telemetry;
    private readonly TimeProvider _time;
    private readonly string[] _roots;

    internal ExperimentDesk(
        ExperimentTable table,
        LiveProgress progress,
        JobWatches jobs,
        ConductorSignal signal,
        ExperimentTelemetry telemetry,
        TimeProvider time,
        IOptions<ExperimentOptions> options)
    {
        (_table, _progress, _jobs, _signal, _telemetry, _time) = (table, progress, jobs, signal, telemetry, time);
        _roots = [.. options.Value.Roots.Select(root => RealPaths.Of(root))];
    }

    /// <summary>Begins an experiment; the same request under the same id is the same experiment.</summary>
    /// <param name="id">1 to 64 letters, digits, _ or -; null: made from the request.</param>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentException">The id or a path cannot be used.</exception>
    /// <exception cref="InvalidOperationException">There is one of that id with another request.</exception>
    public async Task<ExperimentView> StartAsync(string? id, ExperimentRequest request, CancellationToken cancellationToken)
    {
        var name = id ?? request.MakeId();
        if (!SongId.TryParse(name, out _)) // the same alphabet: safe as the name of a folder
            throw new ArgumentException(
                $"'{Shown.Shorten(name)}' is no experiment id: 1 to 64 letters, digits, _ or -, the first a letter or digit, are.");
        RequireReadable(request.Inputs);
        var (row, isNew) = await _table.AddAsync(name, request, ExperimentTelemetry.TraceParent(), cancellationToken);
        if (isNew)
            _telemetry.Started();
        _signal.Set();
        return await ViewAsync(row, cancellationToken);
    }

    /// <exception cref="KeyNotFoundException">There is none of that id.</exception>
    public async Task<ExperimentView> GetAsync(string id, CancellationToken cancellationToken) =>
        await ViewAsync(await FindAsync(id, cancellationToken), cancellationToken, withJobs: true);

    /// <summary>All experiments, newest first.</summary>
    public async Task<IReadOnlyList<ExperimentView>> ListAsync(CancellationToken cancellationToken)
    {
        var views = new List<ExperimentView>();
        foreach (var row in await _table.ListAsync(cancellationToken))
            views.Add(await ViewAsync(row, cancellationToken));
        return views;
    }

    /// <summary>Tells how an experiment is, at once and whenever that has changed, until it has ended.</summary>
    public async IAsyncEnumerable<ExperimentView> WatchAsync(
        string id, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(500), _time);
        ExperimentView? last = null;
        do
        {
            var now = await GetAsync(id, cancellationToken);
            if (last is null || !now.ShowsSameAs(last))
                yield return now;
            last = now;
        }
        while (last.State == ExperimentState.Running && await ticks.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>Stops an experiment; what is done is kept. One that is cancelled already stays so.</summary>
    /// <exception cref="InvalidOperationException">It is done, or has failed.</exception>
    public async Task<ExperimentView> CancelAsync(string id, CancellationToken cancellationToken)
    {
        var row = await FindAsync(id, cancellationToken);
        ExperimentTelemetry.Link(row);
        if (!await _table.EndAsync(row, ExperimentState.Cancelled, failure: null, cancellationToken)
            && (row = await FindAsync(id, cancellationToken)).State != ExperimentState.Cancelled)
            throw new InvalidOperationException($"The experiment '{id}' is {row.State}; only one that runs can be cancelled.");
        _signal.Set();
        return await GetAsync(id, cancellationToken);
    }

    /// <summary>Goes on where an experiment stopped.</summary>
    /// <exception cref="InvalidOperationException">It runs, or is done.</exception>
    public async Task<ExperimentView> ResumeAsync(string id, CancellationToken cancellationToken)
    {
        var row = await FindAsync(id, cancellationToken);
        ExperimentTelemetry.Link(row);
        RequireReadable(ExperimentRequest.Parse(row.Request).Inputs);
        if (!await _table.ResumeAsync(row, cancellationToken))
            throw new InvalidOperationException(
                $"The experiment '{id}' is {row.State}; only one that failed or was cancelled can be resumed.");
        _telemetry.Resumed();
        _signal.Set();
        return await GetAsync(id, cancellationToken);
    }

    private async Task<ExperimentRow> FindAsync(string id, CancellationToken cancellationToken) =>
        await _table.GetAsync(id, cancellationToken) ?? throw new KeyNotFoundException($"There is no experiment '{Shown.Shorten(id)}'.");

    private async Task<ExperimentView> ViewAsync(ExperimentRow row, CancellationToken cancellationToken, bool withJobs = false)
    {
        var (done, total) = await _table.CountAsync(row, cancellationToken);
        var losses = _progress.Losses(row.ExperimentId);
        var jobs = withJobs && row.State == ExperimentState.Running ? _jobs.Of(losses.Select(JobOf)) : [];
        return ExperimentView.Of(row, done, total, _progress.Of(row.ExperimentId), losses, jobs, _time.GetUtcNow());
    }

    private static WatchJobRequest JobOf(EpochTrained epoch) => new()
    {
        ExperimentId = epoch.ExperimentId,
        User = epoch.User,
        Layers = epoch.Layers,
        Steps = epoch.Steps,
        Keeping = epoch.Fold < 0,
    };

    private void RequireReadable(StudyInputs inputs)
    {
        RequireFile("triplets", inputs.Triplets, "a file of user TAB song TAB plays");
        if (AudioPlace.Parse(inputs.Audio).Kind == AudioPlaceKind.Folder)
            RequireFolder("audio", inputs.Audio, "a folder of audio files");
        if (inputs.Mapping is { } mapping && !Directory.Exists(BelowARoot("mapping", mapping)))
            RequireFile("mapping", mapping, "a folder, .tar, .tar.gz, .tar.bz2 or .zip");
        if (inputs.Mismatches is { } mismatches)
            RequireFile("mismatches", mismatches, "a list of song ids such as sid_mismatches.txt");
        if (inputs.LookUp is { } lookUp)
            RequireReadable(lookUp);
    }

    private void RequireReadable(LookUpSettings lookUp)
    {
        if (lookUp.IndexFolder is { } folder)
            RequireFolder("index-folder", folder, "a folder for the index");
        if (lookUp.Overrides is { } overrides)
            RequireFile("overrides", overrides, "a file of song id,Spotify id a line");
        if (lookUp.Tracks is { } tracks)
            RequireFile("tracks", tracks, "a list such as unique_tracks.txt");
    }

    private void RequireFolder(string name, string path, string right)
    {
        if (!Directory.Exists(BelowARoot(name, path)))
            throw new ArgumentException($"{name} '{Shown.Shorten(path)}' is no folder; {right} is right.");
    }

    private void RequireFile(string name, string path, string right)
    {
        try
        {
            PlainFile.Require(BelowARoot(name, path), $"{name} '{Shown.Shorten(path)}'", right);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new ArgumentException(e.Message, e);
        }
    }

    private static string Follow(string name, string path)
    {
        try
        {
            return RealPaths.Of(path);
        }
        catch (IOException e)
        {
            throw new ArgumentException($"{name} '{Shown.Shorten(path)}' leads nowhere: {e.Message}", e);
        }
    }

    /// <summary>Follows the links of a path; where it ends must lie below an allowed root.</summary>
    private string BelowARoot(string name, string path)
    {
        if (path.Length is 0 or > 4_096 || path.Contains('\0', StringComparison.Ordinal) || !Path.IsPathFullyQualified(path))
            throw new ArgumentException($"{name} '{Shown.Shorten(path)}' is no full path of a file on the server.");
        var real = Follow(name, path);
        return _roots.Any(root => real == root
            || real.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            ? real
            : throw new ArgumentException(
                $"{name} '{Shown.Shorten(path)}' lies below no folder that experiments may read: {string.Join(", ", _roots)}. "
                    + "Put it there, or add its folder to Experiments:Roots.");
    }
}
