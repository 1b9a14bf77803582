using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;
using PlayCount.Contracts.V1;

namespace PlayCount.Services.Tests.Grpc;

public sealed class CompressionTests
{
    private static readonly ICompressionProvider[] Fastest =
        [new GzipCompressionProvider(CompressionLevel.Fastest), new DeflateCompressionProvider(CompressionLevel.Fastest)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Packs_requests_and_responses(string encoding)
    {
        await using var server = await GrpcServer.StartAsync(options: options =>
        {
            foreach (var provider in Fastest)
                options.CompressionProviders.Add(provider);
            options.ResponseCompressionAlgorithm = encoding;
            options.ResponseCompressionLevel = CompressionLevel.Optimal;
        });
        using var wire = new Wire { InnerHandler = new SocketsHttpHandler() };
        var client = new Estimator.EstimatorClient(server.Channel(options =>
        {
            options.HttpHandler = wire;
            options.CompressionProviders = Fastest;
        }));

        var response = await client.PredictAsync(
            new() { UserId = new('u', 5000) }, new Metadata { { "grpc-internal-encoding-request", encoding } }, cancellationToken: Cancel);

        Assert.Equal(5000, response.Estimate.Plays);
        Assert.Equal((encoding, encoding), (Assert.Single(wire.RequestEncodings), Assert.Single(wire.ResponseEncodings)));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Gives_back_what_was_packed_and_leaves_the_stream_open(ICompressionProvider provider, string name)
    {
        byte[] given = [.. Enumerable.Range(0, 10_000).Select(i => (byte)(i / 100))];
        using var packed = new MemoryStream();

        using (var packing = provider.CreateCompressionStream(packed, null))
            packing.Write(given);
        Assert.InRange(packed.Length, 1, given.Length / 2);
        packed.Position = 0;
        using var unpacked = new MemoryStream();
        using (var unpacking = provider.CreateDecompressionStream(packed))
            unpacking.CopyTo(unpacked);

        Assert.Equal(given, unpacked.ToArray());
        Assert.True(packed.CanRead);
        Assert.Equal(name, provider.EncodingName);
    }

    public static TheoryData<ICompressionProvider, string> Providers => new()
    {
        { new GzipCompressionProvider(CompressionLevel.Fastest), "gzip" },
        { new DeflateCompressionProvider(CompressionLevel.SmallestSize), "deflate" },
    };
}
