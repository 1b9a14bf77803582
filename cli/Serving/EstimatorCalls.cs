using System.CommandLine;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using PlayCount.Contracts.V1;
using PlayCount.Learning.Formats;

namespace PlayCount.Cli.Serving;

/// <summary>What the commands that call a server share: where it is, how long it may take, what a failure is told as.</summary>
internal static class EstimatorCalls
{
    private const double UsualSeconds = 300;
    private const double MostSeconds = 86_400;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    public static Option<Uri> Address { get; } = AddressOption.Create("the server (serve prints it)", "http://127.0.0.1:5311");

    public static Option<string> User { get; } = new("--user")
    {
        Description = "The listener, as in the triplets",
        HelpName = "ID",
        Required = true,
    };

    public static Option<string?> Model { get; } = new("--model")
    {
        Description = "Model id; unless given, the one that serves the listener",
        HelpName = "ID",
    };

    public static Option<double> Timeout { get; } = NumberOption.Create(
        "--timeout", UsualSeconds, 0.001, MostSeconds, "Seconds the server may take");

    /// <summary>Makes a call and prints its answer as one JSON object.</summary>
    public static async Task<int> CallAsync<T>(
        ParseResult parsed, Func<Estimator.EstimatorClient, CallOptions, Task<T>> call, CancellationToken cancellationToken)
    {
        var address = parsed.GetRequiredValue(Address);
        var seconds = parsed.GetValue(Timeout);
        using var handler = new SocketsHttpHandler { ConnectTimeout = ConnectTimeout };
        using var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = handler, MaxReceiveMessageSize = null });
        var options = new CallOptions(deadline: DateTime.UtcNow.AddSeconds(seconds), cancellationToken: cancellationToken);
        T answer;
        try
        {
            answer = await call(new Estimator.EstimatorClient(channel), options);
        }
        catch (RpcException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw CallFailedException.Of(e, address, seconds);
        }

        await parsed.InvocationConfiguration.Output.WriteLineAsync(JsonSerializer.Serialize(answer, StoredJson.OneLine));
        return CommandLine.Succeeded;
    }
}
