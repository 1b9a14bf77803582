using System.Net;
using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PlayCount.Tests;

namespace PlayCount.AppHost.Tests.Dashboard;

public sealed partial class AppHostTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shows_resources_their_lines_and_environment_without_secrets_and_starts_and_stops_them()
    {
        var builder = EchoApplication.Builder("--ASPIRE_DASHBOARD_PATH", DashboardProgram.Assembly, "--Parameters:pin", "4711");
        var pin = builder.AddParameter("pin", secret: true);
        EchoApplication.Echo(builder, "first").WithEnvironment("MOOD", "good").WithEnvironment("GATE", pin)
            .WithEnvironment("STORE", "Server=here;Password=hidden-one");
        var log = Recorded(builder);
        await using var application = await EchoApplication.StartAsync(builder);
        await application.Notifications.WaitForResourceHealthyAsync("first", Stop);
        var login = await LoginAsync(log);
        using var visitor = new HttpClient { BaseAddress = new Uri(login.GetLeftPart(UriPartial.Authority)) };

        var page = await ReadUntilAsync(visitor, login, "stop first");
        Assert.Contains("Running", page, StringComparison.Ordinal);
        await ReadUntilAsync(visitor, new Uri(visitor.BaseAddress, "/console?resource=first"), "said to standard error");
        var details = await visitor.GetStringAsync("/resources/first", Stop);
        Assert.Contains("good", details, StringComparison.Ordinal);
        Assert.Contains("OTEL_SERVICE_NAME", details, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", details, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-one", details, StringComparison.Ordinal);
        Assert.DoesNotContain("x-otlp-api-key=", details, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, await DashboardProgram.PressAsync(visitor, "first", "stop")); // after the redirect
        await application.Notifications.WaitForResourceAsync("first", KnownResourceStates.Exited, Stop);
        await ReadUntilAsync(visitor, visitor.BaseAddress, "start first");
        await DashboardProgram.PressAsync(visitor, "first", "start");
        await ReadUntilAsync(visitor, visitor.BaseAddress, "stop first");
        await application.Notifications.WaitForResourceHealthyAsync("first", Stop);
        await ReadUntilAsync(visitor, new Uri(visitor.BaseAddress, "/console?resource=first"), "(?s)standard error.*standard error");
    }

    [Fact]
    public async Task Tells_resources_where_their_telemetry_goes()
    {
        var builder = EchoApplication.Builder("--ASPIRE_DASHBOARD_PATH", DashboardProgram.Assembly);
        var first = EchoApplication.Echo(builder, "first");
        await using var application = await EchoApplication.StartAsync(builder);

        Assert.Matches("^http://localhost:[0-9]+$", await application.VariableAsync(first, "OTEL_EXPORTER_OTLP_ENDPOINT"));
        Assert.Equal("grpc", await application.VariableAsync(first, "OTEL_EXPORTER_OTLP_PROTOCOL"));
        Assert.Matches("^x-otlp-api-key=[0-9a-f]{32}$", await application.VariableAsync(first, "OTEL_EXPORTER_OTLP_HEADERS"));
        Assert.Equal("first", await application.VariableAsync(first, "OTEL_SERVICE_NAME"));
    }

    [Theory]
    [InlineData("/nowhere/Aspire.Dashboard.dll", "http://localhost:21999", "'/nowhere/Aspire.Dashboard.dll' is not there")]
    [InlineData(null, "https://localhost:21999", "ended with exit code 1: ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL is 'https:")]
    public async Task Goes_on_without_a_dashboard_that_fails_and_says_so(string? assembly, string otlp, string reason)
    {
        var builder = EchoApplication.Builder("--ASPIRE_DASHBOARD_PATH", assembly ?? DashboardProgram.Assembly,
            "--ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", otlp);
        var first = EchoApplication.Echo(builder, "first");
        var log = Recorded(builder);
        await using var application = await EchoApplication.StartAsync(builder);

        await log.UntilAsync($"There is no dashboard, and the application goes on without: .*{Regex.Escape(reason)}");
        Assert.NotEmpty(await application.AskAsync(first, "/process"));
    }

    [Fact]
    public async Task Has_none_when_it_is_turned_off()
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = ["--ASPIRE_DASHBOARD_PATH", DashboardProgram.Assembly],
            DisableDashboard = true,
        });

        await using var application = builder.Build();

        Assert.Null(application.Services.GetService<DashboardHost>());
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("KILL")]
    public async Task Prints_where_to_log_in_after_its_start_and_takes_the_dashboard_along(string signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux: signals");
        using var host = new SampleProcess("--dashboard", "yes");
        await host.ReadToAsync("Distributed application started.");
        var address = Address().Match(await host.ReadToAsync("Login to the dashboard at ")).Value;
        using var visitor = new HttpClient();
        Assert.Contains("Resources", await visitor.GetStringAsync(address, Stop), StringComparison.Ordinal);

        Outside.Run("kill", "-s", signal, $"{host.Id}");

        await host.EndAsync();
        await Assert.ThrowsAsync<HttpRequestException>(async () =>
        {
            while (true)
                await visitor.GetStringAsync(address, Stop);
        });
    }

    [Theory]
    [InlineData("MOOD", "good", false)]
    [InlineData("SPOTIFY__CLIENTSECRET", "x", true)]
    [InlineData("ConnectionStrings__catalog", "x", true)]
    [InlineData("MESSAGING_URI", "amqp://guest:x@localhost:5672", true)]
    [InlineData("MESSAGING_URI", "amqp://localhost:5672", false)]
    [InlineData("CATALOG", "Server=here;Pwd=x", true)]
    [InlineData("Experiments__Roots__0", "/music", false)]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "x-otlp-api-key=x", true)]
    [InlineData("services__inference__grpc__0", "http://localhost:15000", false)]
    public void Keeps_to_itself_what_looks_secret(string name, string value, bool isHidden) =>
        Assert.Equal(isHidden, new SecretMask([]).Hides(name, value));

    private static RecordedLog Recorded(IDistributedApplicationBuilder builder)
    {
        var log = new RecordedLog();
        builder.Services.AddSingleton<ILoggerProvider>(log);
        return log;
    }

    private static async Task<Uri> LoginAsync(RecordedLog log) =>
        new(Address().Match(await log.UntilAsync("Login to the dashboard at ")).Value);

    private static async Task<string> ReadUntilAsync(HttpClient visitor, Uri page, string pattern)
    {
        while (true)
        {
            if (await visitor.GetStringAsync(page, Stop) is var text && Regex.IsMatch(text, pattern))
                return text;
            await Task.Yield();
        }
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Address();
}
