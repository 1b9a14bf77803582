using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using PlayCount.Audio;
using PlayCount.Learning.Models;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;
using PlayCount.Tests;

namespace PlayCount.EndToEnd.Tests.Pages;

public sealed partial class SongPagesTests(FinishedExperiment experiment) : IClassFixture<FinishedExperiment>, IDisposable
{
    /// <summary>Pages show three to four significant digits.</summary>
    private const double ShownRelative = 0.01;

    private const int LongSeconds = PagesHost.MaxUploadSeconds + 1;

    private readonly PageVisitor _visitor = new(experiment.Host.Address);

    [Fact]
    public async Task A_title_from_the_archive_is_text_and_nothing_else()
    {
        foreach (var path in (string[])["/experiments/first/songs", $"/experiments/first/songs/{RunInput.SongId(0)}"])
        {
            var page = await _visitor.ReadAsync(path);

            Assert.Contains("&lt;script&gt;document.title=", page, StringComparison.Ordinal);
            Assert.Contains("&lt;img src=x onerror=alert(1)&gt; 0", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_song_shows_its_clips_its_plays_and_what_each_model_says_in_the_end()
    {
        const int Song = 4;

        var page = await _visitor.ReadAsync($"/experiments/first/songs/{RunInput.SongId(Song)}");

        Assert.Contains($"<dd>{RunInput.Clips(Song)} of 0.186 s</dd>", page, StringComparison.Ordinal);
        Assert.Contains("class=\"wave\"", page, StringComparison.Ordinal);
        var rows = Rows().Matches(page);
        Assert.Equal(3, rows.Count);
        foreach (Match row in rows)
        {
            var rank = int.Parse(row.Groups["rank"].Value, CultureInfo.InvariantCulture);
            Assert.Equal(Played(rank, Song), int.Parse(row.Groups["plays"].Value, CultureInfo.InvariantCulture));
            AssertShown(Estimate(rank, Song), row.Groups["last"].Value);
            Assert.Contains($"Running estimate of listener {rank}", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_song_without_audio_says_so()
    {
        var page = await _visitor.ReadAsync($"/experiments/first/songs/{RunInput.SongId(13)}");

        Assert.Contains("none: no usable audio was found", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_uploaded_song_is_estimated_as_the_same_song_of_the_experiment()
    {
        const int Song = 4;

        using var answer = await _visitor.UploadAsync("first", RunInput.Wav(Song), "four <b>.wav");
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Estimates of four &lt;b&gt;.wav", page, StringComparison.Ordinal);
        var rows = Uploaded().Matches(page);
        Assert.Equal(3, rows.Count);
        foreach (Match row in rows)
            AssertShown(Estimate(int.Parse(row.Groups["rank"].Value, CultureInfo.InvariantCulture), Song), row.Groups["plays"].Value);
    }

    [Fact]
    public async Task Audio_that_cannot_be_used_is_told_with_the_reason()
    {
        var samples = new byte[2 * RunInput.RateHz * LongSeconds];
        var tooLong = WavBytes.Riff(WavBytes.Format(1, 1, RunInput.RateHz, 16), WavBytes.Chunk("data", samples));

        Assert.Contains(
            "The file lasts longer than 8 s, the most that is accepted here.",
            await RefusedAsync(tooLong, HttpStatusCode.BadRequest),
            StringComparison.Ordinal);
        Assert.Contains("The file no WAV", await RefusedAsync("no audio"u8.ToArray(), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("No file was chosen", await RefusedAsync([], HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains(
            "larger than 2 MiB",
            await RefusedAsync(new byte[PagesHost.MaxUploadBytes + (512 << 10)], HttpStatusCode.RequestEntityTooLarge),
            StringComparison.Ordinal);
        Assert.Contains(
            "The file has 2 MiB",
            await RefusedAsync(new byte[PagesHost.MaxUploadBytes + 1], HttpStatusCode.RequestEntityTooLarge),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_names_an_experiment_that_has_models()
    {
        using var answer = await _visitor.UploadAsync("../x", RunInput.Wav(1), "one.wav");
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("that has models. Choose one of the list.", page, StringComparison.Ordinal);
    }

    public void Dispose() => _visitor.Dispose();

    private async Task<string> RefusedAsync(byte[] file, HttpStatusCode status)
    {
        using var answer = await _visitor.UploadAsync("first", file, "x.wav");
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == answer.StatusCode, $"{answer.StatusCode}: {page}");
        Assert.Contains("role=\"alert\"", page, StringComparison.Ordinal);
        return page;
    }

    private static int Played(int rank, int song) => RunInput.Plays(rank - 1, song);

    /// <summary>What the stored model says of the stored features.</summary>
    private double Estimate(int rank, int song)
    {
        var study = experiment.Host.Blobs.Below(FinishedExperiment.Id);
        var card = Assert.Single(study.List($"models/user_{rank}"), name => name.EndsWith(".json", StringComparison.Ordinal));
        using var weights = study.OpenRead(Path.ChangeExtension(card, ".safetensors"));
        using var features = study.OpenRead(ClipFiles.Features(FrontEnds.LogMel, SongId.Parse(RunInput.SongId(song))));
        return ListenerModel.Load(study.ReadAllBytes(card), weights).Estimate(Npy.Read(features).Values)!.Value.Plays;
    }

    private static void AssertShown(double expected, string shown) =>
        Assert.Equal(expected, double.Parse(shown, CultureInfo.InvariantCulture), Math.Abs(expected * ShownRelative));

    [GeneratedRegex("Listener (?<rank>\\d)</th>\\s*<td>(?<plays>[^<]*)</td>\\s*<td>[^<]*</td>"
        + "\\s*<td class=\"word\">[^<]*</td>\\s*<td>(?<last>[^<]*)</td>")]
    private static partial Regex Rows();

    [GeneratedRegex("Listener (?<rank>\\d)</th>\\s*<td class=\"word\">[^<]*</td>\\s*<td>(?<plays>[^<]*)</td>")]
    private static partial Regex Uploaded();
}
