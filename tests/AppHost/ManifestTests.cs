using System.Text.Json.Nodes;

namespace PlayCount.AppHost.Tests;

public sealed class ManifestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--publisher=manifest")]
    [InlineData("--operation=publish", "--step=publish-manifest")]
    public async Task Is_written_to_the_file_or_into_the_folder(params string[] arguments)
    {
        var builder = EchoApplication.Builder([.. arguments, $"--output-path={_folder.In("out")}"]);
        EchoApplication.Echo(builder, "echo");

        await PublishAsync(builder);

        Assert.True(builder.ExecutionContext.IsPublishMode);
        Assert.Equal([_folder.In("out", "aspire-manifest.json")], Directory.EnumerateFileSystemEntries(_folder.In("out")));
    }

    [Fact]
    public async Task Has_the_resources_in_the_order_of_their_author_and_made_values_last()
    {
        var builder = Builder();
        builder.AddMySql("rows").WithDataVolume("kept").AddDatabase("plays");
        EchoApplication.Echo(builder, "echo").WithArgs("--braces", "{x}").WithReference(builder.AddRabbitMQ("bus"));
        EchoApplication.Echo(builder, "left-out").ExcludeFromManifest();

        var resources = await PublishedAsync(builder);

        Assert.Equal(
            ["rows", "plays", "echo", "bus", "rows-password", "bus-password", "bus-password-uri-encoded"],
            resources.Select(resource => resource.Key));
        Assert.Equal("kept", (string?)resources["rows"]!["volumes"]![0]!["name"]);
        Assert.Equal("{rows.connectionString};Database=plays", (string?)resources["plays"]!["connectionString"]);
        Assert.Equal("{{x}}", (string?)resources["echo"]!["args"]![1]);
        Assert.Equal("{bus.connectionString}", (string?)resources["echo"]!["env"]!["ConnectionStrings__bus"]);
        Assert.Equal("{echo.bindings.http.targetPort}", (string?)resources["echo"]!["env"]!["HTTP_PORTS"]);
        Assert.Equal(22, (int?)resources["bus-password"]!["inputs"]!["value"]!["default"]!["generate"]!["minLength"]);
    }

    [Fact]
    public async Task Refuses_a_program_of_this_machine_by_name()
    {
        var builder = Builder();
        builder.AddExecutable("probe", "true", ".");

        Assert.StartsWith("The resource 'probe' is a program of this machine", await RefusalAsync(builder), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Publishing was told no file", "--publisher=manifest")]
    [InlineData("Publishing 'docker-compose' needs the genuine Aspire packages", "--publisher=docker-compose")]
    public async Task Refuses_in_one_line_what_cannot_be_published(string line, string argument) => Assert.StartsWith(
        line, await RefusalAsync(EchoApplication.Builder(argument)), StringComparison.Ordinal);

    [Fact]
    public void Refuses_a_volume_where_no_container_runs() => Assert.StartsWith(
        "The server 'bus' asks for a volume",
        Assert.Throws<DistributedApplicationException>(() => EchoApplication.Builder().AddRabbitMQ("bus").WithDataVolume()).Message,
        StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private static async Task PublishAsync(IDistributedApplicationBuilder builder)
    {
        await using var application = builder.Build();
        await application.RunAsync(Token);
    }

    private static async Task<string> RefusalAsync(IDistributedApplicationBuilder builder) =>
        (await Assert.ThrowsAsync<DistributedApplicationException>(() => PublishAsync(builder))).Message;

    private IDistributedApplicationBuilder Builder() =>
        EchoApplication.Builder("--publisher=manifest", $"--output-path={_folder.In("m.json")}");

    private async Task<JsonObject> PublishedAsync(IDistributedApplicationBuilder builder)
    {
        await PublishAsync(builder);
        return JsonNode.Parse(await File.ReadAllTextAsync(_folder.In("m.json"), Token))!["resources"]!.AsObject();
    }
}
