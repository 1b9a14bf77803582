using System.Net;
using System.Text.Json;
using PlayCount.Experiments.Conducting;

namespace PlayCount.EndToEnd.Tests.Pages;

public sealed class StartFormTests(FinishedExperiment experiment) : IClassFixture<FinishedExperiment>, IDisposable
{
    private const string New = "/experiments/new";

    /// <summary>More than any test waits for: it is cancelled.</summary>
    private const string Endless = "100000";

    private readonly PageVisitor _visitor = new(experiment.Host.Address);

    [Theory]
    [InlineData("epochs", "many", "&#x27;many&#x27; is no value for epochs: a number from 1 to 100,000 is.")]
    [InlineData("epochs", "0", "0 is no value for epochs: a number from 1 to 100000 is.")]
    [InlineData("steps", "3..1",
        "&#x27;3..1&#x27; is no value for steps: numbers from 1 to 10,000 such as 1,6,12 or 1..24, each once, are.")]
    [InlineData("triplets", "/etc/passwd", "lies below no folder that experiments may read")]
    [InlineData("audio", "relative", "audio &#x27;relative&#x27; is no full path of a file on the server.")]
    [InlineData("learning-rate", "0", "0 is no value for learning-rate")]
    public async Task What_is_wrong_stands_beside_what_was_typed(string field, string value, string line)
    {
        using var answer = await _visitor.SendAsync(New, New, experiment.Fields("wrong", (field, value), ("units", "7")));
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"<a href=\"#field-{field}\">", page, StringComparison.Ordinal);
        Assert.Contains(line, page, StringComparison.Ordinal);
        Assert.Contains($"name=\"{field}\" value=\"{value}\"", page, StringComparison.Ordinal);
        Assert.Contains("name=\"units\" value=\"7\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/experiments/wrong", await _visitor.ReadAsync("/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("experiment-id", "../up", "is no experiment id")]
    [InlineData("experiment-id", FinishedExperiment.Id, "first")]
    [InlineData("min-users", "4", "")]
    public async Task What_no_field_alone_is_wrong_about_is_told_too(string field, string value, string line)
    {
        using var answer = await _visitor.SendAsync(New, New, experiment.Fields("wrong", (field, value), ("units", "7")));
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("The experiment was not started:", page, StringComparison.Ordinal);
        Assert.Contains(line, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sound", "110250", "robust")]
    [InlineData("paper-code", "111168", "robust")]
    [InlineData("paper-text", "110250", "standard")]
    public async Task The_form_can_start_from_a_preset(string preset, string clipSamples, string scaling)
    {
        Assert.Matches($"[:,]\\s+<a href=\"{New}\\?preset={preset}\">{preset}</a>[, .]", await _visitor.ReadAsync(New));

        var page = await _visitor.ReadAsync($"{New}?preset={preset}");

        Assert.Contains($"name=\"clip-samples\" value=\"{clipSamples}\"", page, StringComparison.Ordinal);
        Assert.Contains($"<option value=\"{preset}\" selected", page, StringComparison.Ordinal);
        Assert.Contains($"<option value=\"{scaling}\" selected", page, StringComparison.Ordinal);
        Assert.Contains("paper-text</a> (LEAKY)", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_few_change_is_folded_away_unless_something_is_wrong_with_it()
    {
        using var answer = await _visitor.SendAsync(New, New, experiment.Fields("wrong", ("batch-size", "0")));
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain("<details open", await _visitor.ReadAsync(New), StringComparison.Ordinal);
        var open = Assert.Single(page.Split("<details").Skip(1), part => part.StartsWith(" open", StringComparison.Ordinal));
        Assert.Contains("name=\"batch-size\" value=\"0\"", open[..open.IndexOf("</details>", StringComparison.Ordinal)],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_shows_what_holds_when_nothing_is_changed()
    {
        var page = await _visitor.ReadAsync(New);

        Assert.Contains("name=\"clip-samples\" value=\"110250\"", page, StringComparison.Ordinal);
        Assert.Contains("name=\"steps\" value=\"1..24\"", page, StringComparison.Ordinal);
        Assert.Contains("<option value=\"log-mel\" selected", page, StringComparison.Ordinal);
        Assert.Contains("1 to 100,000", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(New)]
    [InlineData("/upload")]
    [InlineData("/experiments/first/cancel")]
    [InlineData("/experiments/first/resume")]
    public async Task A_form_from_elsewhere_is_refused(string path)
    {
        using var answer = await _visitor.PostAsync(path, new FormUrlEncodedContent([KeyValuePair.Create("triplets", "x")]));
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("The form was too old or came from elsewhere, and nothing was done.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_larger_than_any_is_refused()
    {
        using var answer = await _visitor.SendAsync(New, New, ("triplets", new string('x', 300 << 10)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task What_is_no_form_is_refused()
    {
        using var answer = await _visitor.PostAsync(New, new StringContent("{}"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task A_running_experiment_tells_its_losses_and_is_cancelled_resumed_and_cancelled_again()
    {
        const string Page = "/experiments/endless";
        (await _visitor.SendAsync(New, New, experiment.Fields("endless", ("epochs", Endless), ("steps", "1"), ("layers", "1")))).Dispose();

        await UntilLossesAsync(Page);
        var running = await _visitor.ReadAsync(Page);
        await ChangeAsync(Page, "cancel", ExperimentState.Cancelled);
        using var again = await _visitor.SendAsync(Page, $"{Page}/cancel");
        await ChangeAsync(Page, "resume", ExperimentState.Running);
        using var resumedAgain = await _visitor.SendAsync(Page, $"{Page}/resume");
        await ChangeAsync(Page, "cancel", ExperimentState.Cancelled);

        Assert.Contains($"data-events=\"{Page}/events\"", running, StringComparison.Ordinal);
        Assert.Contains("<noscript><meta http-equiv=\"refresh\"", running, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\" class=\"word\">Listener ", running, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, resumedAgain.StatusCode);
    }

    [Fact]
    public async Task An_ended_experiment_says_so_once_and_tells_no_more()
    {
        using var answer = await _visitor.GetAsync("/experiments/first/events");
        var events = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using var told = JsonDocument.Parse(Assert.Single(events.Split('\n'), line => line.Length > 0)["data: ".Length..]);
        Assert.True(told.RootElement.GetProperty("ended").GetBoolean());
    }

    public void Dispose() => _visitor.Dispose();

    /// <summary>Reads events until one tells a loss.</summary>
    private async Task UntilLossesAsync(string page)
    {
        using var answer = await _visitor.GetAsync($"{page}/events");
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        while (await events.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Length == 0)
                continue;
            using var told = JsonDocument.Parse(line["data: ".Length..]);
            Assert.False(told.RootElement.GetProperty("ended").GetBoolean(), line);
            if (told.RootElement.GetProperty("losses").GetArrayLength() > 0)
                return;
        }

        Assert.Fail("The events ended before any loss was told.");
    }

    private async Task ChangeAsync(string page, string change, string state)
    {
        using var answer = await _visitor.SendAsync(page, $"{page}/{change}");

        Assert.Equal((HttpStatusCode.SeeOther, page), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Contains($"class=\"state {state}\">", await _visitor.ReadAsync(page), StringComparison.Ordinal);
    }
}
