using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Grpc;

/// <summary>Another implementation of gRPC calls the server: Debian's grpcio, with bytes laid out by hand.</summary>
[Trait("Set", "Full")]
public sealed class PythonClientTests
{
    private const string Python = "/usr/bin/python3"; // Debian's, which python3-grpcio belongs to

    // PredictRequest.user_id is field 1, a string; Estimate.plays field 1, a double; HealthCheckResponse.status field 1, an enum.
    private const string Script = """
        import struct, sys, grpc
        raw = lambda message: message
        with grpc.insecure_channel(sys.argv[1]) as channel:
            def call(path, request):
                return channel.unary_unary(path, request_serializer=raw, response_deserializer=raw).with_call(
                    request, metadata=(("caller", "python"),), timeout=60)
            health, _ = call("/grpc.health.v1.Health/Check", b"")
            print("health", health.hex())
            response, done = call("/playcount.v1.Estimator/Predict", b"\x0a\x05Zo\xc3\xab!")
            print("estimate", struct.unpack("<d", response[3:])[0], response[:3].hex())
            print("trailers", sorted((key, value) for key, value in done.trailing_metadata()))
            try:
                call("/playcount.v1.Estimator/Rank", b"")
            except grpc.RpcError as error:
                print("rank", error.code().name)
        """;

    [Fact]
    public async Task Calls_health_and_the_estimator()
    {
        Assert.SkipUnless(File.Exists(Python), $"needs {Python}: apt-get install python3-grpcio");
        var probe = Outside.Run(Python, "-c", "import importlib.util as u; print(u.find_spec('grpc') is not None)");
        Assert.SkipUnless(probe.Output.Trim() == "True", "needs python3-grpcio: apt-get install python3-grpcio");
        var estimator = new ScriptedEstimator
        {
            OnPredict = (request, context) =>
            {
                context.ResponseTrailers.Add("caller", context.RequestHeaders.GetValue("caller")!);
                context.ResponseTrailers.Add("raw-bin", [0, 255]);
                return Task.FromResult(new Contracts.V1.PredictResponse { Estimate = new() { Plays = request.UserId.Length + 0.5 } });
            },
        };
        await using var server = await GrpcServer.StartAsync(
            estimator, services: services => services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy()));

        var (output, _) = Outside.Run(Python, "-c", Script, server.Address.Authority);

        Assert.Equal(
            "health 0801\nestimate 4.5 0a0909\ntrailers [('caller', 'python'), ('raw-bin', b'\\x00\\xff')]\nrank UNIMPLEMENTED\n", output);
    }
}
