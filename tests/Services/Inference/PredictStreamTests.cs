using Google.Protobuf;
using Grpc.Core;
using PlayCount.Audio;
using PlayCount.Contracts.V1;
using SentAudio = PlayCount.Contracts.V1.Audio; // the bare name is a namespace

namespace PlayCount.Services.Tests.Inference;

public sealed class PredictStreamTests : IDisposable
{
    private readonly ModelFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Answers_after_each_full_clip_and_at_the_end()
    {
        _folder.Write("user_1/1x2");
        await using var server = await InferenceServer.StartAsync(_folder.Path);
        var pcm16 = Sound.Pcm16((5 * ModelFolder.ClipSamples) + 1);

        var answers = await HearAsync(server, Start(), pcm16);

        Assert.Equal([1, 2, 3, 4, 5, 6], answers.Select(answer => answer.ClipsHeard)); // at the end the sixth, filled up
        Assert.Equal([0, 2, 2, 4, 4, 6], answers.Select(answer => answer.Estimate?.Clips ?? 0));
        Assert.Equal([false, false, false, false, false, true], answers.Select(answer => answer.Final));
        Assert.Equal(answers[1].Estimate, answers[2].Estimate);
        Assert.NotEqual(answers[2].Estimate, answers[3].Estimate);
    }

    [Fact]
    public async Task Answers_while_it_is_heard()
    {
        _folder.Write("user_1/1x1");
        await using var server = await InferenceServer.StartAsync(_folder.Path);
        using var call = server.Client.PredictStream(cancellationToken: Cancel);
        await call.RequestStream.WriteAsync(Start(), Cancel);
        for (var clip = 1; clip <= 3; clip++)
        {
            await call.RequestStream.WriteAsync(new() { Pcm16 = ByteString.CopyFrom(Sound.Pcm16(ModelFolder.ClipSamples)) }, Cancel);
            Assert.True(await call.ResponseStream.MoveNext(Cancel));
            Assert.Equal(clip, call.ResponseStream.Current.Estimate.Clips);
        }

        await call.RequestStream.CompleteAsync();
        Assert.True(await call.ResponseStream.MoveNext(Cancel));
        Assert.True(call.ResponseStream.Current is { Final: true, ClipsHeard: 3 });
        Assert.False(await call.ResponseStream.MoveNext(Cancel));
    }

    [Theory]
    [InlineData(22_050, 1, 1, FrontEnds.Raw)]
    [InlineData(22_050, 2, 7, FrontEnds.Raw)]
    [InlineData(44_100, 2, 1_000_000, FrontEnds.LogMel)]
    [InlineData(8_000, 1, 4_093, FrontEnds.Mfcc)]
    [InlineData(48_000, 6, 333, FrontEnds.LogMelFull)]
    public async Task Ends_with_the_estimate_of_the_same_sound_as_a_file(int rateHz, int channels, int chunkBytes, string frontEnd)
    {
        _folder.Write("user_1/1x2", new MadeModel(FrontEnd: frontEnd, ClipSamples: 2_048));
        await using var server = await InferenceServer.StartAsync(_folder.Path);
        var pcm16 = Sound.Pcm16(frames: rateHz / 2, channels);

        var whole = await server.Client.PredictAsync(new()
        {
            UserId = "ann",
            Audio = new SentAudio { Content = ByteString.CopyFrom(Sound.Wav(pcm16, channels, rateHz)) },
        }, cancellationToken: Cancel);
        var heard = await HearAsync(server, Start(rateHz, channels), pcm16, chunkBytes);

        Assert.Equal(6, whole.Estimate.Clips); // half a second are 11,025 samples: 6 clips of 2,048, the last one begun
        Assert.Equal(whole.Estimate, heard[^1].Estimate);
    }

    [Fact]
    public async Task Ends_without_an_estimate_where_too_little_was_heard()
    {
        _folder.Write("user_1/1x2");
        await using var server = await InferenceServer.StartAsync(_folder.Path);

        Assert.Equal([new() { ClipsHeard = 1, Final = true }], await HearAsync(server, Start(), Sound.Pcm16(3)));
        Assert.Equal([new() { Final = true }], await HearAsync(server, Start(), []));
    }

    public static TheoryData<string, StatusCode, string> Refused => new()
    {
        { "nothing", StatusCode.InvalidArgument, "does not begin with a start" },
        { "sound first", StatusCode.InvalidArgument, "does not begin with a start" },
        { "two starts", StatusCode.InvalidArgument, "nothing else" },
        { "an empty part", StatusCode.InvalidArgument, "nothing else" },
        { "half a frame", StatusCode.InvalidArgument, "1 bytes after its begin" },
        { "a listener that is none", StatusCode.InvalidArgument, "no user id" },
        { "no such listener", StatusCode.NotFound, "ListModels" },
        { "no such model", StatusCode.NotFound, "ListModels" },
        { "no rate", StatusCode.InvalidArgument, "0 samples a second" },
        { "a rate too high", StatusCode.InvalidArgument, "384001" },
        { "no channels", StatusCode.InvalidArgument, "0 channels" },
        { "65 channels", StatusCode.InvalidArgument, "65 channels" },
        { "too long a song", StatusCode.ResourceExhausted, "longer than 1 s" },
        { "too large a message", StatusCode.ResourceExhausted, "" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Refuses_and_says_what_to_do(string what, StatusCode status, string text)
    {
        _folder.Write();
        await using var server = await InferenceServer.StartAsync(_folder.Path, options =>
        {
            options.MaxDecodedSeconds = 1;
            options.MaxReceiveBytes = 1 << 20;
        });

        var failure = await Assert.ThrowsAsync<RpcException>(() => HearAsync(server, Requests(what)));

        Assert.Equal(status, failure.StatusCode);
        Assert.Contains(text, failure.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Is_ended_when_it_stands_still(bool begun)
    {
        _folder.Write();
        await using var server = await InferenceServer.StartAsync(_folder.Path, options => options.IdleSeconds = 0.1);
        using var call = server.Client.PredictStream(cancellationToken: Cancel);
        if (begun)
            await call.RequestStream.WriteAsync(Start(), Cancel);

        var failure = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancel));

        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
        Assert.Contains("Nothing was sent or taken for 0.1 s", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_ended_when_nobody_takes_the_answers()
    {
        _folder.Write("user_1/1x1", new MadeModel(ClipSamples: 1));
        await using var server = await InferenceServer.StartAsync(_folder.Path, options => options.IdleSeconds = 0.3);
        using var call = server.Client.PredictStream(cancellationToken: Cancel);

        await call.RequestStream.WriteAsync(Start(), Cancel);
        await call.RequestStream.WriteAsync(new() { Pcm16 = ByteString.CopyFrom(Sound.Pcm16(20_000)) }, Cancel); // as many answers

        Assert.Contains("Nothing was sent or taken", await server.Log.NextAsync(1020, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_ended_when_it_takes_too_long_in_all()
    {
        _folder.Write();
        await using var server = await InferenceServer.StartAsync(_folder.Path, options => options.MaxStreamSeconds = 1);
        using var call = server.Client.PredictStream(cancellationToken: Cancel);
        await call.RequestStream.WriteAsync(Start(), Cancel);

        var failure = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancel));

        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
        Assert.Contains("The stream took 1 s", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_ended_when_the_caller_gives_up_and_the_next_call_is_answered()
    {
        _folder.Write();
        await using var server = await InferenceServer.StartAsync(_folder.Path);
        using (var call = server.Client.PredictStream(cancellationToken: Cancel))
        {
            await call.RequestStream.WriteAsync(Start(), Cancel);
            await call.RequestStream.WriteAsync(new() { Pcm16 = ByteString.CopyFrom(Sound.Pcm16(ModelFolder.ClipSamples)) }, Cancel);
            Assert.True(await call.ResponseStream.MoveNext(Cancel));
        }

        await server.Log.NextAsync(1021, Cancel);
        Assert.True((await HearAsync(server, Start(), Sound.Pcm16(200)))[^1].Final);
    }

    [Fact]
    public async Task Is_ended_when_the_server_stops()
    {
        _folder.Write();
        await using var server = await InferenceServer.StartAsync(_folder.Path);
        using var call = server.Client.PredictStream(cancellationToken: Cancel);
        await call.RequestStream.WriteAsync(Start(), Cancel);
        await call.RequestStream.WriteAsync(new() { Pcm16 = ByteString.CopyFrom(Sound.Pcm16(ModelFolder.ClipSamples)) }, Cancel);
        Assert.True(await call.ResponseStream.MoveNext(Cancel));

        var stop = server.StopAsync(Cancel);
        // Its status is UNAVAILABLE unless the connection, which closes at the same time, is gone before.
        await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancel));

        Assert.Contains("The server stops", await server.Log.NextAsync(1020, Cancel), StringComparison.Ordinal);
        await stop;
    }

    internal static PredictStreamRequest Start(int rateHz = 22_050, int channels = 1) =>
        new() { Start = new() { UserId = "ann", SampleRateHz = rateHz, Channels = channels } };

    private static IEnumerable<PredictStreamRequest> Requests(string what) => what switch
    {
        "nothing" => [],
        "sound first" => [Pcm16(2)],
        "two starts" => [Start(), Start()],
        "an empty part" => [Start(), new()],
        "half a frame" => [Start(), Pcm16(3)],
        "a listener that is none" => [new() { Start = new() { UserId = "../ann", SampleRateHz = 22_050, Channels = 1 } }],
        "no such listener" => [new() { Start = new() { UserId = "bob", SampleRateHz = 22_050, Channels = 1 } }],
        "no such model" => [new() { Start = new() { UserId = "ann", SampleRateHz = 22_050, Channels = 1, ModelId = "user_1/9x9" } }],
        "no rate" => [Start(rateHz: 0)],
        "a rate too high" => [Start(rateHz: 384_001)],
        "no channels" => [Start(channels: 0)],
        "65 channels" => [Start(channels: 65)],
        "too long a song" => [Start(), Pcm16(2 * 22_051)],
        "too large a message" => [Start(), Pcm16((1 << 20) + 1)],
        _ => throw new ArgumentException(what, nameof(what)),
    };

    private static PredictStreamRequest Pcm16(int bytes) => new() { Pcm16 = UnsafeByteOperations.UnsafeWrap(new byte[bytes]) };

    private static Task<List<PredictStreamResponse>> HearAsync(
        InferenceServer server, PredictStreamRequest start, byte[] pcm16, int chunkBytes = int.MaxValue) => HearAsync(
            server, [start, .. pcm16.Chunk(chunkBytes).Select(chunk => new PredictStreamRequest { Pcm16 = ByteString.CopyFrom(chunk) })]);

    private static async Task<List<PredictStreamResponse>> HearAsync(InferenceServer server, IEnumerable<PredictStreamRequest> requests)
    {
        using var call = server.Client.PredictStream(cancellationToken: Cancel);
        var sending = SendAsync(call, requests);
        var answers = new List<PredictStreamResponse>();
        await foreach (var answer in call.ResponseStream.ReadAllAsync(Cancel))
            answers.Add(answer);
        await sending;
        return answers;
    }

    internal static async Task SendAsync(
        AsyncDuplexStreamingCall<PredictStreamRequest, PredictStreamResponse> call, IEnumerable<PredictStreamRequest> requests)
    {
        try
        {
            foreach (var request in requests)
                await call.RequestStream.WriteAsync(request, Cancel);
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            // The server ended the call while more was to be sent; the answers tell why.
        }
    }
}
