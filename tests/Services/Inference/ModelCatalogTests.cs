using Grpc.Core;
using PlayCount.Contracts.V1;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Sampling;
using Verdict = PlayCount.Contracts.V1.Skill.Types.Verdict;

namespace PlayCount.Services.Tests.Inference;

public sealed class ModelCatalogTests : IDisposable
{
    private readonly ModelFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Finds_the_models_of_a_lone_run_and_of_experiments()
    {
        foreach (var id in new[] { "user_2/1x3", "first/user_1/2x4", "first/user_10/1x1", "second.2/user_1/1x2" })
            _folder.Write(id);
        File.WriteAllText(_folder.In("models", "user_2", "notes.json"), "{}");
        Directory.CreateDirectory(_folder.In(".hidden", "models", "user_1"));

        Assert.Equal(
            ["first/user_1/2x4", "first/user_10/1x1", "second.2/user_1/1x2", "user_2/1x3"],
                (await ModelsAsync()).Select(model => model.ModelId));
    }

    [Fact]
    public async Task Tells_of_a_model_what_its_card_says()
    {
        var path = _folder.Write("study/user_3/2x4", new MadeModel("zoe", R2: 0.5, AgainstConstant: new PairedDifference(-0.3, -0.4,
            -0.1), Skill: Listener(SkillVerdict.Skill)));

        var model = Assert.Single(await ModelsAsync());

        // 64 inputs, 4 units, 2 layers: (64 + 4 + 1) * 16 + (4 + 4 + 1) * 16, and a dense unit of 4 + 1.
        Assert.Equal(new Model
        {
            ModelId = "study/user_3/2x4",
            UserId = "zoe",
            Layers = 2,
            Steps = 4,
            FrontEnd = "raw",
            ClipSamples = 64,
            SampleRateHz = 22_050,
            Parameters = 1_104 + 144 + 5,
            WeightsSha256 = ModelFolder.Sha256(path + ".safetensors"),
            Skill = new()
            {
                Verdict = Verdict.Skill,
                Gain = 0.3,
                GainLow = 0.1,
                GainHigh = 0.4,
                R2 = 0.5,
                Songs = 12,
                CommonSongs = 9,
                CorrectedR2 = 0.41,
                CorrectedR2Low = 0.22,
                CorrectedR2High = 0.58,
                AdjustedP = 0.0007,
                DetectableR2 = 0.36,
            },
            Serves = true,
        }, model);
    }

    [Theory]
    [InlineData(SkillVerdict.Skill, Verdict.Skill)]
    [InlineData(SkillVerdict.NoSkill, Verdict.NoSkill)]
    [InlineData(SkillVerdict.TooFewSongs, Verdict.TooFewSongs)]
    [InlineData(SkillVerdict.None, Verdict.Unspecified)]
    [InlineData(null, Verdict.Unspecified)]
    public async Task Says_how_far_a_model_can_be_believed(SkillVerdict? listener, Verdict verdict)
    {
        _folder.Write(model: new MadeModel(Skill: listener is { } known ? Listener(known) : null));

        Assert.Equal(verdict, Assert.Single(await ModelsAsync()).Skill.Verdict);
    }

    [Fact]
    public async Task Leaves_out_what_a_listener_of_few_songs_does_not_have()
    {
        _folder.Write(model: new MadeModel(Skill: new ListenerSkill(1, SkillVerdict.TooFewSongs, Networks: 2, Songs: 3)));

        var skill = Assert.Single(await ModelsAsync()).Skill;

        Assert.False(skill.HasCorrectedR2 || skill.HasAdjustedP || skill.HasDetectableR2);
    }

    private static ListenerSkill Listener(SkillVerdict verdict) => new(
        3, verdict, Networks: 4, Songs: 9, Layers: 2, Steps: 4, R2: 0.47, new CorrectedSkill(0.41, 0.22, 0.58), 0.0002, 0.0007, 0.36);

    [Fact]
    public async Task Lets_no_leaky_model_serve_before_another()
    {
        _folder.Write("a/user_1/1x2", new MadeModel(R2: 0.9, Split: SplitKind.PaperText));
        _folder.Write("b/user_1/1x2", new MadeModel(R2: -0.5));

        Assert.Equal(["b/user_1/1x2"], await ServingAsync());
    }

    [Fact]
    public async Task Lets_the_model_of_the_highest_R2_serve_and_of_equals_the_first_by_id()
    {
        _folder.Write("a/user_1/1x2", new MadeModel(R2: null));
        _folder.Write("b/user_1/1x3", new MadeModel(R2: 0.2));
        _folder.Write("b/user_1/2x1", new MadeModel(R2: 0.2));
        _folder.Write("c/user_1/1x1", new MadeModel(R2: 0.1));
        _folder.Write("c/user_2/1x1", new MadeModel("bob", R2: double.NaN));

        Assert.Equal(["b/user_1/1x3", "c/user_2/1x1"], await ServingAsync());
    }

    [Fact]
    public async Task Sees_models_that_come_change_and_go()
    {
        _folder.Write("user_1/1x1");
        await using var server = await InferenceServer.StartAsync(_folder.Path);
        _folder.WriteClips("SONG", clips: 4);
        var before = await PredictAsync(server);

        _folder.Write("user_1/1x1", new MadeModel(Seed: 6));
        var changed = await RefreshedAsync(server);
        _folder.Write("user_1/1x2", new MadeModel(R2: 0.9));
        var better = await RefreshedAsync(server);
        File.Delete(_folder.In("models", "user_1", "1x2.json"));
        var again = await RefreshedAsync(server);

        Assert.Equal(["user_1/1x1", "user_1/1x1", "user_1/1x2", "user_1/1x1"],
            new[] { before, changed, better, again }.Select(estimate => estimate.ModelId));
        Assert.NotEqual(before.Scaled, changed.Scaled);
        Assert.Equal(changed, again);
    }

    [Fact]
    public async Task Looks_again_by_itself()
    {
        await using var server = await InferenceServer.StartAsync(_folder.Path, options => options.LookSeconds = 0.1);
        await server.Log.NextAsync(1500, Cancel);

        _folder.Write();

        Assert.StartsWith("1 models of 1 listeners are served", await server.Log.NextAsync(1500, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serves_more_models_than_fit_into_memory()
    {
        const int Units = 100; // (4,096 + 100 + 1) * 400 weights are 6.7 MB
        string[] users = ["ann", "bob", "cem"];
        for (var i = 0; i < users.Length; i++)
            _folder.Write($"user_{i + 1}/1x1", new MadeModel(users[i], Units: Units, ClipSamples: 4_096, Seed: (ulong)i));
        _folder.WriteClips("SONG", clips: 1, clipSamples: 4_096);
        using var loaded = new GaugeReading("playcount.models.loaded");
        await using var server = await InferenceServer.StartAsync(_folder.Path, options => options.MaxLoadedBytes = 15_000_000);
        var client = server.Client;

        foreach (var user in users.Concat(users))
        {
            Assert.True(double.IsFinite((await client.PredictAsync(new() { UserId = user, SongId = "SONG" },
                cancellationToken: Cancel)).Estimate.Scaled));
            Assert.Equal(2, loaded.Read(server.Services));
        }
    }

    [Fact]
    public async Task Says_that_a_model_went_away_after_it_was_checked_and_serves_another_after_the_next_look()
    {
        const int Units = 200; // (64 + 200 + 1) * 800 weights are 0.8 MiB: the second one puts the first out of memory
        _folder.Write("user_1/1x1", new MadeModel(R2: 0.9, Units: Units));
        _folder.Write("user_1/1x2", new MadeModel(R2: 0.1, Units: Units));
        _folder.WriteClips("SONG", clips: 2);
        await using var server = await InferenceServer.StartAsync(_folder.Path, options => options.MaxLoadedBytes = 1 << 20);
        File.WriteAllText(_folder.In("models", "user_1", "1x1.safetensors"), "damaged");

        var failure = await Assert.ThrowsAsync<RpcException>(() => PredictAsync(server));
        var estimate = await RefreshedAsync(server);

        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        Assert.Equal("user_1/1x2", estimate.ModelId);
    }

    private static async Task<Estimate> PredictAsync(InferenceServer server) =>
        (await server.Client.PredictAsync(new() { UserId = "ann", SongId = "SONG" }, cancellationToken: Cancel)).Estimate;

    private static Task<Estimate> RefreshedAsync(InferenceServer server)
    {
        server.Catalog.Refresh();
        return PredictAsync(server);
    }

    private async Task<IReadOnlyList<Model>> ModelsAsync()
    {
        await using var server = await InferenceServer.StartAsync(_folder.Path);
        return (await server.Client.ListModelsAsync(new(), cancellationToken: Cancel)).Models;
    }

    private async Task<IEnumerable<string>> ServingAsync() =>
        (await ModelsAsync()).Where(model => model.Serves).Select(model => model.ModelId);
}
