using Google.Protobuf;
using Grpc.Core;
using PlayCount.Audio;
using PlayCount.Audio.Decoding;
using PlayCount.Contracts.V1;
using PlayCount.Segmentation.Client;
using PlayCount.Services.Tests.Extraction;
using PlayCount.Services.Tests.Inference;
using Message = PlayCount.Contracts.V1.CutRequest;
using Request = PlayCount.Segmentation.Client.CutRequest;
using Service = PlayCount.Contracts.V1.Segmentation;

namespace PlayCount.Services.Tests.Calls;

/// <summary>What Segmentation answers to calls, good and bad.</summary>
public sealed class CutTests : IDisposable
{
    private const int ClipSamples = 4_096;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, int> Ways => new()
    {
        { FrontEnds.LogMel, ClipSamples }, { FrontEnds.LogMelFull, ClipSamples }, { FrontEnds.Mfcc, ClipSamples },
        { FrontEnds.Raw, ClipSamples }, { FrontEnds.Raw, 300_000 }, // a vector of more values than an answer has
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Gives_the_numbers_of_this_process_bit_for_bit(string frontEnd, int clipSamples)
    {
        await using var server = await CallServer.SegmentationAsync(_folder["data"]);
        var song = Sound.Wav(Sound.Pcm16(700_001));

        var here = await CutAsync(Here(), song, frontEnd, clipSamples);
        var there = await CutAsync(There(server.Address), song, frontEnd, clipSamples);

        Assert.Equal(ClipCutter.CountClips(700_001, clipSamples) * FrontEnds.Create(frontEnd, clipSamples).ValuesPerClip, here.Length);
        Assert.Equal(here.Select(BitConverter.SingleToInt32Bits), there.Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public async Task Damaged_songs_are_refused_with_the_words_of_this_process_and_the_next_one_is_cut()
    {
        await using var server = await CallServer.SegmentationAsync(_folder["data"]);
        var there = There(server.Address);
        var random = new Random(20);
        var refused = 0;
        for (var i = 0; i < 20; i++)
        {
            var song = Damaged(Sound.Wav(Sound.Pcm16(9_000 + i)), i, random);

            var (local, remote) = (await OutcomeAsync(Here(), song), await OutcomeAsync(there, song));

            Assert.Equal(local, remote);
            refused += local.StartsWith("System.IO.InvalidDataException", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.InRange(refused, 10, 20);
        Assert.NotEmpty(await CutAsync(there, Sound.Wav(Sound.Pcm16(9_000)), FrontEnds.LogMel, ClipSamples));
    }

    public static TheoryData<string, StatusCode, string> Refused => new()
    {
        { "nothing", StatusCode.InvalidArgument, "does not begin with a start" },
        { "audio first", StatusCode.InvalidArgument, "does not begin with a start" },
        { "a second start", StatusCode.InvalidArgument, "audio and nothing else" },
        { "an unknown front end", StatusCode.NotFound, "no front end 'wavelet'" },
        { "a clip too short", StatusCode.InvalidArgument, "1 samples" },
        { "no limits", StatusCode.InvalidArgument, "above 0" },
        { "limits that are no numbers", StatusCode.InvalidArgument, "above 0" },
        { "a long format", StatusCode.InvalidArgument, "format" },
        { "no bytes", StatusCode.InvalidArgument, "holds 0 bytes" },
        { "a large piece", StatusCode.ResourceExhausted, "pieces of at most 1048576" },
        { "a huge piece", StatusCode.ResourceExhausted, "" },
        { "more bytes than the caller takes", StatusCode.OutOfRange, "more than 1000 bytes" },
        { "more seconds than the caller takes", StatusCode.OutOfRange, "longer than 0.1 s" },
        { "more seconds than the server takes", StatusCode.OutOfRange, "longer than 1 s" },
        { "bytes without end", StatusCode.OutOfRange, "more than 200000 bytes" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Refuses_and_says_why(string what, StatusCode status, string text)
    {
        await using var server = await CallServer.SegmentationAsync(
            _folder["data"], null, ("Segmentation:Serving:MaxBytes", "200000"), ("Segmentation:Serving:MaxDecodedSeconds", "1"));
        using var call = new Service.SegmentationClient(server.Channel()).Cut(cancellationToken: Cancel);

        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await SendAsync(call, Messages(what));
            await foreach (var _ in call.ResponseStream.ReadAllAsync(Cancel))
                Assert.Fail("It was cut.");
        });

        Assert.Equal(status, failure.StatusCode);
        Assert.Contains(text, failure.Status.Detail, StringComparison.Ordinal);
        var limits = await new Service.SegmentationClient(server.Channel()).GetCutLimitsAsync(new(), cancellationToken: Cancel);
        Assert.Equal((1, 200_000), (limits.MaxSeconds, limits.MaxBytes));
    }

    [Fact]
    public async Task Ends_a_call_that_stands_still()
    {
        await using var server = await CallServer.SegmentationAsync(_folder["data"], null, ("Segmentation:Serving:IdleSeconds", "0.2"));
        using var call = new Service.SegmentationClient(server.Channel()).Cut(cancellationToken: Cancel);
        await call.RequestStream.WriteAsync(Start(), Cancel);

        var failure = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancel));

        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
    }

    [Fact]
    public async Task A_call_beyond_those_that_are_open_is_refused_until_one_is_cancelled()
    {
        await using var server = await CallServer.SegmentationAsync(_folder["data"], null, ("Segmentation:Serving:MaxCalls", "1"));
        var song = Sound.Wav(Sound.Pcm16(9_000));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(Patience);

        (await HoldAsync()).Dispose();

        // The server hears of the end a moment after its caller.
        while (await IsBusyAsync())
            await Task.Delay(BetweenLooks, limit.Token);

        async Task<bool> IsBusyAsync() => (await OutcomeAsync(There(server.Address), song)).Contains("busy", StringComparison.Ordinal);

        // The place may be another's for a moment, and then this call is refused: it is made again.
        async Task<IDisposable> HoldAsync()
        {
            while (true)
            {
                var call = new Service.SegmentationClient(server.Channel()).Cut(cancellationToken: limit.Token);
                try
                {
                    await call.RequestStream.WriteAsync(Start(), limit.Token);
                    if (await IsBusyAsync())
                        return call;
                }
                catch (RpcException)
                {
                    // refused
                }

                call.Dispose();
                await Task.Delay(BetweenLooks, limit.Token);
            }
        }
    }

    [Fact]
    public async Task A_server_that_is_away_is_told_in_time_and_found_again()
    {
        var port = PlayCount.Tests.LoopbackPort.Free();
        var cutter = There($"http://127.0.0.1:{port}");
        var song = Sound.Wav(Sound.Pcm16(9_000));

        var away = await Assert.ThrowsAsync<SegmentationAwayException>(() => CutAsync(cutter, song, FrontEnds.LogMel, ClipSamples));
        await using var server = await CallServer.SegmentationAsync(_folder["data"], port);
        var back = await CutAsync(cutter, song, FrontEnds.LogMel, ClipSamples);

        Assert.Equal("Segmentation, which decodes audio, does not answer now: it is not there, or stops.", away.Message);
        Assert.NotEmpty(back);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, PlayCount.Tests.LoopbackPort.Free());
        listener.Start();

        var mute = await Assert.ThrowsAsync<SegmentationAwayException>(() => CutAsync(
            There($"http://{listener.LocalEndpoint}", ("Segmentation:CutSeconds", "0.3")), Sound.Wav(Sound.Pcm16(9_000)), FrontEnds.LogMel,
            ClipSamples));

        Assert.EndsWith("it took too long.", mute.Message, StringComparison.Ordinal);
    }

    private static ISongCutter Here() => Cutters.Make();

    private static ISongCutter There(string address, params (string Key, string Value)[] settings) =>
        Cutters.Make([("Segmentation:Address", address), .. settings]);

    private static async Task<float[]> CutAsync(ISongCutter cutter, byte[] song, string frontEnd, int clipSamples)
    {
        var values = new List<float>();
        var request = new Request(new MemoryStream(song), "wav", frontEnd, clipSamples, MaxSeconds: 60, MaxBytes: 1 << 30);
        await foreach (var vectors in cutter.CutAsync(request, (read, _) => Task.FromResult(read()), Cancel))
        {
            Assert.Equal(0, vectors.Length % FrontEnds.Create(frontEnd, clipSamples).ValuesPerClip);
            values.AddRange(vectors.Span);
        }

        return [.. values];
    }

    private static async Task<string> OutcomeAsync(ISongCutter cutter, byte[] song)
    {
        try
        {
            var values = await CutAsync(cutter, song, FrontEnds.Mfcc, ClipSamples);
            return string.Join(' ', values.Select(BitConverter.SingleToInt32Bits));
        }
        catch (Exception e) when (e is InvalidDataException or SongTooLongException or SegmentationAwayException)
        {
            return $"{e.GetType()}: {e.Message}";
        }
    }

    /// <summary>Cut off, without its begin, or with bytes of the header changed.</summary>
    private static byte[] Damaged(byte[] song, int way, Random random)
    {
        switch (way % 4)
        {
            case 0:
                return song[..random.Next(song.Length)];
            case 1:
                return song[random.Next(1, 40)..];
            case 2:
                random.NextBytes(song.AsSpan(0, random.Next(1, 44)));
                return song;
            default:
                song[random.Next(44)] ^= (byte)random.Next(1, 256);
                return song;
        }
    }

    private static async Task SendAsync(AsyncDuplexStreamingCall<Message, CutResponse> call, IEnumerable<Message> messages)
    {
        try
        {
            foreach (var message in messages)
                await call.RequestStream.WriteAsync(message, Cancel);
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            // The call has ended; its answers tell how.
        }
    }

    private static Message Start(Action<CutStart>? change = null)
    {
        var start = new CutStart
        {
            Format = "wav",
            FrontEnd = FrontEnds.LogMel,
            ClipSamples = ClipSamples,
            MaxSeconds = 60,
            MaxBytes = 1 << 20,
        };
        change?.Invoke(start);
        return new() { Start = start };
    }

    private static Message Audio(byte[] bytes) => new() { Audio = UnsafeByteOperations.UnsafeWrap(bytes) };

    private static IEnumerable<Message> Messages(string what) => what switch
    {
        "nothing" => [],
        "audio first" => [Audio(Sound.Wav(Sound.Pcm16(500)))],
        "a second start" => [Start(), Start()],
        "an unknown front end" => [Start(start => start.FrontEnd = "wavelet")],
        "a clip too short" => [Start(start => start.ClipSamples = 1)],
        "no limits" => [Start(start => start.MaxBytes = 0)],
        "limits that are no numbers" => [Start(start => start.MaxSeconds = double.NaN)],
        "a long format" => [Start(start => start.Format = new('w', 17))],
        "no bytes" => [Start()],
        "a large piece" => [Start(), Audio(new byte[(1 << 20) + 1])],
        "a huge piece" => [Start(), Audio(new byte[3 << 20])],
        "more bytes than the caller takes" => [Start(start => start.MaxBytes = 1_000), Audio(new byte[1_001])],
        "more seconds than the caller takes" => [Start(start => start.MaxSeconds = 0.1), Audio(Sound.Wav(Sound.Pcm16(5_000)))],
        "more seconds than the server takes" => [Start(), Audio(Sound.Wav(Sound.Pcm16(30_000)))],
        "bytes without end" => Endless(),
        _ => throw new ArgumentException(what, nameof(what)),
    };

    private static IEnumerable<Message> Endless()
    {
        yield return Start();
        while (true)
            yield return Audio(new byte[10_000]);
    }
}
