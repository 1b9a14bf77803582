using System.Net;
using PlayCount.Mapping.Playlists.Calling;

namespace PlayCount.Mapping.Playlists.Making;

/// <summary>One run at a playlist, step by step. A step changes something once at most, and may be done again after it failed.</summary>
/// <param name="spotify">The calls.</param>
/// <param name="table">Where it is written down.</param>
/// <param name="begun">The row to go on from.</param>
/// <param name="triesRefused">Whether songs that were refused in an earlier run are tried again.</param>
internal sealed class PlaylistWork(SpotifyPlaylists spotify, PlaylistTable table, PlaylistRow begun, bool triesRefused)
{
    private const int MostSurprises = 3;

    private IReadOnlyList<string> _wanted = begun.Wanted();
    private int? _held; // songs on the playlist as it was read or written last; null: it is read as a whole first
    private (int Least, int Most)? _left; // songs that the last change has left there, until they are seen
    private int _surprises; // changes that took effect twice, and refusals of places
    private int _batch = SpotifyPlaylists.MostSongs;
    private bool _triesRefused = triesRefused;

    /// <summary>How far it is, as it was written down last.</summary>
    public PlaylistRow Row { get; private set; } = begun;

    /// <summary>Takes a step.</summary>
    /// <returns>Whether all is done.</returns>
    public async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        if (Row.SpotifyId is not { } id)
        {
            await CreateAsync(cancellationToken);
            return false;
        }

        var held = _held;
        _held = null; // until this step has come to its end
        if (held is not { } expected || expected >= _wanted.Count || !await IsAllAsync(id, expected, cancellationToken))
        {
            var check = await CheckAsync(id, cancellationToken);
            if (check.Kind == PlaylistCheckKind.Repeated)
            {
                await ReplaceAsync(id, cancellationToken);
                return false;
            }

            if (check.Held == _wanted.Count)
                return true;
            expected = check.Held;
        }

        await AddAsync(id, expected, cancellationToken);
        return false;
    }

    /// <summary>Makes the playlist, unless an earlier call made it whose answer was lost.</summary>
    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        var id = Row.IsCreating != 0 ? await spotify.FindAsync(Row.Marker, cancellationToken) : null;
        if (id is null)
        {
            await SaveAsync(Row with { IsCreating = 1 });
            id = await spotify.CreateAsync(Row.Name, $"Made by PlayCount. {Row.Marker}", cancellationToken);
        }

        await SaveAsync(Row with { SpotifyId = id, IsCreating = 0 });
    }

    /// <summary>Whether the playlist holds so many songs.</summary>
    private async Task<bool> IsAllAsync(string id, int expected, CancellationToken cancellationToken)
    {
        if ((await spotify.ReadAsync(id, expected, cancellationToken)).Total != expected)
            return false;
        _left = null;
        await SeenAsync(expected, Row.Unavailable);
        return true;
    }

    /// <summary>Reads all that the playlist holds.</summary>
    private async Task<PlaylistCheck> CheckAsync(string id, CancellationToken cancellationToken)
    {
        var items = await ItemsAsync(id, cancellationToken);
        var check = PlaylistCheck.Of(_wanted, items);
        if (check.Kind == PlaylistCheckKind.Changed)
        {
            throw new PlaylistStoppedException(PlaylistState.Changed,
                $"Somebody else changed the playlist: {check.Difference}. Take off what was put on and move back what was moved, or delete "
                    + "the playlist, and resume it.");
        }

        if (check.Kind == PlaylistCheckKind.Repeated)
            return check;
        if (_left is { } left && (check.Held < left.Least || check.Held > left.Most))
        {
            // Adding again what is only not seen yet would add it twice.
            throw Later($"took a change that is not to be seen: the playlist was to have {left.Least} songs, and {check.Held} are seen.");
        }

        _left = null;
        var unavailable = string.Join(',', items.Zip(_wanted).Where(pair => !pair.First.IsPlayed).Select(pair => pair.Second));
        await SeenAsync(check.Held, unavailable);
        if (_triesRefused)
            await TryRefusedAsync(check.Held);
        return check;
    }

    private async Task<IReadOnlyList<PlaylistItem>> ItemsAsync(string id, CancellationToken cancellationToken)
    {
        var items = new List<PlaylistItem>();
        int? total = null;
        PlaylistPage page;
        do
        {
            page = await spotify.ReadAsync(id, items.Count, cancellationToken);
            if (page.Total != (total ??= page.Total))
                throw Later("gave parts of a playlist that do not belong together: it changed meanwhile, or one is old.");
            items.AddRange(page.Items);
        }
        while (page.Items.Count > 0 && items.Count < page.Total);
        return items;
    }

    private Task SeenAsync(int held, string unavailable) =>
        held == Row.Added && unavailable == Row.Unavailable ? Task.CompletedTask : SaveAsync(Row with
        {
            Added = held,
            Unavailable = unavailable,
            Stalls = held > Row.Added ? 0 : Row.Stalls,
        });

    /// <summary>Wants songs again that were refused, but for those whose place is before songs that are on the playlist.</summary>
    private async Task TryRefusedAsync(int held)
    {
        _triesRefused = false;
        if (Row.Refused.Length == 0)
            return;
        var ahead = PlaylistRow.Ids(Row.Tracks).SkipWhile(track => held > 0 && track != _wanted[held - 1]).ToHashSet();
        await SaveAsync(Row with { Refused = string.Join(',', PlaylistRow.Ids(Row.Refused).Where(track => !ahead.Contains(track))) });
        _wanted = Row.Wanted();
    }

    /// <summary>Has the playlist hold the first songs alone, where some of ours are on it more than once.</summary>
    private async Task ReplaceAsync(string id, CancellationToken cancellationToken)
    {
        Surprised("has songs more than once on the playlist");
        var first = _wanted.Take(SpotifyPlaylists.MostSongs).ToList();
        _left = null; // until it is known that it took effect
        await spotify.ReplaceAsync(id, first, cancellationToken);
        _left = (first.Count, first.Count);
    }

    /// <summary>Adds the next songs; one that Spotify does not take is found by halves and left out.</summary>
    private async Task AddAsync(string id, int held, CancellationToken cancellationToken)
    {
        var batch = _wanted.Skip(held).Take(_batch).ToList();
        try
        {
            await spotify.AddAsync(id, batch, held, cancellationToken);
            _held = held + batch.Count;
            _left = (held + batch.Count, int.MaxValue);
        }
        catch (SpotifyException e) when (e.Status == HttpStatusCode.BadRequest)
        {
            if (batch is [var refused])
                await RefuseAsync(id, held, refused, cancellationToken);
            else
                (_held, _batch) = (held, batch.Count / 2);
        }
    }

    /// <summary>Leaves a song out that was refused alone, unless it is not the song that was refused.</summary>
    private async Task RefuseAsync(string id, int held, string refused, CancellationToken cancellationToken)
    {
        _batch = SpotifyPlaylists.MostSongs;
        if ((await spotify.ReadAsync(id, held, cancellationToken)).Total != held)
        {
            Surprised("does not have so many songs on the playlist as it gave");
            return; // others changed it, and its place may be what was refused: it is read as a whole
        }

        var all = Row.Refused.Length == 0 ? refused : $"{Row.Refused},{refused}";
        if (held == 0 && (Row.Refused.Length > 0 || _wanted.Count == 1))
        {
            await SaveAsync(Row with { Refused = "" });
            throw new PlaylistStoppedException(PlaylistState.Failed,
                $"Spotify's Web API answered 400 to a request to add songs, for each alone of '{all}', and has taken none yet: it may be "
                    + "no fault of theirs. See whether these are ids of songs at Spotify: if so, resume it later, else create one without "
                    + "them.");
        }

        _held = held;
        await SaveAsync(Row with { Refused = all });
        _wanted = Row.Wanted();
    }

    /// <summary>Ends a run in which the same comes again and again: without a pause it would go on for ever.</summary>
    private void Surprised(string what)
    {
        if (++_surprises > MostSurprises)
            throw Later($"{what}, again after {MostSurprises} repairs.");
    }

    private static SpotifyException Later(string what) => new($"Spotify's Web API {what}", inner: null); // may pass

    private async Task SaveAsync(PlaylistRow row)
    {
        await table.SaveAsync(row);
        Row = row;
    }
}
