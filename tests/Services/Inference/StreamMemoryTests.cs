using Google.Protobuf;
using Grpc.Core;
using PlayCount.Contracts.V1;

namespace PlayCount.Services.Tests.Inference;

/// <summary>Alone, because it measures the memory of the whole process.</summary>
[CollectionDefinition(nameof(StreamMemoryTests), DisableParallelization = true)]
[Collection(nameof(StreamMemoryTests))]
public sealed class StreamMemoryTests : IDisposable
{
    private const int StreamedBytes = 60_000_000;
    private const int ChunkBytes = 100_000;

    /// <summary>A tenth of the sound, and a twentieth of its samples as floats: buffers, not the song.</summary>
    private const long MostGrowthBytes = 6_000_000;

    private readonly ModelFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Stays_flat_over_60_MB_of_sound()
    {
        _folder.Write("user_1/1x3", new MadeModel(ClipSamples: 22_050));
        await using var server = await InferenceServer.StartAsync(_folder.Path);
        using var call = server.Client.PredictStream(cancellationToken: Cancel);
        var heard = HearAsync(call);
        var chunk = new PredictStreamRequest { Pcm16 = ByteString.CopyFrom(Sound.Pcm16(ChunkBytes / sizeof(short))) };
        await call.RequestStream.WriteAsync(PredictStreamTests.Start(), Cancel);

        var used = new List<long>();
        for (var sent = 0; sent < StreamedBytes; sent += ChunkBytes)
        {
            await call.RequestStream.WriteAsync(chunk, Cancel);
            if (sent % (StreamedBytes / 6) == 0)
                used.Add(GC.GetTotalMemory(forceFullCollection: true));
        }

        await call.RequestStream.CompleteAsync();
        Assert.Equal(1_361, await heard); // 30,000,000 samples in clips of 22,050, the last one begun
        Assert.InRange(used.Max() - used[0], long.MinValue, MostGrowthBytes);
    }

    private static async Task<int> HearAsync(AsyncDuplexStreamingCall<PredictStreamRequest, PredictStreamResponse> call)
    {
        var clips = 0;
        await foreach (var answer in call.ResponseStream.ReadAllAsync(Cancel))
            clips = answer.ClipsHeard;
        return clips;
    }
}
