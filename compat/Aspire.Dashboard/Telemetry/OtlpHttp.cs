using System.IO.Compression;
using Aspire.Dashboard.Otlp;
using Google.Protobuf;

namespace Aspire.Dashboard.Telemetry;

/// <summary>OTLP over HTTP, in its binary form.</summary>
internal static class OtlpHttp
{
    private const string ContentType = "application/x-protobuf";
    private const int NotRead = StatusCodes.Status415UnsupportedMediaType;

    public static void MapOtlpHttp(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/traces", (HttpContext context, TraceStore store) => TakeAsync(context, TracesRequest.Parser, request =>
        {
            store.Add(request);
            return new();
        }));
        app.MapPost("/v1/logs", (HttpContext context, LogStore store) => TakeAsync(context, LogsRequest.Parser, request =>
        {
            store.Add(request);
            return new();
        }));
        app.MapPost("/v1/metrics", (HttpContext context, MetricStore store) =>
            TakeAsync(context, MetricsRequest.Parser, request => MetricReceiver.Take(store, request)));
    }

    private static async Task<IResult> TakeAsync<T>(HttpContext context, MessageParser<T> parser, Func<T, ExportResponse> take)
        where T : IMessage<T>
    {
        var request = context.Request;
        if (request.ContentType?.Split(';')[0] != ContentType)
            return Refused(NotRead, $"The content is '{request.ContentType}': {ContentType} is read here.");
        var packing = request.Headers.ContentEncoding.ToString();
        if (packing is not ("" or "gzip"))
            return Refused(NotRead, $"The content is packed with '{packing}': gzip, or nothing, is read here.");
        try
        {
            await using var body = packing == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body;
            var response = take(parser.ParseFrom(await ReadAsync(body, context.RequestAborted)));
            return Results.Bytes(response.ToByteArray(), ContentType);
        }
        catch (BadHttpRequestException failure)
        {
            return Refused(failure.StatusCode, failure.Message);
        }
        catch (Exception failure) when (failure is InvalidProtocolBufferException or InvalidDataException)
        {
            return Refused(StatusCodes.Status400BadRequest, $"The content cannot be read: {failure.Message}");
        }
    }

    private static async Task<byte[]> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var read = new MemoryStream();
        var piece = new byte[64 << 10];
        while (await body.ReadAsync(piece, cancellationToken) is > 0 and var count)
        {
            if (read.Length + count > Limits.RequestBytes)
            {
                throw new BadHttpRequestException(
                    $"The content is larger than {Limits.RequestBytes} bytes: send less at once.", StatusCodes.Status413PayloadTooLarge);
            }

            read.Write(piece, 0, count);
        }

        return read.ToArray();
    }

    private static IResult Refused(int status, string line) => Results.Text(line, statusCode: status);
}
