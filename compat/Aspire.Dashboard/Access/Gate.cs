using System.Security.Cryptography;
using System.Text;

namespace Aspire.Dashboard.Access;

/// <summary>Lets in who has the key or the token of what is asked for. All comparisons take the same time, right or wrong.</summary>
internal sealed class Gate(RequestDelegate next, Settings settings)
{
    /// <summary>A browser has it from <c>/login</c>; programs send the token in the header <c>x-api-key</c>.</summary>
    private const string TokenHeader = "x-api-key";

    private static readonly TimeSpan CookieLife = TimeSpan.FromDays(3);

    private readonly string _cookie = CookieName(settings);
    private readonly string _pass = Pass(settings);

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments("/v1") || path.Value!.StartsWith("/opentelemetry.proto.collector.", StringComparison.Ordinal))
            return WithKey(context, "x-otlp-api-key", settings.OtlpKey, isOpenWithout: true);
        if (path.Value.StartsWith("/playcount.dashboard.", StringComparison.Ordinal))
            return WithKey(context, Settings.ResourceKeyHeader, settings.ResourceKey, isOpenWithout: false);
        if (path.StartsWithSegments("/login") || path.StartsWithSegments("/assets") || IsKnown(context.Request))
            return next(context);
        if (path.StartsWithSegments("/api"))
            return RefuseAsync(context, $"Send the token of the login address in the header {TokenHeader}.");
        context.Response.Redirect("/login");
        return Task.CompletedTask;
    }

    /// <summary>Lets the browser in if it brings the token.</summary>
    public static bool TryLogIn(HttpContext context, Settings settings, string? token)
    {
        if (!IsSame(token, settings.Token))
            return false;
        context.Response.Cookies.Append(CookieName(settings), Pass(settings), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            MaxAge = CookieLife,
            IsEssential = true,
        });
        return true;
    }

    private bool IsKnown(HttpRequest request) =>
        IsSame(request.Cookies[_cookie], _pass) || IsSame(request.Headers[TokenHeader], settings.Token);

    private Task WithKey(HttpContext context, string header, string? key, bool isOpenWithout) =>
        key is null ? (isOpenWithout ? next(context) : RefuseAsync(context, "No AppHost is let in: no key for one was given."))
        : IsSame(context.Request.Headers[header], key) ? next(context)
        : RefuseAsync(context, $"The header {header} is missing or wrong.");

    private static Task RefuseAsync(HttpContext context, string line)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return context.Response.WriteAsync(line, context.RequestAborted);
    }

    private static bool IsSame(string? given, string right) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Hash(given), Hash(right));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    // Cookies are not told apart by ports, dashboards are.
    private static string CookieName(Settings settings) => $"aspire-dashboard-{settings.Frontend.Port}";

    // The cookie does not hold the token itself, which others may have to type.
    private static string Pass(Settings settings) => Convert.ToHexStringLower(Hash($"cookie of {settings.Token}"));
}
