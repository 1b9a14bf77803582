using System.Globalization;
using System.Net;
using System.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PlayCount.Mapping.Playlists;
using PlayCount.Mapping.Playlists.Calling;
using PlayCount.Mapping.Playlists.Making;
using PlayCount.Mapping.Playlists.SigningIn;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Jobs;
using PlayCount.SpotifyFake;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Mapping.Playlists;

/// <summary>Thrown into a process where it is killed: nothing in it may hold that up, or write anything down.</summary>
internal sealed class KilledException() : Exception("Killed.")
{
    /// <summary>As work sees it that has failures of its own written down.</summary>
    public bool IsTransient => true;
}

/// <summary>Does something before each call that goes out.</summary>
internal sealed class BeforeCalls(Func<HttpRequestMessage, Task> act) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await act(request);
        return await base.SendAsync(request, cancellationToken);
    }
}

/// <summary>Does something after each call before its answer comes in.</summary>
internal sealed class AfterCalls(Func<HttpRequestMessage, Task> act) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        await act(request);
        return answer;
    }
}

/// <summary>
/// The fake Spotify, and processes of the service one after the other: each has nothing but the rows and the token file that the one before
/// left.
/// </summary>
internal sealed class PlaylistTrial : IAsyncDisposable
{
    private const int MostTurns = 500;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playcount-playlists-");
    private readonly List<ServiceProvider> _processes = [];
    private double _callSeconds;

    // One for all processes: there are thousands of them.
    private readonly SocketsHttpHandler _sockets = new() { AllowAutoRedirect = false };

    private PlaylistTrial(FakeSpotify spotify, VirtualClock clock, double callSeconds) =>
        (Spotify, Clock, _callSeconds) = (spotify, clock, callSeconds);

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public FakeSpotify Spotify { get; }

    public VirtualClock Clock { get; }

    /// <summary>Where the token is kept.</summary>
    public string TokenPath => Path.Combine(_folder.FullName, "token", "spotify.json");

    /// <summary>Says before each call whether the process is killed there; told how many there were.</summary>
    public Func<int, bool> Kills { get; set; } = _ => false;

    /// <summary>Calls that were begun, those included that a kill prevented.</summary>
    public int Begun { get; private set; }

    /// <summary>How often a process was killed.</summary>
    public int Killed { get; private set; }

    /// <param name="callSeconds">Seconds by the machine's clock until a call has failed.</param>
    public static async Task<PlaylistTrial> StartAsync(double callSeconds = 30)
    {
        var clock = new VirtualClock();
        return new(await FakeSpotify.StartAsync(clock, LoopbackPort.Free(), Cancel), clock, callSeconds);
    }

    /// <summary>Ids that no song has.</summary>
    public static IReadOnlyList<string> MadeUp(int count, string kind = "s") =>
        [.. Enumerable.Range(1, count).Select(i => $"{kind}{i.ToString(CultureInfo.InvariantCulture).PadLeft(21, '0')}")];

    /// <summary>Processes that begin from now on wait so many seconds by the machine's clock until a call has failed.</summary>
    public void Wait(double callSeconds) => _callSeconds = callSeconds;

    /// <summary>Forgets what was, all but the rows of playlists.</summary>
    public async Task ResetAsync()
    {
        EndProcesses();
        Spotify.Reset();
        (Kills, Begun, Killed) = (_ => false, 0, 0);
        if (File.Exists(TokenPath))
            File.Delete(TokenPath);
        await SqlAsync("DELETE FROM spotify_apps");
    }

    /// <summary>Does something with the tables of playlists.</summary>
    public Task SqlAsync(string statement) => Process().GetRequiredService<ISqlStores>()
        .Open(SpotifyTables.Owner, SpotifyTables.Migrations).ExecuteAsync(statement, null, Cancel);

    /// <summary>A process that begins now.</summary>
    public ServiceProvider Process(Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(Settings()).Build());
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace));
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<ISqlStores>(new SqliteFolder(Path.Combine(_folder.FullName, "sql")));
        services.AddPlaylists();
        services.AddHttpClient("spotify").ConfigurePrimaryHttpMessageHandler(() => _sockets).AddHttpMessageHandler(() => new Wire(this));
        more?.Invoke(services);
        var process = services.BuildServiceProvider();
        _processes.Add(process);
        return process;
    }

    public Dictionary<string, string?> Settings() => new()
    {
        ["Mapping:Playlists:ClientId"] = FakeAccounts.ClientId,
        ["Mapping:Playlists:Api"] = Spotify.Address.ToString(),
        ["Mapping:Playlists:Accounts"] = Spotify.Address.ToString(),
        ["Mapping:Playlists:TokenFile"] = TokenPath,
        ["Mapping:Playlists:CallSeconds"] = _callSeconds.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Signs in as a user does.</summary>
    public async Task SignInAsync(IServiceProvider process)
    {
        var signIn = process.GetRequiredService<SignIn>();
        var question = await signIn.BeginAsync(Cancel);
        var answer = await BrowseAsync(question.Address);
        await signIn.EndAsync(answer["code"]!, answer["state"]!, Cancel);
    }

    /// <summary>What a browser would bring back from an address: the query of where it is sent.</summary>
    public async Task<System.Collections.Specialized.NameValueCollection> BrowseAsync(Uri address)
    {
        Spotify.Accounts.Redirects.Add("http://127.0.0.1:5343/callback");
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var sent = await browser.GetAsync(address, Cancel);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        return HttpUtility.ParseQueryString(sent.Headers.Location!.Query);
    }

    /// <summary>Stores a list.</summary>
    public Task<PlaylistRow> AddAsync(string id, IReadOnlyCollection<string> tracks) =>
        Process().GetRequiredService<PlaylistTable>().AddAsync(id, "", "A list", tracks, PlaylistState.Waiting, Cancel);

    /// <summary>Goes on as the service would: at a not-before, and in a new process after a kill, until it ends.</summary>
    /// <returns>The row at the end: done, or stopped where somebody has to do something.</returns>
    public async Task<PlaylistRow> RunAsync(string id)
    {
        var process = Process();
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var table = process.GetRequiredService<PlaylistTable>();
            try
            {
                var row = (await table.FindAsync(id, Cancel))!;
                return await process.GetRequiredService<PlaylistMaker>().MakeAsync(row, Cancel);
            }
            catch (JobParkedException parked)
            {
                Clock.PassTo(parked.NotBefore);
            }
            catch (PlaylistStoppedException)
            {
                return (await table.FindAsync(id, Cancel))!;
            }
            catch (KilledException)
            {
                EndProcesses();
                process = Process();
            }
        }

        throw new InvalidOperationException($"The playlist '{id}' did not come to an end.");
    }

    /// <summary>Goes on with one that stopped.</summary>
    public Task ResumeAsync(string id) => Process().GetRequiredService<PlaylistTable>().ResumeAsync(id, Cancel);

    /// <summary>Every song once and in order, and no call too early.</summary>
    public void AssertExact(PlaylistRow row, IReadOnlyList<string> wanted, string what)
    {
        Assert.True(row.State == PlaylistState.Done, $"{what}: {row.State}, {row.Reason}");
        var made = Assert.Single(Spotify.Playlists.All, playlist => playlist.Id == row.SpotifyId);
        Assert.True(made.Tracks.SequenceEqual(wanted), $"{what}: {made.Tracks.Count} songs, {made.Tracks.Distinct().Count()} different");
        Assert.True(Spotify.Early.IsEmpty, $"{what}: {string.Join(", ", Spotify.Early)} came too early");
        Assert.All(Spotify.Playlists.All.Where(playlist => playlist != made), playlist => Assert.Empty(playlist.Tracks));
    }

    public async ValueTask DisposeAsync()
    {
        EndProcesses();
        _sockets.Dispose();
        await Spotify.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private void EndProcesses()
    {
        foreach (var process in _processes)
            process.Dispose();
        _processes.Clear();
    }

    private sealed class Wire(PlaylistTrial trial) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!trial.Kills(++trial.Begun))
                return base.SendAsync(request, cancellationToken);
            trial.Killed++;
            throw new KilledException();
        }
    }
}
