using Google.Protobuf.Collections;
using PlayCount.Contracts.V1;
using PlayCount.Experiments.Serving;

namespace PlayCount.Services.Tests.Experiments;

public sealed class RequestedSettingsTests
{
    [Theory]
    [InlineData("layers", 33, 32)]
    [InlineData("dense", 32, 31)]
    [InlineData("steps", 10_001, 10_000)]
    public void Are_refused_by_name_where_a_list_is_longer_than_it_can_be(string name, int count, int most)
    {
        var settings = new Settings { Triplets = "/t", Audio = "/a" };
        var list = (RepeatedField<int>)Settings.Descriptor.FindFieldByName(name).Accessor.GetValue(settings);
        list.AddRange(Enumerable.Repeat(1, count));

        var refusal = Assert.Throws<ArgumentException>(() => RequestedSettings.Read(settings));

        Assert.Equal($"{count} numbers are no value for {name}: at most {most} are.", refusal.Message);
    }

    [Fact]
    public void May_have_as_many_inner_dense_layers_as_a_network_can()
    {
        var settings = new Settings { Triplets = "/t", Audio = "/a", Dense = { Enumerable.Repeat(2, 31) } };

        Assert.Equal(settings.Dense, RequestedSettings.Write(RequestedSettings.Read(settings)).Dense);
    }

    [Fact]
    public void Tell_parts_of_folds_and_give_them_back_in_order()
    {
        var settings = new Settings
        {
            Triplets = "/t",
            Audio = "/a",
            Layers = { 1 },
            Steps = { 1, 2 },
            Nested = true,
            SongShares = { 0.5, 0.3 },
        };

        var request = RequestedSettings.Read(settings);

        Assert.True(RequestedSettings.Write(request).Nested);
        Assert.Equal([0.3, 0.5], RequestedSettings.Write(request).SongShares);
    }

    [Fact]
    public void Tell_the_units_of_each_layer_and_give_them_back()
    {
        var settings = new Settings { Triplets = "/t", Audio = "/a", UnitsOfLayers = { 100, 50, 25 } };

        var request = RequestedSettings.Read(settings);

        Assert.Equal([100, 50, 25], Assert.Single(request.Settings().Sweep.Networks).Lstm.Select(layer => layer.Units));
        Assert.Equal(settings.UnitsOfLayers, RequestedSettings.Write(request).UnitsOfLayers);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 8)]
    public void Are_refused_where_the_units_of_each_layer_stand_beside_layers_or_units(int layers, int units)
    {
        var settings = new Settings { Triplets = "/t", Audio = "/a", UnitsOfLayers = { 100, 50 } };
        if (layers > 0)
            settings.Layers.Add(layers);
        if (units > 0)
            settings.Units = units;

        var refusal = Assert.Throws<ArgumentException>(() => RequestedSettings.Read(settings));

        Assert.Equal("units of layers has 2 numbers, one a layer; leave out layers and units.", refusal.Message);
    }

    [Theory]
    [InlineData(0.5, 0.5, "'0.5,0.5' is no value for song shares: up to 20 numbers from 0.001 to 0.999")]
    [InlineData(0.5, double.NaN, "'NaN,0.5' is no value for song shares: ")]
    [InlineData(0.5, 1, "'0.5,1' is no value for song shares: ")]
    public void Are_refused_where_a_share_cannot_be_had(double one, double other, string line)
    {
        var settings = new Settings { Triplets = "/t", Audio = "/a", SongShares = { one, other } };

        var refusal = Assert.Throws<ArgumentException>(() => RequestedSettings.Read(settings));

        Assert.StartsWith(line, refusal.Message, StringComparison.Ordinal);
    }
}
