using PlayCount.Mapping.Playlists.Making;
using PlayCount.SpotifyFake;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Mapping.Playlists;

/// <summary>150 songs onto a playlist, whatever the network and Spotify do: once each and in order, and no call too early.</summary>
public sealed class PlaylistFaultTests
{
    private const int Songs = 150;
    private const double ImpatientSeconds = 0.2;
    private const double PatientSeconds = 30;

    private static readonly IReadOnlyList<string> MadeUp = PlaylistTrial.MadeUp(Songs);

    /// <summary>Faults of every kind, by name.</summary>
    private static readonly Dictionary<string, Fault> Kinds = new()
    {
        ["500"] = Fault.Of(500),
        ["502"] = Fault.Of(502),
        ["503 with a wait"] = new(FaultKind.Status, 503, "20", TimeSpan.FromSeconds(20)),
        ["401"] = Fault.Of(401),
        ["429 for 5 s"] = Fault.Wait(5),
        ["429 for a day"] = Fault.Wait(86_400),
        ["429 without a wait"] = Fault.Wait(null, TimeSpan.FromSeconds(30)),
        ["429 negative"] = Fault.Wait("-5", TimeSpan.FromSeconds(30)),
        ["429 absurd"] = Fault.Wait("99999999999999999999", TimeSpan.FromDays(1)),
        ["cut before"] = new(FaultKind.CutBefore),
        ["cut after"] = new(FaultKind.CutAfter),
        ["twice"] = new(FaultKind.Twice),
        ["late"] = new(FaultKind.Late),
        ["slow"] = new(FaultKind.Delay, Span: TimeSpan.FromMinutes(2)),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_fault_at_any_call_leaves_every_song_once_and_in_order(string kind)
    {
        await using var trial = await PlaylistTrial.StartAsync();
        var calls = await AtEachCallAsync(trial, MadeUp, _ => null, kind);

        for (var position = 1; position <= calls; position++)
            await AtEachCallAsync(trial, MadeUp, call => At(position, call, Kinds[kind]), $"{kind} at {position}");
    }

    [Theory]
    [InlineData(FaultKind.HangBefore)]
    [InlineData(FaultKind.HangAfter)]
    public async Task An_answer_that_never_comes_leaves_every_song_once_and_in_order(FaultKind kind)
    {
        await using var trial = await PlaylistTrial.StartAsync();
        var calls = await AtEachCallAsync(trial, MadeUp, _ => null, "none");

        for (var position = 1; position <= calls; position++)
        {
            await AtEachCallAsync(
                trial, MadeUp, call => call.Position == position ? new Fault(kind) : null, $"{kind} at {position}",
                begins: () => trial.Wait(ImpatientSeconds));
            trial.Wait(PatientSeconds);
        }
    }

    [Fact]
    public async Task A_kill_before_any_call_leaves_every_song_once_and_in_order()
    {
        await using var trial = await PlaylistTrial.StartAsync();
        var calls = await AtEachCallAsync(trial, MadeUp, _ => null, "none");

        for (var position = 1; position <= calls; position++)
        {
            await AtEachCallAsync(trial, MadeUp, _ => null, $"killed before {position}", begun => begun == position);
            Assert.Equal(1, trial.Killed);
        }
    }

    [Fact]
    public async Task A_kill_after_a_lost_answer_of_any_call_leaves_every_song_once_and_in_order()
    {
        await using var trial = await PlaylistTrial.StartAsync();
        var calls = await AtEachCallAsync(trial, MadeUp, _ => null, "none");

        for (var position = 1; position <= calls; position++)
        {
            await AtEachCallAsync(
                trial, MadeUp, call => call.Position == position ? Kinds["cut after"] : null, $"lost at {position}",
                begun => begun == position + 1);
        }
    }

    [Fact]
    public async Task Killed_again_and_again_after_three_calls_the_songs_are_once_each_and_in_order()
    {
        await using var trial = await PlaylistTrial.StartAsync();

        await AtEachCallAsync(trial, MadeUp, _ => null, "killed after three", begun => begun % 4 == 0);

        Assert.True(trial.Killed >= 3, $"{trial.Killed}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task Reads_that_are_so_many_requests_old_leave_every_song_once_and_in_order(int lag)
    {
        await using var trial = await PlaylistTrial.StartAsync();

        await AtEachCallAsync(
            trial, MadeUp, _ => null, $"{lag} behind", begins: () => trial.Spotify.Playlists.Lag = lag);
    }

    [Fact]
    public async Task Songs_that_were_taken_and_are_not_there_are_added_again_later()
    {
        await using var trial = await PlaylistTrial.StartAsync();
        for (var lost = 1; lost <= 2; lost++)
        {
            var adds = 0;
            await AtEachCallAsync(
                trial, MadeUp, call => IsAdd(call) && ++adds == lost ? new Fault(FaultKind.NoEffect) : null, $"add {lost} without effect");
        }
    }

    [Fact]
    public async Task Each_time_added_twice_the_playlist_is_parked_after_three_repairs_and_given_up_at_last()
    {
        await using var trial = await PlaylistTrial.StartAsync();
        await BeginAsync(trial, "list");
        trial.Spotify.Script = call => IsAdd(call) ? new Fault(FaultKind.Twice) : null;

        var end = await trial.RunAsync("list");

        Assert.Equal(PlaylistState.Failed, end.State);
        Assert.StartsWith("Spotify's Web API has songs more than once on the playlist, again after 3 repairs.", end.Reason,
            StringComparison.Ordinal);
        Assert.Equal(20, end.Stalls); // MaxStalls
    }

    [Fact]
    public async Task Added_without_effect_for_ever_the_playlist_is_parked_each_time_and_given_up_at_last()
    {
        await using var trial = await PlaylistTrial.StartAsync();
        await BeginAsync(trial, "list");
        trial.Spotify.Script = call => IsAdd(call) ? new Fault(FaultKind.NoEffect) : null;

        var end = await trial.RunAsync("list");

        Assert.Equal(PlaylistState.Failed, end.State);
        Assert.Equal(
            "Spotify's Web API took a change that is not to be seen: the playlist was to have 100 songs, and 0 are seen. It was parked too "
                + "often in a row. See how Spotify is, and resume it.",
            end.Reason);
        Assert.Equal(21, trial.Spotify.Calls.Count(IsAdd)); // once a run: MaxStalls runs, and the last one
    }

    [Fact]
    public Task Faults_and_kills_at_random_leave_every_song_once_and_in_order() => AtRandomAsync(MadeUp, first: 1, seeds: 40);

    [Fact]
    [Trait("Set", "Full")]
    public Task A_thousand_seeds_of_faults_and_kills_leave_every_song_once_and_in_order() =>
        AtRandomAsync(MadeUp, first: 1_001, seeds: 1_000);

    [Fact]
    [Trait("Set", "Full")]
    public async Task The_songs_that_are_mapped_come_onto_it_so_too()
    {
        string[] mapped = [.. Directory.EnumerateFiles(Outside.Data("music")).Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => name.Length == 22).Order(StringComparer.Ordinal)];
        Assert.Equal(Songs, mapped.Length);

        await AtRandomAsync(mapped, first: 1, seeds: 40);
        await using var trial = await PlaylistTrial.StartAsync();
        foreach (var (kind, fault) in Kinds)
        {
            for (var position = 1; position <= 12; position++)
                await AtEachCallAsync(trial, mapped, call => At(position, call, fault), $"{kind} at {position}");
        }
    }

    private static bool IsAdd(FakeCall call) => call.Method == "POST" && call.Path.EndsWith("/items", StringComparison.Ordinal);

    private static async Task BeginAsync(PlaylistTrial trial, string id)
    {
        await trial.SignInAsync(trial.Process());
        await trial.AddAsync(id, MadeUp);
    }

    private static Fault? At(int position, FakeCall call, Fault fault) => call.Position == position ? Of(call, fault) : null;

    /// <summary>The fault; none where a request for a token would get 401: it is refused with <c>invalid_grant</c>.</summary>
    private static Fault? Of(FakeCall call, Fault fault) => fault.Status == 401 && call.Path == "/api/token" ? null : fault;

    private static async Task AtRandomAsync(IReadOnlyList<string> wanted, int first, int seeds)
    {
        const int MostFaults = 30;
        await using var trial = await PlaylistTrial.StartAsync();
        var (faults, kills) = (0, 0);
        for (var seed = first; seed < first + seeds; seed++)
        {
            var (random, left) = (new Random(seed), MostFaults);
            var generation = (PathGeneration)random.Next(3);
            await AtEachCallAsync(
                trial,
                wanted,
                call => random.Next(4) == 0 && left-- > 0 ? Of(call, Kinds.Values.ElementAt(random.Next(Kinds.Count))) : null,
                $"seed {seed}",
                _ => random.Next(12) == 0 && left-- > 0,
                generation);
            (faults, kills) = (faults + MostFaults - left, kills + trial.Killed);
        }

        Assert.True(faults > seeds && kills > seeds / 4, $"{faults} faults and {kills} kills are too few to tell anything");
    }

    /// <summary>One playlist from the sign-in to its end, with a token that has expired.</summary>
    /// <returns>How many calls that took.</returns>
    private static async Task<int> AtEachCallAsync(
        PlaylistTrial trial,
        IReadOnlyList<string> wanted,
        Func<FakeCall, Fault?> script,
        string what,
        Func<int, bool>? kills = null,
        PathGeneration paths = PathGeneration.Both,
        Action? begins = null)
    {
        await trial.ResetAsync();
        trial.Spotify.Playlists.Paths = paths;
        await trial.SignInAsync(trial.Process());
        trial.Spotify.Accounts.Expire();
        var id = Guid.NewGuid().ToString("n");
        await trial.AddAsync(id, wanted);
        var before = trial.Spotify.Calls.Count;
        var begun = trial.Begun;
        trial.Spotify.Script = call => script(call with { Position = call.Position - before });
        trial.Kills = call => kills?.Invoke(call - begun) == true;
        begins?.Invoke();

        trial.AssertExact(await trial.RunAsync(id), wanted, what);
        return trial.Spotify.Calls.Count - before;
    }
}
