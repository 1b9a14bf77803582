using PlayCount.Learning.Sweeps;

namespace PlayCount.Core.Tests.Sweeps;

public sealed class StudyPresetTests
{
    [Theory]
    [InlineData("sound", "110250", "sound", "robust", false)]
    [InlineData("paper-code", "111168", "paper-code", "robust", false)] // as the published program
    [InlineData("paper-text", "110250", "paper-text", "standard", true)] // as the paper says
    public void Has_the_settings_of_its_protocol(string name, string clipSamples, string split, string scaling, bool leaky)
    {
        var preset = StudyPreset.Parse(name);

        Assert.Equal(leaky, preset.IsLeaky);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["clipSamples"] = clipSamples,
                ["split"] = split,
                ["scaling"] = scaling,
                ["gateActivation"] = "hard-sigmoid",
                ["batchSize"] = "32",
                ["optimizer"] = "rmsprop",
            },
            preset.Settings);
    }

    [Fact]
    public void Is_refused_by_the_names_there_are()
    {
        var refusal = Assert.Throws<ArgumentException>(() => StudyPreset.Parse("paper"));

        Assert.Equal("'paper' is no value for preset: one of sound, paper-code, paper-text is.", refusal.Message);
    }
}
