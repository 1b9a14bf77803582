using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;

namespace PlayCount.Core.Tests.Sweeps;

public sealed class NamedSettingsTests
{
    [Fact]
    public void Are_the_papers_networks_where_none_is_given()
    {
        var settings = NamedSettings.Of(StudyPreset.Parse("paper-text"), new Dictionary<string, string>());

        Assert.Equal([1, 2], settings.Sweep.Networks.Select(network => network.Lstm.Count));
        Assert.All(settings.Sweep.Networks.SelectMany(network => network.Lstm), lstm => Assert.Equal(new LstmSpec(), lstm));
        Assert.Equal(Enumerable.Range(1, 24), settings.Sweep.Steps);
        Assert.Equal((SplitKind.PaperText, TargetScaling.Standard), (settings.Sweep.Split, settings.Sweep.Scaling));
    }

    [Fact]
    public void Win_over_the_preset_where_they_are_given()
    {
        var settings = Of(
            ("split", "sound"), ("steps", "6,1..2"), ("layers", "3"), ("units", "8"), ("dense", "32,16"), ("dropout", "0.25"),
            ("optimizer", "sgd"));

        Assert.Equal((SplitKind.Sound, 111_168), (settings.Sweep.Split, settings.ClipSamples));
        Assert.Equal([1, 2, 6], settings.Sweep.Steps);
        var network = Assert.Single(settings.Sweep.Networks);
        Assert.Equal(Enumerable.Repeat(new LstmSpec(8, Dropout: 0.25), 3), network.Lstm);
        Assert.Equal(
            [new DenseSpec(32, Activation.Relu, 0.25), new DenseSpec(16, Activation.Relu, 0.25), new DenseSpec(1)], network.Dense);
        Assert.Equal(0.01, settings.Sweep.Optimizer.LearningRate); // sgd's usual one
    }

    [Fact]
    public void Tell_the_parts_of_folds()
    {
        var sweep = Of(("split", "sound"), ("layers", "1"), ("steps", "1..8"), ("nested", "yes"), ("songShares", "0.5,0.25")).Sweep;

        Assert.True(sweep.Nested);
        Assert.Equal([0.25, 0.5], sweep.SongShares);
    }

    [Theory]
    [InlineData("unit", "8", "'unit' is no setting: one of maxPlays, ")]
    [InlineData("units", "0", "0 is no value for units: a number from 1 to 65536 is.")]
    [InlineData("dropout", "much", "'much' is no value for dropout: a number is.")]
    [InlineData("steps", "3..1", "'3..1' is no value for steps: ")]
    [InlineData("optimizer", "newton", "'newton' is no value for optimizer: one of rmsprop, adam, sgd is.")]
    public void Are_refused_by_name(string name, string text, string line)
    {
        var refusal = Assert.Throws<ArgumentException>(() => Of((name, text)));

        Assert.StartsWith(line, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tell_layers_in_one_way_alone()
    {
        var refusal = Assert.Throws<ArgumentException>(() => Of(("networks", "[]"), ("units", "8")));

        Assert.Equal("'networks' tells all layers; leave out 'units'.", refusal.Message);
    }

    [Fact]
    public void A_list_of_units_is_one_network_of_as_many_layers()
    {
        var network = Assert.Single(Of(("units", "100,50,25"), ("recurrentDropout", "0.5")).Sweep.Networks);

        Assert.Equal([100, 50, 25], network.Lstm.Select(layer => layer.Units));
        Assert.All(network.Lstm, layer => Assert.Equal(0.5, layer.RecurrentDropout));
        Assert.Equal(
            "units has 2 numbers, one a layer; leave out layers, or give 2.",
            Assert.Throws<ArgumentException>(() => Of(("units", "8,4"), ("layers", "1,2"))).Message);
    }

    [Theory]
    [InlineData("units", "networks", "[]", "networks")]
    [InlineData("networks", "units", "8", "units")]
    [InlineData("units", "layers", "2", "units layers")]
    public void Changes_of_the_networks_replace_what_told_them_before(string before, string changed, string text, string left)
    {
        var settings = NamedSettings.With(
            new Dictionary<string, string> { [before] = "16" }, new Dictionary<string, string> { [changed] = text });

        Assert.Equal(left.Split(' '), settings.Keys);
        Assert.Equal(text, settings[changed]);
    }

    private static StudySettings Of(params (string Name, string Text)[] given) =>
        NamedSettings.Of(StudyPreset.Parse("paper-code"), given.ToDictionary(setting => setting.Name, setting => setting.Text));
}
