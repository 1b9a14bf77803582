using Google.Protobuf;
using Grpc.Core;
using PlayCount.Contracts.V1;

namespace PlayCount.Services.Tests.Grpc;

/// <summary>A client-streaming method, which the contracts have none of: how many chunks came. Bound by hand, not generated.</summary>
internal static class Sum
{
    public static readonly Method<PredictStreamRequest, PredictStreamResponse> Chunks = new(
        MethodType.ClientStreaming,
        "playcount.tests.Sum",
        "Chunks",
        Of(PredictStreamRequest.Parser),
        Of(PredictStreamResponse.Parser));

    public static ServerServiceDefinition Definition => ServerServiceDefinition.CreateBuilder().AddMethod(Chunks, CountAsync).Build();

    private static async Task<PredictStreamResponse> CountAsync(
        IAsyncStreamReader<PredictStreamRequest> requests, ServerCallContext context)
    {
        var chunks = 0;
        while (await requests.MoveNext(context.CancellationToken))
            chunks++;
        return new() { ClipsHeard = chunks };
    }

    private static Marshaller<T> Of<T>(MessageParser<T> parser)
        where T : IMessage<T> => Marshallers.Create<T>(
            (message, context) => context.Complete(message.ToByteArray()), context => parser.ParseFrom(context.PayloadAsNewBuffer()));
}
