using System.Net;
using System.Runtime.Versioning;
using System.Web;
using Microsoft.Extensions.DependencyInjection;
using PlayCount.Mapping.Playlists.SigningIn;
using PlayCount.Mapping.Playlists.Tokens;
using PlayCount.ServiceDefaults.Calls;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Mapping.Playlists;

[UnsupportedOSPlatform("windows")]
public sealed class SignInTests : IAsyncLifetime
{
    private PlaylistTrial _trial = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _trial = await PlaylistTrial.StartAsync();

    public ValueTask DisposeAsync() => _trial.DisposeAsync();

    /// <remarks>Source of the values: RFC 7636, appendix B.</remarks>
    [Fact]
    public void Proves_itself_as_the_standard_has_it() => Assert.Equal(
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", Pkce.Challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));

    [Fact]
    public async Task Asks_for_the_least_that_is_needed_and_comes_back_to_this_machine()
    {
        var question = await _trial.Process().GetRequiredService<SignIn>().BeginAsync(Cancel);

        var query = HttpUtility.ParseQueryString(question.Address.Query);
        Assert.Equal("playlist-modify-private playlist-read-private", query["scope"]);
        Assert.Equal(("code", "S256", "http://127.0.0.1:5343/callback"),
            (query["response_type"], query["code_challenge_method"], query["redirect_uri"]));
        Assert.Equal((question.State, 32, 43), (query["state"], query["state"]!.Length, query["code_challenge"]!.Length));
    }

    [Fact]
    public async Task Each_one_has_secrets_of_its_own()
    {
        var signIn = _trial.Process().GetRequiredService<SignIn>();
        var first = HttpUtility.ParseQueryString((await signIn.BeginAsync(Cancel)).Address.Query);
        var second = HttpUtility.ParseQueryString((await signIn.BeginAsync(Cancel)).Address.Query);

        Assert.NotEqual(first["state"], second["state"]);
        Assert.NotEqual(first["code_challenge"], second["code_challenge"]);
    }

    [Theory]
    [InlineData("other", "The answer's state is not that of the sign-in that is open here. Begin a new sign-in.")]
    [InlineData("", "The answer's state is not that of the sign-in that is open here. Begin a new sign-in.")]
    public async Task An_answer_with_another_state_is_refused_and_the_right_one_still_taken(string state, string text)
    {
        var process = _trial.Process();
        var signIn = process.GetRequiredService<SignIn>();
        var answer = await _trial.BrowseAsync((await signIn.BeginAsync(Cancel)).Address);

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => signIn.EndAsync(answer["code"]!, state, Cancel));
        await signIn.EndAsync(answer["code"]!, answer["state"]!, Cancel);

        Assert.Equal(text, refusal.Message);
        Assert.True(process.GetRequiredService<AccessTokens>().HasConsent);
    }

    [Fact]
    public async Task An_answer_is_worth_something_once()
    {
        var signIn = _trial.Process().GetRequiredService<SignIn>();
        var answer = await _trial.BrowseAsync((await signIn.BeginAsync(Cancel)).Address);
        await signIn.EndAsync(answer["code"]!, answer["state"]!, Cancel);

        await Assert.ThrowsAsync<RefusedException>(() => signIn.EndAsync(answer["code"]!, answer["state"]!, Cancel));
    }

    [Fact]
    public async Task An_answer_to_an_earlier_question_is_refused()
    {
        var signIn = _trial.Process().GetRequiredService<SignIn>();
        var answer = await _trial.BrowseAsync((await signIn.BeginAsync(Cancel)).Address);
        await signIn.BeginAsync(Cancel);

        await Assert.ThrowsAsync<RefusedException>(() => signIn.EndAsync(answer["code"]!, answer["state"]!, Cancel));
    }

    [Fact]
    public async Task A_code_that_another_question_got_is_worth_nothing_with_this_one_s_proof()
    {
        var (one, other) = (_trial.Process().GetRequiredService<SignIn>(), _trial.Process().GetRequiredService<SignIn>());
        var stolen = await _trial.BrowseAsync((await one.BeginAsync(Cancel)).Address);
        var question = await other.BeginAsync(Cancel);

        await Assert.ThrowsAsync<RefusedException>(() => other.EndAsync(stolen["code"]!, question.State, Cancel));

        Assert.False(File.Exists(_trial.TokenPath));
    }

    [Fact]
    public async Task Too_late_an_answer_is_refused()
    {
        var signIn = _trial.Process().GetRequiredService<SignIn>();
        var answer = await _trial.BrowseAsync((await signIn.BeginAsync(Cancel)).Address);
        _trial.Clock.Pass(TimeSpan.FromSeconds(301));

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => signIn.EndAsync(answer["code"]!, answer["state"]!, Cancel));

        Assert.Equal("The answer came after more than 300 s. Begin a new sign-in.", refusal.Message);
    }

    [Fact]
    public async Task A_token_that_cannot_be_kept_is_told_with_what_would_be_right()
    {
        var signIn = _trial.Process().GetRequiredService<SignIn>();
        var answer = await _trial.BrowseAsync((await signIn.BeginAsync(Cancel)).Address);
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(_trial.TokenPath)!);
        folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupWrite;

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => signIn.EndAsync(answer["code"]!, answer["state"]!, Cancel));

        Assert.Equal(Refusal.Invalid, refusal.Refusal);
        Assert.EndsWith("(mode 720): mode 700 is right. Begin a new sign-in.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_listener_passes_strangers_over_and_gives_the_code_of_the_right_answer()
    {
        var port = LoopbackPort.Free();
        using var listener = SignInListener.Start(port);
        var waiting = listener.WaitAsync("right", TimeSpan.FromMinutes(1), Cancel);
        using var browser = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        using var elsewhere = await browser.GetAsync("/favicon.ico", Cancel);
        using var forged = await browser.GetAsync("/callback?code=bad&state=wrong", Cancel);
        using var posted = await browser.PostAsync("/callback?code=bad&state=right", null, Cancel);
        Assert.False(waiting.IsCompleted);
        using var right = await browser.GetAsync("/callback?code=good&state=right", Cancel);

        Assert.Equal("good", await waiting);
        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.OK],
            new[] { elsewhere, forged, posted, right }.Select(answer => answer.StatusCode));
        Assert.Equal("no-referrer", Assert.Single(right.Headers.GetValues("Referrer-Policy")));
        var page = await right.Content.ReadAsStringAsync(Cancel);
        Assert.DoesNotContain("good", page, StringComparison.Ordinal);
        Assert.Contains("PlayCount has the answer, and tells in its terminal what came of it.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_listener_says_that_the_user_did_not_agree()
    {
        var port = LoopbackPort.Free();
        using var listener = SignInListener.Start(port);
        var waiting = listener.WaitAsync("right", TimeSpan.FromMinutes(1), Cancel);
        using var browser = new HttpClient();
        using var answer = await browser.GetAsync(new Uri($"http://127.0.0.1:{port}/callback?error=access_denied&state=right"), Cancel);

        var refusal = await Assert.ThrowsAsync<IOException>(() => waiting);

        Assert.StartsWith("The user did not agree at Spotify", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_listener_gives_up_in_time_and_leaves_its_port()
    {
        var port = LoopbackPort.Free();
        using (var listener = SignInListener.Start(port))
        {
            var late = await Assert.ThrowsAsync<TimeoutException>(
                () => listener.WaitAsync("right", TimeSpan.FromMilliseconds(50), Cancel));
            Assert.Equal("Nobody signed in within 0 s. Begin again.", late.Message);
        }

        using var again = SignInListener.Start(port);
        var refusal = Assert.Throws<IOException>(() => SignInListener.Start(port));
        Assert.StartsWith($"Port {port} of 127.0.0.1, where the browser comes back to, cannot be listened on", refusal.Message,
            StringComparison.Ordinal);
    }
}
