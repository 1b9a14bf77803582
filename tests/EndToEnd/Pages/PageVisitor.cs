using System.Net;
using System.Text.RegularExpressions;

namespace PlayCount.EndToEnd.Tests.Pages;

/// <summary>Somebody who reads pages and sends forms, as a browser without script would.</summary>
internal sealed partial class PageVisitor(Uri address) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
    {
        BaseAddress = address,
    };

    public Task<HttpResponseMessage> GetAsync(string path) =>
        _client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

    /// <summary>The page's text; the answer must have this status.</summary>
    public async Task<string> ReadAsync(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await GetAsync(path);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == answer.StatusCode, $"{path}: {answer.StatusCode}: {page}");
        return page;
    }

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent content) =>
        _client.PostAsync(path, content, TestContext.Current.CancellationToken);

    /// <summary>Opens a page for its token, then sends these fields with it to another.</summary>
    public async Task<HttpResponseMessage> SendAsync(string page, string path, params (string Name, string Value)[] fields) =>
        await PostAsync(path, new FormUrlEncodedContent(
            [await TokenAsync(page), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]));

    /// <summary>Sends a file to the upload page.</summary>
    public async Task<HttpResponseMessage> UploadAsync(string experiment, byte[] file, string name)
    {
        var (tokenName, token) = await TokenAsync("/upload");
        var form = new MultipartFormDataContent
        {
            { new StringContent(token), tokenName },
            { new StringContent(experiment), "experiment" },
            { new ByteArrayContent(file), "audio", name },
        };
        return await PostAsync("/upload", form);
    }

    public void Dispose() => _client.Dispose();

    private async Task<KeyValuePair<string, string>> TokenAsync(string page)
    {
        var token = Hidden().Match(await ReadAsync(page));
        Assert.True(token.Success, $"{page} has no form.");
        return KeyValuePair.Create(token.Groups["name"].Value, token.Groups["value"].Value);
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]+)\"")]
    private static partial Regex Hidden();
}
