using Google.Protobuf.Reflection;
using PlayCount.Contracts.V1;
using PlayCount.Experiments.Pages.Starting;

namespace PlayCount.Services.Tests.Experiments;

/// <summary>Whatever a request can say, the form can say.</summary>
public sealed class StartFormFieldsTests
{
    public static TheoryData<string> Settings =>
        [.. Contracts.V1.Settings.Descriptor.Fields.InFieldNumberOrder().Select(known => known.Name)];

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_of_a_request_has_a_field_that_sets_it_and_no_other(string setting)
    {
        var name = setting.Replace('_', '-');
        var field = Assert.Single(StartForm.Fields, field => field.Name == name);
        var typed = StartForm.Fields.ToDictionary(other => other.Name, _ => "");
        typed[name] = field.Choices.Count > 0 ? field.Choices[^1]
            : field.Usual.Length > 0 ? field.Usual
            : name == "song-shares" ? "0.7" : "7";
        var errors = new Dictionary<string, string>();

        var settings = StartForm.Read(typed, errors);

        Assert.Empty(errors);
        Assert.Equal([setting], Contracts.V1.Settings.Descriptor.Fields.InFieldNumberOrder().Where(known => IsSet(known, settings))
            .Select(known => known.Name));
    }

    [Fact]
    public void Inner_dense_layers_keep_their_order_and_may_be_alike()
    {
        var settings = Read("64, 32,32", out var errors);

        Assert.Empty(errors);
        Assert.Equal([64, 32, 32], settings.Dense);
    }

    [Theory]
    [InlineData("32,many", "'many' is no value for dense: a number from 1 to ")]
    [InlineData("32,", "'' is no value for dense: a number from 1 to ")]
    [InlineData("0", "0 is no value for dense: a number from 1 to ")]
    public void Inner_dense_layers_that_cannot_be_used_are_told(string typed, string begin)
    {
        Read(typed, out var errors);

        Assert.StartsWith(begin, errors["dense"], StringComparison.Ordinal);
    }

    [Fact]
    public void Units_of_each_layer_take_the_place_of_what_the_form_holds_of_layers_and_units()
    {
        var typed = StartForm.Fields.ToDictionary(field => field.Name, field => field.Usual);
        typed["units-of-layers"] = "100,50,25";

        var settings = StartForm.Read(typed, []);

        Assert.Equal([100, 50, 25], settings.UnitsOfLayers);
        Assert.Empty(settings.Layers);
        Assert.False(settings.HasUnits);
    }

    private static Settings Read(string dense, out Dictionary<string, string> errors)
    {
        var typed = StartForm.Fields.ToDictionary(field => field.Name, field => field.Name == "dense" ? dense : "");
        return StartForm.Read(typed, errors = []);
    }

    private static bool IsSet(FieldDescriptor field, Settings settings) =>
        field.HasPresence ? field.Accessor.HasValue(settings) : field.Accessor.GetValue(settings) switch
        {
            System.Collections.IList list => list.Count > 0,
            string text => text.Length > 0,
            var other => throw new InvalidOperationException($"{field.Name} is {other}."),
        };
}
