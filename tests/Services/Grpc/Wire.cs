namespace PlayCount.Services.Tests.Grpc;

/// <summary>Notes what goes over the wire.</summary>
internal sealed class Wire : DelegatingHandler
{
    public List<string> Paths { get; } = [];

    public List<string?> RequestEncodings { get; } = [];

    public List<string?> ResponseEncodings { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Paths.Add(request.RequestUri!.AbsolutePath);
        RequestEncodings.Add(Encoding(request.Headers));
        var response = await base.SendAsync(request, cancellationToken);
        ResponseEncodings.Add(Encoding(response.Headers));
        return response;
    }

    private static string? Encoding(System.Net.Http.Headers.HttpHeaders headers) =>
        headers.TryGetValues("grpc-encoding", out var values) ? values.Single() : null;
}
