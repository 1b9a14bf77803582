using System.Globalization;
using PlayCount.ServiceDefaults.Jobs;

namespace PlayCount.Mapping.Playlists.Calling;

/// <summary>Stands before every call of the app: while Spotify wants none, none goes out, whoever makes it.</summary>
internal sealed class AppGate(AppTable apps, TimeProvider time)
{
    private readonly Lock _turn = new();
    private long _told; // milliseconds since 1970 before which none may go out, also where its row could not be written

    /// <summary>Lets a call pass.</summary>
    /// <exception cref="JobParkedException">None may go out now.</exception>
    public async Task PassAsync(CancellationToken cancellationToken)
    {
        var written = await apps.NotBeforeAsync(cancellationToken);
        var told = Told(); // only now: it may have been told while the row was read
        var until = DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(written, told));
        if (time.GetUtcNow() >= until)
            return;
        if (told > written)
            await apps.CloseAsync(told, CancellationToken.None);
        throw Parked(until);
    }

    /// <summary>Lets none pass until a moment.</summary>
    /// <returns>What the call that was told so fails with.</returns>
    public async Task<JobParkedException> CloseAsync(DateTimeOffset until)
    {
        // A moment of whole milliseconds that is not earlier.
        var milliseconds = until.ToUnixTimeMilliseconds();
        if (DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) < until)
            milliseconds++;
        lock (_turn)
            _told = Math.Max(_told, milliseconds);
        await apps.CloseAsync(milliseconds, CancellationToken.None);
        return Parked(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
    }

    private long Told()
    {
        lock (_turn)
            return _told;
    }

    private static JobParkedException Parked(DateTimeOffset until) => new(until, string.Create(
        CultureInfo.InvariantCulture,
        $"Spotify wants no calls of this app before {until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC. It goes on by itself then."));
}
