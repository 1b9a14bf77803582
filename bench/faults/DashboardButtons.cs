using System.Net;
using System.Text.RegularExpressions;

namespace PlayCount.Faults;

/// <summary>Presses the buttons of the AppHost's dashboard, as a browser without script does.</summary>
internal sealed partial class DashboardButtons(string login) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(new Uri(login), "/") };

    /// <summary>Has a resource started, stopped or restarted.</summary>
    public async Task PressAsync(string resource, string command, CancellationToken cancellationToken)
    {
        var page = await _http.GetStringAsync(new Uri(login), cancellationToken); // logs in and leads to the resources
        var token = FormToken().Match(page);
        using var form = new FormUrlEncodedContent(
            [new(token.Groups[1].Value, WebUtility.HtmlDecode(token.Groups[2].Value)), new("command", command)]);
        using var answer = await _http.PostAsync(new Uri($"resources/{resource}", UriKind.Relative), form, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]+)"\s*/?>""")]
    private static partial Regex FormToken();
}
