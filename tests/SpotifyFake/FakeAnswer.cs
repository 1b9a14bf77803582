using System.Collections.Specialized;
using System.Text.Json;
using System.Web;

namespace PlayCount.SpotifyFake;

/// <summary>A request as the fake understands it: it can be done again.</summary>
internal sealed record FakeRequest(string Method, string Path, string Query, string Body, string? Bearer)
{
    public string[] Segments { get; } = Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public NameValueCollection Fields(string text) => HttpUtility.ParseQueryString(text);

    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Body.Length == 0 ? "{}" : Body);
        return document.RootElement.Clone();
    }
}

/// <summary>An answer: a status, and an object that is sent as JSON, or where the browser is sent.</summary>
internal sealed record FakeAnswer(int Status, object? Body = null, string? Location = null)
{
    /// <summary>An error as the Web API tells it.</summary>
    public static FakeAnswer Error(int status, string message) => new(status, new { error = new { status, message } });
}
