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
}
