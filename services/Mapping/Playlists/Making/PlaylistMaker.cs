using System.Net;
using Microsoft.Extensions.Options;
using PlayCount.Mapping.Playlists.Calling;
using PlayCount.Mapping.Playlists.Tokens;
using PlayCount.ServiceDefaults.Jobs;
using Polly;
using Polly.Retry;

namespace PlayCount.Mapping.Playlists.Making;

/// <summary>
/// Makes a playlist and puts a list's songs on it, each once and in order, however often it is begun: before each call that changes
/// something it reads back what earlier ones, whose answers may be lost, have left.
/// </summary>
internal sealed class PlaylistMaker(
    SpotifyPlaylists spotify, PlaylistTable table, IOptions<PlaylistOptions> options, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan FirstPark = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPark = TimeSpan.FromHours(1);

    private readonly PlaylistOptions _options = options.Value;

    /// <summary>Goes on from where its row is, to the end.</summary>
    /// <returns>The row at the end.</returns>
    /// <exception cref="JobParkedException">It goes on at a later moment.</exception>
    /// <exception cref="PlaylistStoppedException">Somebody has to do something first.</exception>
    public async Task<PlaylistRow> MakeAsync(PlaylistRow begun, CancellationToken cancellationToken)
    {
        var work = new PlaylistWork(
            spotify, table, begun with { State = PlaylistState.Waiting, NotBefore = 0, Reason = "" },
            triesRefused: begun.State == PlaylistState.Waiting); // it is new or was resumed; else it would try them after each pause
        var tried = 0;
        Task<bool> StepAsync(CancellationToken token)
        {
            tried++;
            return work.StepAsync(token);
        }

        try
        {
            await KeepAsync(work.Row);
            do
                tried = 0;
            while (!await WithRetriesAsync(StepAsync, cancellationToken));

            return await KeepAsync(work.Row with { State = PlaylistState.Done, Stalls = 0 });
        }
        catch (JobParkedException parked)
        {
            await KeepAsync(Parked(work.Row, parked.NotBefore, parked.Message));
            throw;
        }
        catch (SpotifyException e) when (e.IsTransient && work.Row.Stalls < _options.MaxStalls)
        {
            var stalls = work.Row.Stalls + 1;
            var pause = FirstPark * Math.Pow(2, Math.Min(stalls - 1, 10));
            var notBefore = time.GetUtcNow() + (pause < LongestPark ? pause : LongestPark);
            var reason = $"{e.Message} It was tried {(tried == 1 ? "once" : $"{tried} times")} and goes on by itself later ({stalls} of "
                + $"{_options.MaxStalls} times).";
            await KeepAsync(Parked(work.Row with { Stalls = stalls }, notBefore, reason));
            throw new JobParkedException(notBefore, reason, e);
        }
        catch (Exception e) when (Stop(e, work.Row) is { } stop)
        {
            await KeepAsync(work.Row with { State = stop.State, Reason = stop.Message });
            throw stop;
        }
    }

    private static PlaylistRow Parked(PlaylistRow row, DateTimeOffset notBefore, string reason) =>
        row with { State = PlaylistState.Parked, NotBefore = notBefore.ToUnixTimeMilliseconds(), Reason = reason };

    private async Task<PlaylistRow> KeepAsync(PlaylistRow row)
    {
        await table.SaveAsync(row);
        return row;
    }

    private static PlaylistStoppedException? Stop(Exception failure, PlaylistRow row) => failure switch
    {
        PlaylistStoppedException stop => stop,
        ConsentException => new(PlaylistState.SignIn, failure.Message, failure),
        TokenFileException => new(PlaylistState.SignIn, failure.Message, failure),
        SpotifyException { Status: HttpStatusCode.NotFound or HttpStatusCode.Gone } when row.SpotifyId is not null => new(
            PlaylistState.Deleted,
            "The playlist is no longer at Spotify. Resume it, and another one is made.", failure),
        SpotifyException { Status: HttpStatusCode.Forbidden } => new(PlaylistState.Failed,
            $"{failure.Message} The user who signed in may not do that: sign in as the playlist's owner, who has to be a user of the app "
                + "where it is in development mode, and resume it.", failure),
        SpotifyException { IsTransient: true } => new(PlaylistState.Failed,
            $"{failure.Message} It was parked too often in a row. See how Spotify is, and resume it.", failure),
        SpotifyException => new(PlaylistState.Failed, $"{failure.Message} Resume it once the cause is mended.", failure),
        OperationCanceledException => null,
        _ when !JobFailure.IsTransient(failure) => new(PlaylistState.Failed,
            $"It failed for a reason that was not foreseen: {JobFailure.Text(failure)} See the log of Mapping, and resume it once the "
                + "cause is mended.", failure),
        _ => null,
    };

    /// <summary>Tries a step again that failed for a reason that may pass, with growing pauses, as the settings say.</summary>
    private async Task<bool> WithRetriesAsync(Func<CancellationToken, Task<bool>> step, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + TimeSpan.FromSeconds(_options.BudgetSeconds);
        var retries = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = failed => ValueTask.FromResult(
                    failed.Outcome.Exception is SpotifyException { IsTransient: true } && time.GetUtcNow() < until),
                MaxRetryAttempts = _options.Tries - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = FirstPause,
                MaxDelay = LongestPause,
            })
            .Build();
        return await retries.ExecuteAsync(async token => await step(token), cancellationToken);
    }
}
