using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Grpc.Core;
using PlayCount.Contracts.V1;

namespace PlayCount.Services.Tests.Grpc;

/// <summary>What another implementation of gRPC meets on the wire.</summary>
/// <remarks>Source: "gRPC over HTTP2", gRPC documentation.</remarks>
public sealed class WireTests
{
    private const int PrefixBytes = 5; // 1: whether it is compressed; 4: length, big-endian

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(default(WriteFlags), 1)]
    [InlineData(WriteFlags.NoCompress, 0)]
    public async Task Frames_a_message_and_says_whether_it_is_compressed(WriteFlags flags, byte compressed)
    {
        await using var server = await GrpcServer.StartAsync(
            new()
            {
                OnPredict = (_, context) =>
                {
                    context.WriteOptions = new(flags);
                    return Task.FromResult(new PredictResponse { Estimate = new() { ModelId = new('m', 100) } });
                },
            },
            options => options.ResponseCompressionAlgorithm = "gzip");

        using var response = await PostAsync(server);
        var body = await response.Content.ReadAsByteArrayAsync(Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/grpc", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(compressed, body[0]);
        Assert.Equal(body.Length - PrefixBytes, BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(1)));
        Assert.Equal("0", Assert.Single(response.TrailingHeaders.GetValues("grpc-status")));
    }

    [Fact]
    public async Task Sends_a_failure_without_a_body_its_text_percent_encoded()
    {
        await using var server = await GrpcServer.StartAsync(new()
        {
            OnPredict = (_, _) => throw new RpcException(new Status(StatusCode.NotFound, "No 'Zoë': 100 %")),
        });

        using var response = await PostAsync(server);

        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal("5", Single(response, "grpc-status"));
        Assert.Equal("No 'Zo%C3%AB': 100 %25", Single(response, "grpc-message"));
    }

    [Fact]
    public async Task Refuses_another_content_type()
    {
        await using var server = await GrpcServer.StartAsync();

        using var response = await PostAsync(server, "application/json");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    // Trailers-only answers bring them as headers.
    private static string Single(HttpResponseMessage response, string name) => Assert.Single(
        response.TrailingHeaders.Concat(response.Headers).Where(header => header.Key == name).SelectMany(header => header.Value));

    private static async Task<HttpResponseMessage> PostAsync(GrpcServer server, string contentType = "application/grpc")
    {
        using var client = new HttpClient();
        var message = new PredictRequest { UserId = "u" }.ToByteArray();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/playcount.v1.Estimator/Predict"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([0, 0, 0, 0, (byte)message.Length, .. message]),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        request.Headers.Add("TE", "trailers");
        request.Headers.Add("grpc-accept-encoding", "gzip");
        return await client.SendAsync(request, Cancel);
    }
}
