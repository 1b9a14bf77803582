using System.Net;
using Projects;

namespace PlayCount.AppHost.Tests;

public sealed class EnvironmentTests
{
    [Fact]
    public async Task Holds_what_was_said_of_the_resource_and_where_others_are()
    {
        var builder = EchoApplication.Builder();
        var store = EchoApplication.Echo(builder, "song-store")
            .WithHttpEndpoint(name: "grpc", env: "GRPC_PORT").WithExternalHttpEndpoints();
        var echo = EchoApplication.Echo(builder, "echo").WithReference(store)
            .WithEnvironment("TEXT", "said")
            .WithEnvironment("LATER", () => "at start")
            .WithEnvironment("STORE", store.GetEndpoint("grpc"))
            .WithEnvironment(context => context.EnvironmentVariables["NAME"] = context.Resource.Name)
            .WithEnvironment(context =>
            {
                var isCancelled = context.CancellationToken.IsCancellationRequested;
                context.EnvironmentVariables["RUN"] = $"{context.ExecutionContext.IsRunMode} {isCancelled}";
                return Task.CompletedTask;
            })
            .WithArgs("--two words", "three");
        await using var application = await EchoApplication.StartAsync(builder);

        Assert.Equal("said", await application.VariableAsync(echo, "TEXT"));
        Assert.Equal("at start", await application.VariableAsync(echo, "LATER"));
        Assert.Equal("echo", await application.VariableAsync(echo, "NAME"));
        Assert.Equal("True False", await application.VariableAsync(echo, "RUN"));
        Assert.Equal("--two words|three", await application.AskAsync(echo, "/arguments"));
        Assert.Equal(Path.GetDirectoryName(new PlayCount_AppHost_Echo().ProjectPath), await application.AskAsync(echo, "/folder"));

        var http = store.GetEndpoint("http").Url;
        var grpc = await store.GetEndpoint("grpc").GetValueAsync(TestContext.Current.CancellationToken);
        Assert.Equal(grpc, await application.VariableAsync(echo, "STORE"));
        Assert.Equal(http, await application.VariableAsync(echo, "SONG_STORE_HTTP"));
        Assert.Equal(http, await application.VariableAsync(echo, "services__song-store__http__0"));
        Assert.Equal(grpc, await application.VariableAsync(echo, "SONG_STORE_GRPC"));
        Assert.Equal(grpc, await application.VariableAsync(echo, "services__song-store__grpc__0"));
        Assert.Equal($"{http};{grpc}", await application.VariableAsync(store, "ASPNETCORE_URLS"));
        Assert.Equal($"{store.GetEndpoint("grpc").Port}", await application.VariableAsync(store, "GRPC_PORT"));
        Assert.Equal("in_memory", await application.VariableAsync(store, "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"));
        Assert.Equal("", await application.VariableAsync(store, "OTEL_EXPORTER_OTLP_ENDPOINT"));
        Assert.Equal("", await application.VariableAsync(store, "OTEL_SERVICE_NAME"));
    }

    [Theory]
    [InlineData("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT")]
    public async Task Tells_where_telemetry_goes_when_the_AppHost_was_told(string key)
    {
        var builder = EchoApplication.Builder(
            $"--{key}=http://localhost:19001", "--AppHost:OtlpApiKey=secret", "--environment=Development");
        var echo = EchoApplication.Echo(builder, "echo");
        await using var application = await EchoApplication.StartAsync(builder);

        Assert.Equal("http://localhost:19001", await application.VariableAsync(echo, "OTEL_EXPORTER_OTLP_ENDPOINT"));
        Assert.Equal("grpc", await application.VariableAsync(echo, "OTEL_EXPORTER_OTLP_PROTOCOL"));
        Assert.Equal("x-otlp-api-key=secret", await application.VariableAsync(echo, "OTEL_EXPORTER_OTLP_HEADERS"));
        Assert.Equal("echo", await application.VariableAsync(echo, "OTEL_SERVICE_NAME"));
        Assert.StartsWith(
            "service.instance.id=", await application.VariableAsync(echo, "OTEL_RESOURCE_ATTRIBUTES"), StringComparison.Ordinal);
        Assert.Equal("always_on", await application.VariableAsync(echo, "OTEL_TRACES_SAMPLER"));
    }

    [Fact]
    public async Task Takes_the_first_launch_profile_where_nothing_else_was_said()
    {
        var builder = EchoApplication.Builder("--DcpPublisher:RandomizePorts=true");
        var echo = builder.AddProject<PlayCount_AppHost_Echo>("echo")
            .WithEnvironment("ASKED_TWICE", "AppHost").WithHttpHealthCheck("/health");
        await using var application = await EchoApplication.StartAsync(builder);

        Assert.Equal("http", await application.VariableAsync(echo, "FROM_PROFILE"));
        Assert.Equal("http", await application.VariableAsync(echo, "DOTNET_LAUNCH_PROFILE"));
        Assert.Equal("AppHost", await application.VariableAsync(echo, "ASKED_TWICE"));
    }

    [Fact]
    public async Task Gives_Kestrel_s_endpoints_their_ports_and_leaves_them_their_protocols()
    {
        var builder = EchoApplication.Builder("--DcpPublisher:RandomizePorts=true");
        var echo = builder.AddProject<PlayCount_AppHost_Echo>("echo", "two-ports").WithHttpHealthCheck("/health", endpointName: "http");
        await using var application = await EchoApplication.StartAsync(builder);

        Assert.Equal(echo.GetEndpoint("grpc").Url, await application.VariableAsync(echo, "Kestrel__Endpoints__Grpc__Url"));
        Assert.Equal("HTTP/1.1", await application.AskAsync(echo, "/protocol"));
        using var client = new HttpClient
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        Assert.Equal("HTTP/2", await client.GetStringAsync(
            new Uri($"{echo.GetEndpoint("grpc").Url}/protocol"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Refuses_a_launch_profile_that_is_not_there_and_names_those_that_are()
    {
        var error = Assert.Throws<DistributedApplicationException>(
            () => EchoApplication.Builder().AddProject<PlayCount_AppHost_Echo>("echo", "htp"));

        Assert.EndsWith("launchSettings.json' has no profile 'htp': it has http, two-ports.", error.Message, StringComparison.Ordinal);
    }
}
