using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PlayCount.Tests;

namespace PlayCount.AppHost.Tests.Dashboard;

/// <summary>The dashboard as a program of its own, somebody who is logged in, and somebody who is not.</summary>
public sealed partial class DashboardProgram : IAsyncDisposable
{
    public const string Token = "token-for-tests";
    public const string OtlpKey = "otlp-key";
    public const string ResourceKey = "resource-key";

    private readonly Process _process;

    private DashboardProgram(Process process, Uri pages, Uri grpc, Uri http)
    {
        (_process, Pages, OtlpGrpc, OtlpHttp) = (process, pages, grpc, http);
        Stranger = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = pages };
        Visitor = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = pages };
        // What is refused is refused before it is sent: a connection that is closed meanwhile would hide the answer.
        Sender = new(new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan })
        {
            BaseAddress = http,
            DefaultRequestHeaders = { { "x-otlp-api-key", OtlpKey } },
        };
        Sender.DefaultRequestHeaders.ExpectContinue = true;
    }

    public static string Assembly { get; } =
        Path.Combine(Outside.Root, "compat", "Aspire.Dashboard", "bin", "Release", "net10.0", "Aspire.Dashboard.dll");

    public Uri Pages { get; }

    public Uri OtlpGrpc { get; }

    public Uri OtlpHttp { get; }

    /// <summary>Has neither token nor cookie.</summary>
    public HttpClient Stranger { get; }

    /// <summary>Is logged in.</summary>
    public HttpClient Visitor { get; }

    /// <summary>Sends telemetry over HTTP, with the key.</summary>
    public HttpClient Sender { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<DashboardProgram> StartAsync(params (string Name, string Value)[] settings)
    {
        var (pages, grpc, http) = (Free(), Free(), Free());
        var start = new ProcessStartInfo("dotnet", [Assembly])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_URLS"] = pages.OriginalString,
                ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = grpc.OriginalString,
                ["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = http.OriginalString,
                ["ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN"] = Token,
                ["Dashboard__Otlp__PrimaryApiKey"] = OtlpKey,
                ["Dashboard__ResourceServiceClient__ApiKey"] = ResourceKey,
                ["Dashboard__EndsWithInput"] = "true",
            },
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var program = new DashboardProgram(Process.Start(start)!, pages, grpc, http);
        Assert.StartsWith("Now listening on", await program._process.StandardOutput.ReadLineAsync(Stop), StringComparison.Ordinal);
        using var answer = await program.Visitor.GetAsync($"/login?t={Token}", Stop);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return program;
    }

    /// <summary>A page's text; the answer must have this status.</summary>
    public async Task<string> ReadAsync(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await Visitor.GetAsync(path, Stop);
        var page = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(status == answer.StatusCode, $"{path}: {answer.StatusCode}: {page}");
        return page;
    }

    public async Task<JsonObject> JsonAsync(string path) => JsonNode.Parse(await ReadAsync(path))!.AsObject();

    /// <summary>All spans of traces in OTLP's JSON.</summary>
    public static IEnumerable<JsonNode> Spans(JsonObject traces) =>
        from resource in traces["resourceSpans"]!.AsArray()
        from scope in resource!["scopeSpans"]!.AsArray()
        from span in scope!["spans"]!.AsArray()
        select span;

    /// <summary>Reads a page until it is as wanted.</summary>
    public async Task<string> ReadUntilAsync(string path, Func<string, bool> isThere)
    {
        while (true)
        {
            if (await ReadAsync(path) is var page && isThere(page))
                return page;
            await Task.Yield();
        }
    }

    /// <summary>Presses a button of the resources' page.</summary>
    public static async Task<HttpStatusCode> PressAsync(HttpClient visitor, string resource, string command, bool withProof = true)
    {
        var field = FormField().Match(await visitor.GetStringAsync("/", Stop));
        var fields = new Dictionary<string, string> { ["command"] = command };
        if (withProof)
            fields.Add(field.Groups[1].Value, field.Groups[2].Value);
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await visitor.PostAsync($"/resources/{resource}", form, Stop);
        return answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        Stranger.Dispose();
        Visitor.Dispose();
        Sender.Dispose();
    }

    private static Uri Free() => new($"http://127.0.0.1:{LoopbackPort.Free()}");

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]+)\"")]
    private static partial Regex FormField();
}
