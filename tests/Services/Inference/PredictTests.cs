using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using PlayCount.Contracts.V1;
using PlayCount.Learning.Models;
using PlayCount.ServiceDefaults.Blobs;
using SentAudio = PlayCount.Contracts.V1.Audio; // the bare name is a namespace

namespace PlayCount.Services.Tests.Inference;

public sealed class PredictTests : IDisposable
{
    private readonly ModelFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(2, 5)]
    public async Task Estimates_a_stored_song_as_its_model_does(int members, int encoder)
    {
        var path = _folder.Write("study/user_1/1x2", new MadeModel(Members: members, Encoder: encoder));
        var clips = _folder.WriteClips("SONG", clips: 5, experiment: "study");
        using var weights = File.OpenRead(path + ".safetensors");
        var expected = ListenerModel.Load(await File.ReadAllBytesAsync(path + ".json", Cancel), weights).Estimate(clips)!.Value;
        await using var server = await InferenceServer.StartAsync(_folder.Path);

        var estimate = (await server.Client.PredictAsync(new() { UserId = "ann", SongId = "SONG" }, cancellationToken: Cancel)).Estimate;

        Assert.Equal((expected.Scaled, expected.Plays, 4, "study/user_1/1x2"), (estimate.Scaled, estimate.Plays, estimate.Clips,
            estimate.ModelId));
        Assert.Equal(MadeModel.Scaling.Unscale(estimate.Scaled), estimate.Plays, 1e-12);
    }

    [Fact]
    public async Task Estimates_audio_by_the_model_that_is_asked_for()
    {
        _folder.Write("user_1/1x2", new MadeModel(R2: 0.9));
        _folder.Write("user_1/2x3", new MadeModel(R2: 0.1));
        await using var server = await InferenceServer.StartAsync(_folder.Path);
        var audio = new SentAudio { Content = ByteString.CopyFrom(Sound.Wav(Sound.Pcm16((6 * ModelFolder.ClipSamples) + 1))) };

        var usual = await server.Client.PredictAsync(new() { UserId = "ann", Audio = audio }, cancellationToken: Cancel);
        var asked = await server.Client.PredictAsync(new() { UserId = "ann", Audio = audio, ModelId = "user_1/2x3" },
            cancellationToken: Cancel);

        Assert.Equal(("user_1/1x2", 6), (usual.Estimate.ModelId, usual.Estimate.Clips)); // 7 clips, the last one begun: 3 samples of 2
        Assert.Equal(("user_1/2x3", 6), (asked.Estimate.ModelId, asked.Estimate.Clips));
    }

    [Fact]
    public async Task Shows_no_plays_below_0()
    {
        // An estimate of a network of small weights is near 0: with this centre its plays would be near -1,000.
        _folder.Write(changeCard: card => card["targetScaling"]!["centre"] = -1_000);
        _folder.WriteClips("SONG", clips: 2);
        await using var server = await InferenceServer.StartAsync(_folder.Path);

        Assert.Equal(0, (await server.Client.PredictAsync(new() { UserId = "ann", SongId = "SONG" },
            cancellationToken: Cancel)).Estimate.Plays);
    }

    public static TheoryData<string> NoIds =>
        ["", "../x", "../../etc/passwd", "%2e%2e", "a/b", "a\\b", "a\0b", "a b", "a\nb", "\u00e9", "\u202e", new string('a', 4_096)];

    [Theory]
    [MemberData(nameof(NoIds))]
    public async Task Refuses_ids_that_are_none(string id)
    {
        _folder.Write();
        File.WriteAllText(_folder.In("x.npy"), "");
        await using var server = await InferenceServer.StartAsync(_folder.Path);

        var (user, userText) = await FailureAsync(server, new() { UserId = id, SongId = "SONG" });
        var (song, songText) = await FailureAsync(server, new() { UserId = "ann", SongId = id });
        var (model, modelText) = await FailureAsync(server, new() { UserId = "ann", SongId = "SONG", ModelId = id + "?" });

        Assert.Equal((StatusCode.InvalidArgument, StatusCode.InvalidArgument, StatusCode.NotFound), (user, song, model));
        Assert.All([userText, songText, modelText], text => Assert.True(text.Length < 300 && !text.Any(char.IsControl), text));
    }

    public static TheoryData<string, StatusCode, string> Refused => new()
    {
        { "no song", StatusCode.InvalidArgument, "song_id or audio" },
        { "another listener", StatusCode.NotFound, "ListModels" },
        { "another listener's model", StatusCode.InvalidArgument, "is that of 'bob'" },
        { "an unknown song", StatusCode.NotFound, "send the audio" },
        { "a short song", StatusCode.InvalidArgument, "needs 2" },
        { "a damaged song", StatusCode.DataLoss, "Cut the song again" },
        { "a song of other clips", StatusCode.DataLoss, "64 are right" },
        { "a song with infinities", StatusCode.DataLoss, "not finite" },
        { "no bytes", StatusCode.InvalidArgument, "0 bytes" },
        { "no audio", StatusCode.InvalidArgument, "no WAV" },
        { "silence of no length", StatusCode.InvalidArgument, "holds no samples" },
        { "a cut file", StatusCode.InvalidArgument, "cannot be used" },
        { "a short file", StatusCode.InvalidArgument, "needs 2" },
        { "a long file", StatusCode.ResourceExhausted, "longer than 1 s" },
        { "a long format", StatusCode.InvalidArgument, "format" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Refuses_and_says_what_to_do(string what, StatusCode status, string text)
    {
        _folder.Write();
        _folder.Write("user_2/1x2", new MadeModel("bob"));
        _folder.WriteClips("SHORT", clips: 1);
        _folder.WriteClips("OTHER", clips: 2, clipSamples: 63);
        File.WriteAllText(_folder.In("clips", "DAMAGED.npy"), "damaged");
        File.WriteAllBytes(_folder.In("clips", "INFINITE.npy"), Infinite());
        await using var server = await InferenceServer.StartAsync(_folder.Path, options => options.MaxDecodedSeconds = 1);

        var (seen, detail) = await FailureAsync(server, Request(what));

        Assert.Equal(status, seen);
        Assert.Contains(text, detail, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Path, detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_unavailable_without_a_model()
    {
        await using var server = await InferenceServer.StartAsync(_folder.Path);

        Assert.Equal(StatusCode.Unavailable, (await FailureAsync(server, new() { UserId = "ann", SongId = "SONG" })).Status);
    }

    [Fact]
    public async Task Takes_audio_up_to_the_limit_and_none_beyond()
    {
        const int Limit = 32 << 20; // more than the 30 MB that the server accepts of other bodies
        _folder.Write(model: new MadeModel(ClipSamples: 22_050));
        await using var server = await InferenceServer.StartAsync(_folder.Path, options => options.MaxReceiveBytes = Limit);
        var below = new PredictRequest { UserId = "ann", Audio = Silence(Limit - 1_000) };

        var estimate = (await server.Client.PredictAsync(below, cancellationToken: Cancel)).Estimate;
        var (status, _) = await FailureAsync(server, new() { UserId = "ann", Audio = Silence(Limit + 1_000) });

        Assert.True(estimate.Clips > 700);
        Assert.Equal(StatusCode.ResourceExhausted, status);
    }

    [Fact]
    public async Task Tells_nothing_of_a_fault_of_its_own_but_an_id_that_is_logged()
    {
        _folder.Write();
        _folder.WriteClips("SONG", clips: 2);
        await using var server = await InferenceServer.StartAsync(
            _folder.Path, services: services => services.AddSingleton<IBlobStore>(new FaultyBlobs(_folder.Blobs, "clips/SONG.npy")));

        var (status, text) = await FailureAsync(server, new() { UserId = "ann", SongId = "SONG" });

        Assert.Equal(StatusCode.Internal, status);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        var id = text.Split(' ')[^1].TrimEnd('.');
        Assert.Contains(id, Assert.Single(server.Log.All, logged => logged.Id == 1022).Text, StringComparison.Ordinal);
    }

    private static PredictRequest Request(string what) => what switch
    {
        "no song" => new() { UserId = "ann" },
        "another listener" => new() { UserId = "cem", SongId = "SONG" },
        "another listener's model" => new() { UserId = "ann", SongId = "SHORT", ModelId = "user_2/1x2" },
        "an unknown song" => new() { UserId = "ann", SongId = "SONG" },
        "a short song" => new() { UserId = "ann", SongId = "SHORT" },
        "a damaged song" => new() { UserId = "ann", SongId = "DAMAGED" },
        "a song of other clips" => new() { UserId = "ann", SongId = "OTHER" },
        "a song with infinities" => new() { UserId = "ann", SongId = "INFINITE" },
        "no bytes" => new() { UserId = "ann", Audio = new() },
        "no audio" => new() { UserId = "ann", Audio = new() { Content = ByteString.CopyFromUtf8("some text"), Format = "wav" } },
        "silence of no length" => new() { UserId = "ann", Audio = Wav(0) },
        "a cut file" => new() { UserId = "ann", Audio = new() { Content = ByteString.CopyFrom(Sound.Wav(Sound.Pcm16(500))[..^101]) } },
        "a short file" => new() { UserId = "ann", Audio = Wav(ModelFolder.ClipSamples) },
        "a long file" => new() { UserId = "ann", Audio = Wav(22_051) },
        "a long format" => new() { UserId = "ann", Audio = new() { Content = Wav(500).Content, Format = new('w', 17) } },
        _ => throw new ArgumentException(what, nameof(what)),
    };

    private static SentAudio Wav(int frames) => new() { Content = UnsafeByteOperations.UnsafeWrap(Sound.Wav(Sound.Pcm16(frames))) };

    private static SentAudio Silence(int bytes) => new() { Content = UnsafeByteOperations.UnsafeWrap(Sound.Wav(new byte[bytes])) };

    private static byte[] Infinite()
    {
        using var file = new MemoryStream();
        PlayCount.Audio.Npy.Write(file, [.. Enumerable.Repeat(float.PositiveInfinity, 2 * ModelFolder.ClipSamples)], 2,
            ModelFolder.ClipSamples);
        return file.ToArray();
    }

    private static async Task<(StatusCode Status, string Text)> FailureAsync(InferenceServer server, PredictRequest request)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(() => server.Client.PredictAsync(request,
            cancellationToken: Cancel).ResponseAsync);
        return (failure.StatusCode, failure.Status.Detail);
    }
}
