namespace PlayCount.EndToEnd.Tests;

/// <summary>What <c>--preset</c> leaves in config.json.</summary>
public sealed class PresetTests : IDisposable
{
    private readonly RunInput _input = new();

    [Theory]
    [InlineData("sound", "110250", "sound", "robust")]
    [InlineData("paper-code", "111168", "paper-code", "robust")]
    [InlineData("paper-text", "110250", "paper-text", "standard")]
    public async Task Sets_what_is_not_given_by_hand(string preset, string clipSamples, string split, string scaling)
    {
        await RunAsync("--preset", preset);

        Assert.Equal((clipSamples, split, scaling), (Config("clipSamples"), Config("split"), Config("scaling")));
        Assert.Equal(("log-mel", "rmsprop", "32"), (Config("frontEnd"), Config("optimizer"), Config("batchSize")));
    }

    [Fact]
    public async Task Gives_way_to_what_is_given_by_hand_wherever_it_stands()
    {
        await RunAsync("--scaling", "robust", "--preset", "paper-text", "--clip-samples", "4096");

        Assert.Equal(("4096", "paper-text", "robust"), (Config("clipSamples"), Config("split"), Config("scaling")));
    }

    [Fact]
    public async Task Is_no_setting_of_its_own_so_that_the_same_settings_are_the_same_study()
    {
        await RunAsync("--preset", "paper-text", "--clip-samples", "4096");
        var named = File.ReadAllBytes(_input.In("out/config.json"));

        await RunAsync("--split", "paper-text", "--scaling", "standard", "--clip-samples", "4096");

        Assert.Equal(named, File.ReadAllBytes(_input.In("out/config.json")));
    }

    public void Dispose() => _input.Dispose();

    private Task<PlayCountRun> RunAsync(params string[] more) => PlayCountRun.SucceedAsync(
    [
        "run", "--triplets", _input.Triplets, "--audio", _input.Audio, "--mapping", _input.Mapping, "--out", _input.In("out"),
        "--top-users", "3", "--layers", "1", "--steps", "1", "--units", "2", "--epochs", "1", .. more,
    ]);

    private string? Config(string name) => PlainFiles.Json(_input.In("out/config.json")).GetProperty(name).GetString();
}
