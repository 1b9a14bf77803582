using System.Diagnostics;
using System.Net;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using PlayCount.Contracts.V1;
using PlayCount.Segmentation.Client;
using PlayCount.Services.Tests.Extraction;
using PlayCount.Services.Tests.Inference;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Calls;

/// <summary>Estimates where Segmentation is another process.</summary>
public sealed class RemotePredictTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    private readonly ModelFolder _models = new();
    private readonly TempFolder _folder = new();

    public RemotePredictTests() => _models.Write();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Dispose();
        _models.Dispose();
    }

    [Fact]
    public async Task Are_those_of_one_process_bit_for_bit()
    {
        await using var segmentation = await CallServer.SegmentationAsync(_folder["data"]);
        await using var alone = await InferenceServer.StartAsync(_models.Path);
        await using var apart = await ApartAsync(segmentation.Address);

        var (here, there) = (await PredictAsync(alone), await PredictAsync(apart));

        Assert.Equal(here, there); // doubles of protobuf are equal by their bits
        Assert.True(here.Clips > 1);
    }

    [Fact]
    public async Task Of_audio_are_unavailable_while_it_is_away_and_others_are_made()
    {
        var port = LoopbackPort.Free();
        _models.WriteClips("SONG", clips: 2);
        await using var server = await ApartAsync($"http://127.0.0.1:{port}");
        using var http = new HttpClient();

        var failure = await Assert.ThrowsAsync<RpcException>(() => PredictAsync(server));
        var stored = await server.Client.PredictAsync(new() { UserId = "ann", SongId = "SONG" }, cancellationToken: Cancel);
        var heard = await HearAsync(server);
        var away = (await http.GetAsync(server.Health, Cancel)).StatusCode;
        await using var segmentation = await CallServer.SegmentationAsync(_folder["data"], port);
        var back = await PredictAsync(server);
        var found = (await http.GetAsync(server.Health, Cancel)).StatusCode;

        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        Assert.Contains("Segmentation, which decodes audio, does not answer now", failure.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(2, stored.Estimate.Clips);
        Assert.True(heard.Final);
        Assert.True(back.Clips > 1);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (away, found));
    }

    [Theory]
    [InlineData(100, StatusCode.InvalidArgument, "cannot be used")]
    [InlineData(30_000, StatusCode.ResourceExhausted, "longer than 1 s")]
    public async Task Are_refused_as_in_one_process(int frames, StatusCode status, string text)
    {
        await using var segmentation = await CallServer.SegmentationAsync(_folder["data"]);
        await using var alone = await InferenceServer.StartAsync(_models.Path, options => options.MaxDecodedSeconds = 1);
        await using var apart = await ApartAsync(segmentation.Address);
        var sent = Sound.Wav(Sound.Pcm16(frames));
        var song = frames < 1_000 ? sent[..^51] : sent;

        var here = await Assert.ThrowsAsync<RpcException>(() => PredictAsync(alone, song));
        var there = await Assert.ThrowsAsync<RpcException>(() => PredictAsync(apart, song));

        Assert.Equal(here.Status.Detail, there.Status.Detail);
        Assert.Equal((status, status), (here.StatusCode, there.StatusCode));
        Assert.Contains(text, there.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Have_the_span_of_the_cut_below_that_of_the_estimate()
    {
        await using var segmentation = await CallServer.SegmentationAsync(_folder["data"]);
        await using var apart = await ApartAsync(segmentation.Address);
        var ended = new System.Collections.Concurrent.ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name
                is "Microsoft.AspNetCore" or "System.Net.Http" or "Grpc.Net.Client" or "PlayCount.Inference",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);

        await PredictAsync(apart);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(Patience);
        string[]? above; // a cut ends a moment after its caller has the answer; those of other tests are not below an estimate
        while ((above = ended.Where(IsCut).Select(Above).FirstOrDefault(names => names.Contains("estimate audio"))) is null)
            await Task.Delay(BetweenLooks, limit.Token);
        Assert.Equal("System.Net.Http.HttpRequestOut", above[0]);

        string[] Above(Activity span) => [.. Ancestors(ended, span).Select(other => other.OperationName)];
    }

    private static bool IsCut(Activity span) => (string?)span.GetTagItem("grpc.method") == "/playcount.v1.Segmentation/Cut"
        && span.Source.Name == "Microsoft.AspNetCore";

    private static IEnumerable<Activity> Ancestors(IReadOnlyCollection<Activity> spans, Activity span)
    {
        while (spans.FirstOrDefault(other => other.SpanId == span.ParentSpanId) is { } parent)
            yield return span = parent;
    }

    private Task<InferenceServer> ApartAsync(string address) => InferenceServer.StartAsync(
        _models.Path,
        options => options.MaxDecodedSeconds = 1,
        services => services.Configure<SegmentationOptions>(options => options.Address = address));

    private static async Task<Estimate> PredictAsync(InferenceServer server, byte[]? song = null) => (await server.Client.PredictAsync(
        new()
        {
            UserId = "ann",
            Audio = new() { Content = UnsafeByteOperations.UnsafeWrap(song ?? Sound.Wav(Sound.Pcm16(1_000))), Format = "wav" },
        },
        cancellationToken: Cancel)).Estimate;

    private static async Task<PredictStreamResponse> HearAsync(InferenceServer server)
    {
        using var call = server.Client.PredictStream(cancellationToken: Cancel);
        await call.RequestStream.WriteAsync(new() { Start = new() { UserId = "ann", SampleRateHz = 22_050, Channels = 1 } }, Cancel);
        await call.RequestStream.WriteAsync(new() { Pcm16 = ByteString.CopyFrom(Sound.Pcm16(1_000)) }, Cancel);
        await call.RequestStream.CompleteAsync();
        var last = new PredictStreamResponse();
        await foreach (var answer in call.ResponseStream.ReadAllAsync(Cancel))
            last = answer;
        return last;
    }
}
