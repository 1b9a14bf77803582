using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using PlayCount.Contracts.V1;

namespace PlayCount.Services.Tests.Inference;

/// <summary>Requests whose end never comes: the next caller is answered all the same.</summary>
public sealed class CutCallTests : IDisposable
{
    private const int PrefixBytes = 5; // 1: whether it is compressed; 4: length, big-endian

    private readonly ModelFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(PrefixBytes)]
    [InlineData(50)]
    public async Task Fail_where_a_message_is_shorter_than_it_says(int sentBytes)
    {
        _folder.Write();
        await using var server = await InferenceServer.StartAsync(_folder.Path);

        using var response = await PostAsync(server, new ByteArrayContent(Framed()[..sentBytes]));

        var status = Assert.Single(response.TrailingHeaders.Concat(response.Headers), header => header.Key == "grpc-status");
        Assert.NotEqual("0", Assert.Single(status.Value));
        Assert.Single((await server.Client.ListModelsAsync(new(), cancellationToken: Cancel)).Models);
    }

    [Fact]
    public async Task Fail_where_the_connection_breaks()
    {
        _folder.Write();
        await using var server = await InferenceServer.StartAsync(_folder.Path);

        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(server, new Breaking(Framed()[..50])));

        Assert.Single((await server.Client.ListModelsAsync(new(), cancellationToken: Cancel)).Models);
    }

    private static byte[] Framed()
    {
        var message = new PredictRequest { UserId = "ann", SongId = new string('S', 60) }.ToByteArray();
        return [0, 0, 0, 0, (byte)message.Length, .. message];
    }

    private static async Task<HttpResponseMessage> PostAsync(InferenceServer server, HttpContent content)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/playcount.v1.Estimator/Predict"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.Add("TE", "trailers");
        return await client.SendAsync(request, Cancel);
    }

    private sealed class Breaking(byte[] bytes) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(bytes);
            await stream.FlushAsync();
            throw new IOException("broken");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
