using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;
using PlayCount.Contracts.V1;
using PlayCount.Inference;
using PlayCount.Tests;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace PlayCount.Services.Tests.Inference;

/// <summary>How the service starts, what it refuses to start with, and what it says of its health.</summary>
public sealed class InferenceHostTests : IDisposable
{
    private readonly ModelFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Is_healthy_with_at_least_one_model()
    {
        await using var server = await InferenceServer.StartAsync(_folder.Path);
        var health = new Health.HealthClient(server.Channel());
        using var http = new HttpClient();

        Assert.Equal(ServingStatus.NotServing, (await health.CheckAsync(new(), cancellationToken: Cancel)).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync(server.Health, Cancel)).StatusCode);

        _folder.Write();
        server.Catalog.Refresh();

        Assert.Equal(ServingStatus.Serving, (await health.CheckAsync(new(), cancellationToken: Cancel)).Status);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(server.Health, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Serves_from_blobs_of_the_host_s_own()
    {
        _folder.Write();
        await using var server = await InferenceServer.StartAsync(
            "", services: services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions
                .AddSingleton<ServiceDefaults.Blobs.IBlobStore>(services, _folder.Blobs));

        Assert.Single((await server.Client.ListModelsAsync(new(), cancellationToken: Cancel)).Models);
    }

    [Fact]
    public async Task Gives_a_model_with_its_card_as_it_stands()
    {
        var path = _folder.Write("study/user_1/1x2");
        await using var server = await InferenceServer.StartAsync(_folder.Path);

        var answer = await server.Client.GetModelAsync(new() { ModelId = "study/user_1/1x2" }, cancellationToken: Cancel);

        Assert.Equal((await server.Client.ListModelsAsync(new(), cancellationToken: Cancel)).Models.Single(), answer.Model);
        Assert.Equal(await File.ReadAllTextAsync(path + ".json", Cancel), answer.CardJson);
        await AssertNotFoundAsync(server, "user_1/1x2");
        await AssertNotFoundAsync(server, "../study/user_1/1x2");
    }

    public static TheoryData<string, string, string> Refused => new()
    {
        { "Inference:Data", "", "Inference:Data is not given" },
        { "Inference:LookSeconds", "0", "LookSeconds" },
        { "Inference:MaxLoadedBytes", "1", "MaxLoadedBytes" },
        { "Inference:MaxDecodedSeconds", "0", "MaxDecodedSeconds" },
        { "Inference:MaxReceiveBytes", "-1", "MaxReceiveBytes" },
        { "Inference:IdleSeconds", "0", "IdleSeconds" },
        { "Inference:MaxStreamSeconds", "0", "MaxStreamSeconds" },
        { "Inference:MaxConcurrentEstimates", "0", "MaxConcurrentEstimates" },
        { "Inference:MaxWaitingEstimates", "-1", "MaxWaitingEstimates" },
        { "Inference:MaxStreams", "0", "MaxStreams" },
        { "Inference:Listening:Address", "localhost", "no IP address" },
        { "Inference:Listening:Address", "0.0.0.0", "AllowUnencryptedCallsFromOtherMachines" },
        { "Inference:Listening:Address", "::", "AllowUnencryptedCallsFromOtherMachines" },
        { "Inference:Listening:Port", "65536", "Port" },
        { "Inference:Listening:HealthPort", "5311", "two ports" },
        { "Inference:Listening:CertificatePath", "/nowhere/server.pem", "'/nowhere/server.pem' is not there" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Refuses_to_start_with_a_setting_that_cannot_be_used(string setting, string value, string text)
    {
        var builder = InferenceServer.Builder(new()
        {
            ["Inference:Data"] = _folder.Path,
            ["Inference:Listening:Port"] = "5311",
            [setting] = value,
        });
        builder.AddInference();

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(async () =>
        {
            await using var app = InferenceServer.Build(builder);
            await app.StartAsync(Cancel);
        });

        Assert.Contains(text, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listens_to_other_machines_where_that_is_said_in_so_many_words()
    {
        await using var app = await StartAsync(new() { ["Inference:Listening:AllowUnencryptedCallsFromOtherMachines"] = "true" },
            "0.0.0.0");

        Assert.Contains("http://0.0.0.0:", Assert.Single(app.Urls, url => url.EndsWith($":{_port}", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Speaks_TLS_with_a_certificate()
    {
        _folder.Write();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=playcount.test", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1_000));
        await File.WriteAllTextAsync(_folder.In("server.pem"), certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem(),
            Cancel);
        await using var app = await StartAsync(new() { ["Inference:Listening:CertificatePath"] = _folder.In("server.pem") }, "127.0.0.1");
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, seen, _, _) =>
            ((X509Certificate2)seen!).Thumbprint == certificate.Thumbprint; // the test's own
        using var channel = GrpcChannel.ForAddress($"https://127.0.0.1:{_port}", new() { HttpHandler = handler });

        Assert.Single((await new Estimator.EstimatorClient(channel).ListModelsAsync(new(), cancellationToken: Cancel)).Models);
    }

    private readonly int _port = LoopbackPort.Free();

    private async Task<WebApplication> StartAsync(Dictionary<string, string?> settings, string address)
    {
        settings["Inference:Data"] = _folder.Path;
        settings["Inference:Listening:Address"] = address;
        settings["Inference:Listening:Port"] = $"{_port}";
        settings["Inference:Listening:HealthPort"] = $"{LoopbackPort.Free()}";
        var builder = InferenceServer.Builder(settings);
        builder.AddInference();
        var app = InferenceServer.Build(builder);
        await app.StartAsync(Cancel);
        return app;
    }

    private static async Task AssertNotFoundAsync(InferenceServer server, string modelId)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(
            () => server.Client.GetModelAsync(new() { ModelId = modelId }, cancellationToken: Cancel).ResponseAsync);
        Assert.Equal(StatusCode.NotFound, failure.StatusCode);
    }
}
