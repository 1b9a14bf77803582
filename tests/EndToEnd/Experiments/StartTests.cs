using PlayCount.Contracts.V1;
using PlayCount.Experiments.Conducting;
using PlayCount.Experiments.Serving;

namespace PlayCount.EndToEnd.Tests.Experiments;

public sealed class StartTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunInput _input = new();
    private ServicesHost _services = null!;

    public async ValueTask InitializeAsync() => _services = await ServicesHost.StartAsync(_folder.In("data"), _input.In(""));

    [Fact]
    public async Task The_same_request_twice_is_one_experiment()
    {
        var first = await StartAsync(null, SmallStudy.Settings(_input));

        var second = await StartAsync(null, SmallStudy.Settings(_input));

        Assert.Equal(first.Id, second.Id);
        Assert.Single(await _services.Desk.ListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_id_that_is_taken_by_other_settings_is_refused()
    {
        await StartAsync("mine", SmallStudy.Settings(_input));
        var other = SmallStudy.Settings(_input);
        other.Epochs++;

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync("mine", other));

        Assert.Equal("The experiment 'mine' is there with other settings. Choose another id, or leave it out.", refusal.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("triplets.tsv")]
    [InlineData("./triplets.tsv")]
    [InlineData("/tmp/trip\0lets.tsv")]
    public async Task A_path_that_is_no_full_path_is_refused(string path)
    {
        var settings = SmallStudy.Settings(_input);
        settings.Triplets = path;

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(null, settings));

        Assert.Contains("is no full path of a file on the server.", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\0', refusal.Message);
    }

    [Theory]
    [InlineData("triplets")]
    [InlineData("audio")]
    [InlineData("mapping")]
    [InlineData("mismatches")]
    public async Task A_path_outside_the_roots_is_refused_by_its_name(string name)
    {
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(null, With(name, _folder.In("elsewhere"))));

        Assert.StartsWith($"{name} '{_folder.In("elsewhere")}'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("lies below no folder that experiments may read", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("triplets")]
    [InlineData("audio")]
    public async Task A_way_out_of_the_roots_is_none(string name)
    {
        Directory.CreateDirectory(_folder.In("elsewhere"));
        Directory.CreateSymbolicLink(_input.In("out"), _folder.In("elsewhere"));
        string[] ways = [_input.In("out"), _input.In("out", "x"), _input.In("..", Path.GetFileName(_folder.Path), "elsewhere"),
            _input.In("") + "2"];

        foreach (var way in ways)
        {
            var refusal = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(null, With(name, way)));
            Assert.Contains("lies below no folder that experiments may read", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Links_that_run_in_a_circle_are_refused()
    {
        Directory.CreateSymbolicLink(_input.In("one"), _input.In("two"));
        Directory.CreateSymbolicLink(_input.In("two"), _input.In("one"));

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(null, With("audio", _input.In("one"))));

        Assert.Contains("leads nowhere: More than 40 links follow one another.", refusal.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _input.Dispose();
        _folder.Dispose();
    }

    private Settings With(string name, string path)
    {
        var settings = SmallStudy.Settings(_input);
        var field = Settings.Descriptor.FindFieldByName(name);
        field.Accessor.SetValue(settings, path);
        return settings;
    }

    private Task<ExperimentView> StartAsync(string? id, Settings settings) =>
        _services.Desk.StartAsync(id, RequestedSettings.Read(settings), TestContext.Current.CancellationToken);
}
