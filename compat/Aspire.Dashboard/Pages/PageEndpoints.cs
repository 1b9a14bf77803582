using Aspire.Dashboard.Access;
using Aspire.Dashboard.Application;
using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.V1;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aspire.Dashboard.Pages;

/// <summary>A form's proof that our own page made it.</summary>
public sealed record FormToken(string Name, string Value);

/// <summary>The pages: rendered here, readable without script.</summary>
internal static class PageEndpoints
{
    private const int MostRows = 200;

    /// <summary>All that pages load comes from here, and nothing in them runs but our one script.</summary>
    private const string OwnOnly = "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly string[] CommandNames = ["start", "stop", "restart"];

    public static void MapPages(this IEndpointRouteBuilder app)
    {
        app.MapGet(Asset.Style.Path, Asset.Style.Content);
        app.MapGet(Asset.Script.Path, Asset.Script.Content);
        var pages = app.MapGroup("").AddEndpointFilter(async (context, next) =>
        {
            SetHeaders(context.HttpContext.Response);
            return await next(context);
        });
        pages.MapGet("/login", (HttpContext context, Settings settings, string? t) =>
            t is null ? Message("Log in", "Open the address that the AppHost printed, or give the token in it.", 200, asksToken: true)
            : Gate.TryLogIn(context, settings, t) ? Results.Redirect("/")
            : Message("Log in", "This is not the token: take the one that the AppHost printed last.", 401, asksToken: true));
        pages.MapGet("/", (HttpContext context, HostState host, IAntiforgery forms) => Page<ResourcesPage>(new()
        {
            [nameof(ResourcesPage.Host)] = host.View(),
            [nameof(ResourcesPage.Token)] = Token(context, forms),
        }));
        pages.MapGet("/resources/{name}", ShowResource);
        pages.MapPost("/resources/{name}", CommandAsync);
        pages.MapGet("/console", ShowConsole);
        pages.MapGet("/logs", (HostState host, LogStore logs, string? resource, string? severity, string? text, string? traceId) =>
        {
            var filter = new LogFilter(
                resource ?? "", int.TryParse(severity, out var least) ? least : 0, text?.Trim() ?? "", traceId?.Trim() ?? "");
            return Page<LogsPage>(new()
            {
                [nameof(LogsPage.Host)] = host.View(),
                [nameof(LogsPage.Resources)] = logs.Resources(),
                [nameof(LogsPage.Filter)] = filter,
                [nameof(LogsPage.Entries)] = logs.Find(filter, MostRows),
            });
        });
        pages.MapGet("/traces", (HostState host, TraceStore traces, string? resource, string? text) => Page<TracesPage>(new()
        {
            [nameof(TracesPage.Host)] = host.View(),
            [nameof(TracesPage.Resources)] = traces.Resources(),
            [nameof(TracesPage.Resource)] = resource ?? "",
            [nameof(TracesPage.Text)] = text ?? "",
            [nameof(TracesPage.Traces)] = traces.Find(resource ?? "", text?.Trim() ?? "", MostRows),
        }));
        pages.MapGet("/traces/{id}", ShowTrace);
        pages.MapGet("/metrics", (HostState host, MetricStore all, string? resource, string? meter, string? name) => Page<MetricsPage>(new()
        {
            [nameof(MetricsPage.Host)] = host.View(),
            [nameof(MetricsPage.Keys)] = all.Keys(),
            [nameof(MetricsPage.Chosen)] = name is null ? null : all.Get(new(resource ?? "", meter ?? "", name)),
        }));
        pages.MapFallback(() => Message("Not found", "There is no page of this address.", StatusCodes.Status404NotFound));
    }

    /// <summary>Where an instrument is shown.</summary>
    public static string Link(InstrumentKey key) => "/metrics" + QueryString.Create("resource", key.Resource).Add("meter", key.Meter)
        .Add("name", key.Name);

    private static IResult ShowResource(HttpContext context, HostState host, IAntiforgery forms, string name)
    {
        var view = host.View();
        return view.Resources.FirstOrDefault(one => one.Name == name) is { } resource
            ? Page<ResourcePage>(new()
            {
                [nameof(ResourcePage.Host)] = view,
                [nameof(ResourcePage.Resource)] = resource,
                [nameof(ResourcePage.Token)] = Token(context, forms),
            })
            : Message("Not found", $"The application has no resource '{name}'.", StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> CommandAsync(HttpContext context, HostState host, IAntiforgery forms, string name)
    {
        if (!await forms.IsRequestValidAsync(context))
        {
            return Message("Nothing was done", "The form was too old or came from elsewhere: open the page again and press once more.",
                StatusCodes.Status400BadRequest);
        }

        var command = (await context.Request.ReadFormAsync(context.RequestAborted))["command"].ToString();
        if (!CommandNames.Contains(command))
            return Message("Nothing was done", $"'{command}' is no command: start, stop and restart are.", StatusCodes.Status400BadRequest);
        if (host.Send(new HostCommand { Resource = name, Name = command }) is { } reason)
            return Message("Nothing was done", reason, StatusCodes.Status409Conflict);
        context.Response.Headers.Location = "/";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static RazorComponentResult<ConsolePage> ShowConsole(HostState host, string? resource)
    {
        var view = host.View();
        var shown = resource ?? view.Resources.FirstOrDefault(one => one.CanBeCommanded)?.Name ?? "";
        return Page<ConsolePage>(new()
        {
            [nameof(ConsolePage.Host)] = view,
            [nameof(ConsolePage.Resource)] = shown,
            [nameof(ConsolePage.Lines)] = host.Lines(shown),
        });
    }

    private static IResult ShowTrace(HostState host, TraceStore traces, LogStore logs, string id, string? span)
    {
        if (traces.Get(id) is not { } trace)
        {
            return Message("Not found", $"The trace '{id}' is not here: it was not sent yet, or went for newer ones.",
                StatusCodes.Status404NotFound);
        }

        var chosen = trace.Spans.FirstOrDefault(one => one.Id == span);
        return Page<TracePage>(new()
        {
            [nameof(TracePage.Host)] = host.View(),
            [nameof(TracePage.Trace)] = trace,
            [nameof(TracePage.Chosen)] = chosen,
            [nameof(TracePage.Logs)] = chosen is null ? [] : logs.Find(new LogFilter(TraceId: id, SpanId: chosen.Id), MostRows),
        });
    }

    private static RazorComponentResult<TComponent> Page<TComponent>(Dictionary<string, object?> parameters, int status = 200)
        where TComponent : IComponent => new(parameters) { StatusCode = status };

    private static RazorComponentResult<MessagePage> Message(string title, string line, int status, bool asksToken = false) =>
        Page<MessagePage>(
            new()
            {
                [nameof(MessagePage.Title)] = title,
                [nameof(MessagePage.Line)] = line,
                [nameof(MessagePage.AsksToken)] = asksToken,
            },
            status);

    private static FormToken Token(HttpContext context, IAntiforgery forms)
    {
        var tokens = forms.GetAndStoreTokens(context);
        return new FormToken(tokens.FormFieldName, tokens.RequestToken!);
    }

    private static void SetHeaders(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = OwnOnly;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "no-store";
    }
}
