using System.Globalization;
using System.Net;
using Grpc.Net.Client;
using PlayCount.Contracts.V1;
using PlayCount.Experiments.Conducting;
using Service = PlayCount.Contracts.V1.Playlists;

namespace PlayCount.EndToEnd.Tests.Pages;

/// <summary>One experiment on the usual small input, started through the form and watched to its end, for tests that read its
/// pages.</summary>
public sealed class FinishedExperiment : IAsyncLifetime
{
    public const string Id = "first";

    /// <summary>A title as anybody may write it into an archive.</summary>
    public const string Title = "<script>document.title='taken'</script> & \"so on\"";

    /// <summary>Name of the playlist of its songs, which waits for a sign-in.</summary>
    public const string PlaylistName = "<b>Songs</b> of mine";

    private readonly TemporaryFolder _folder = new();

    internal RunInput Input { get; } = new();

    internal PagesHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Input.WriteRecord(0, "<img src=x onerror=alert(1)>", Title);
        Host = await PagesHost.StartAsync(_folder.In("data"), Input.In(""));
        using var visitor = new PageVisitor(Host.Address);
        using var answer = await visitor.SendAsync("/experiments/new", "/experiments/new", Fields(Id));
        Assert.Equal((HttpStatusCode.SeeOther, $"/experiments/{Id}"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Equal(ExperimentState.Done, (await Host.EndAsync(Id)).State);
        using var channel = GrpcChannel.ForAddress(Host.Calls);
        await new Service.PlaylistsClient(channel).CreateAsync(
            new CreatePlaylistRequest { Name = PlaylistName, ExperimentId = Id },
            cancellationToken: TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Input.Dispose();
        _folder.Dispose();
    }

    /// <summary>The form filled in; some of the fields otherwise.</summary>
    internal (string Name, string Value)[] Fields(string id, params (string Name, string Value)[] otherwise)
    {
        (string Name, string Value)[] usual =
        [
            ("experiment-id", id), ("triplets", Input.Triplets), ("audio", Input.Audio), ("mapping", Input.Mapping), ("top-users", "3"),
            ("clip-samples", RunInput.ClipSamples.ToString(CultureInfo.InvariantCulture)), ("layers", "1,2"), ("steps", "1,3"), ("units",
                "6"),
            ("epochs", "3"), ("song-shares", "0.5"),
        ];
        return [.. usual.Where(field => otherwise.All(other => other.Name != field.Name)), .. otherwise];
    }
}
