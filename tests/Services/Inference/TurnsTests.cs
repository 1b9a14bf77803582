using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using PlayCount.Audio;
using PlayCount.Contracts.V1;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Inference;

/// <summary>How much is estimated at once, and what becomes of more.</summary>
public sealed class TurnsTests : IDisposable
{
    private const string Held = "HELD";
    private const string Free = "FREE";

    private readonly ModelFolder _folder = new();
    private readonly HeldBlobs _blobs;

    public TurnsTests()
    {
        _folder.Write("user_1/1x1");
        _folder.WriteClips(Held, clips: 2);
        _folder.WriteClips(Free, clips: 3);
        _blobs = new HeldBlobs(_folder.Blobs, ClipFiles.Clips(SongId.Parse(Held)));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _blobs.Dispose();
        _folder.Dispose();
    }

    public static TheoryData<string> Calls => ["Predict", "Rank", "PredictStream"];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_beyond_the_line_ends_at_once_and_says_what_to_do(string call)
    {
        await using var server = await StartAsync(atOnce: 1, waiting: 0);
        var first = PredictAsync(server, Held);
        await _blobs.AskedAsync(Cancel);

        var failure = await Assert.ThrowsAsync<RpcException>(() => CallAsync(server, call));

        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
        Assert.Equal(
            "At most 1 estimate at once may be made here and 0 wait, and so many do. Call again later, or make fewer calls at once.",
            failure.Status.Detail);
        _blobs.LetGo();
        Assert.Equal(2, (await first).Estimate.Clips);
        await CallAsync(server, call);
    }

    [Fact]
    public async Task A_call_in_the_line_is_answered_when_its_turn_has_come()
    {
        await using var server = await StartAsync(atOnce: 1, waiting: 1);
        var first = PredictAsync(server, Held);
        await _blobs.AskedAsync(Cancel);
        // Of two more, one waits and one is refused: which of them is first in the line is not told.
        Task<PredictResponse>[] more = [PredictAsync(server, Free), PredictAsync(server, Free)];

        var refused = await Task.WhenAny(more);
        var failure = await Assert.ThrowsAsync<RpcException>(() => refused);
        _blobs.LetGo();

        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
        Assert.Equal(2, (await first).Estimate.Clips);
        Assert.Equal(3, (await Assert.Single(more, call => call != refused)).Estimate.Clips);
    }

    [Fact]
    public async Task As_many_as_are_allowed_are_estimated_at_once()
    {
        await using var server = await StartAsync(atOnce: 2, waiting: 0);
        var first = PredictAsync(server, Held);
        await _blobs.AskedAsync(Cancel);

        Assert.Equal(3, (await PredictAsync(server, Free)).Estimate.Clips);

        _blobs.LetGo();
        await first;
    }

    [Fact]
    public async Task A_stream_that_waits_for_its_caller_takes_no_turn()
    {
        await using var server = await StartAsync(atOnce: 1, waiting: 0);
        using var stream = server.Client.PredictStream(cancellationToken: Cancel);
        await stream.RequestStream.WriteAsync(PredictStreamTests.Start(), Cancel);
        await HearClipAsync(stream);

        Assert.Equal(3, (await PredictAsync(server, Free)).Estimate.Clips);

        await HearClipAsync(stream);
    }

    [Fact]
    public async Task A_stream_beyond_those_that_may_be_open_ends_at_once_until_another_one_has_ended()
    {
        await using var server = await StartAsync(atOnce: 1, waiting: 0, streams: 1);
        using var first = server.Client.PredictStream(cancellationToken: Cancel);
        await first.RequestStream.WriteAsync(PredictStreamTests.Start(), Cancel);
        await HearClipAsync(first);

        var failure = await Assert.ThrowsAsync<RpcException>(() => StreamAsync(server));

        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
        Assert.Equal(
            "At most 1 stream may be open here at once, and so many are. End one, or open this one later.",
            failure.Status.Detail);
        await first.RequestStream.CompleteAsync();
        while (await first.ResponseStream.MoveNext(Cancel))
        {
        }

        await StreamAsync(server);
    }

    private Task<InferenceServer> StartAsync(int atOnce, int waiting, int streams = 10) => InferenceServer.StartAsync(
        _folder.Path,
        options => (options.MaxConcurrentEstimates, options.MaxWaitingEstimates, options.MaxStreams) = (atOnce, waiting, streams),
        services => services.AddSingleton<IBlobStore>(_blobs));

    private static Task CallAsync(InferenceServer server, string call) => call switch
    {
        "Predict" => PredictAsync(server, Free),
        "Rank" => server.Client.RankAsync(new() { UserId = "ann", SongIds = { Free } }, cancellationToken: Cancel).ResponseAsync,
        _ => StreamAsync(server),
    };

    private static Task<PredictResponse> PredictAsync(InferenceServer server, string song) =>
        server.Client.PredictAsync(new() { UserId = "ann", SongId = song }, cancellationToken: Cancel).ResponseAsync;

    /// <summary>Opens a stream and closes it at once; the server's last word is its answer or its refusal.</summary>
    private static async Task StreamAsync(InferenceServer server)
    {
        using var stream = server.Client.PredictStream(cancellationToken: Cancel);
        await PredictStreamTests.SendAsync(stream, [PredictStreamTests.Start()]);
        Assert.True(await stream.ResponseStream.MoveNext(Cancel));
        Assert.True(stream.ResponseStream.Current.Final);
    }

    private static async Task HearClipAsync(AsyncDuplexStreamingCall<PredictStreamRequest, PredictStreamResponse> stream)
    {
        await stream.RequestStream.WriteAsync(new() { Pcm16 = ByteString.CopyFrom(Sound.Pcm16(ModelFolder.ClipSamples)) }, Cancel);
        Assert.True(await stream.ResponseStream.MoveNext(Cancel));
    }
}
