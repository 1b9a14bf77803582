using System.CommandLine;
using Google.Protobuf;
using PlayCount.Cli.Serving;
using PlayCount.Contracts.V1;

namespace PlayCount.Cli.Playlists;

/// <summary><c>playcount playlist</c>: songs onto a playlist at Spotify. What the service answers is JSON on stdout.</summary>
internal static class PlaylistCommand
{
    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true).WithIndentation());

    public static Command Create() => new("playlist", "Put songs on a playlist at Spotify, to listen to")
    {
        CreateOne(),
        Status(),
        Resume(),
        SignIn(),
    };

    private static Command CreateOne()
    {
        var service = new PlaylistOptions();
        var experiment = new Option<string?>("--experiment") { Description = "An experiment's mapped songs", HelpName = "ID" };
        var songs = new Option<string?>("--songs")
        {
            Description = "Spotify ids with commas between them, or @FILE with one a line, in the playlist's order",
            HelpName = "IDS",
        };
        var name = new Option<string?>("--name") { Description = "Name of the playlist; PlayCount unless given", HelpName = "NAME" };
        var id = new Option<string?>("--id") { Description = "Id of the list here; made from the list unless given", HelpName = "ID" };
        var command = new Command("create", "Make a playlist; the same list is the same playlist");
        foreach (var option in new Option[] { experiment, songs, name, id }.Concat(service.All).Append(service.Opens))
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(experiment) is null == result.GetResult(songs) is null)
                result.AddError("Give one of --experiment and --songs: what is put on the playlist.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new CreatePlaylistRequest
            {
                PlaylistId = parsed.GetValue(id) ?? "",
                ExperimentId = parsed.GetValue(experiment) ?? "",
            };
            if (parsed.GetValue(songs) is { } given)
                request.TrackIds.AddRange(SongFiles.Songs(given));
            request.Name = parsed.GetValue(name) ?? (request.ExperimentId.Length > 0 ? $"PlayCount {request.ExperimentId}" : "PlayCount");
            using var client = service.Connect(parsed);
            return await SignedInAsync(service, parsed, client, await client.CreateAsync(request, cancellationToken), cancellationToken);
        });
        return command;
    }

    private static Command Status()
    {
        var service = new PlaylistOptions();
        var id = new Argument<string?>("ID") { Description = "Id of the list; all unless given", Arity = ArgumentArity.ZeroOrOne };
        var command = Of("status", "Show how a playlist is, or all, as JSON", id, service.All);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = service.Connect(parsed);
            return Show(parsed, parsed.GetValue(id) is { } one
                ? await client.GetAsync(one, cancellationToken)
                : await client.ListAsync(cancellationToken));
        });
        return command;
    }

    private static Command Resume()
    {
        var service = new PlaylistOptions();
        var id = new Argument<string>("ID") { Description = "Id of the list" };
        var command = Of("resume", "Go on with a playlist that stopped", id, service.All.Append(service.Opens));
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = service.Connect(parsed);
            var playlist = await client.ResumeAsync(parsed.GetRequiredValue(id), cancellationToken);
            return await SignedInAsync(service, parsed, client, playlist, cancellationToken);
        });
        return command;
    }

    private static Command SignIn()
    {
        var service = new PlaylistOptions();
        var command = Of("sign-in", "Sign in at Spotify; playlists that waited for it go on", null, service.All.Append(service.Opens));
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = service.Connect(parsed);
            await service.SignIn(parsed, client).RunAsync(cancellationToken);
            return CommandLine.Succeeded;
        });
        return command;
    }

    private static async Task<int> SignedInAsync(
        PlaylistOptions service, ParseResult parsed, PlaylistsClient client, Playlist playlist, CancellationToken cancellationToken)
    {
        if (playlist.State == Playlist.Types.State.SignIn)
        {
            await service.SignIn(parsed, client).RunAsync(cancellationToken);
            playlist = await client.GetAsync(playlist.PlaylistId, cancellationToken);
        }

        return Show(parsed, playlist);
    }

    private static Command Of(string name, string description, Argument? argument, IEnumerable<Option> options)
    {
        var command = new Command(name, description);
        if (argument is not null)
            command.Arguments.Add(argument);
        foreach (var option in options)
            command.Options.Add(option);
        return command;
    }

    private static int Show(ParseResult parsed, IMessage message)
    {
        parsed.InvocationConfiguration.Output.WriteLine(Json.Format(message));
        return CommandLine.Succeeded;
    }
}
