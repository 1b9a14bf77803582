using System.Text;
using System.Text.Json;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Training.Storing;
using PlayCount.Training.Sweeping;

namespace PlayCount.Services.Tests.Training;

/// <summary>Files of a sweep that changed since, but still have the right form, are never taken for what was trained.</summary>
public sealed class DamagedTrainingTests : IDisposable
{
    private const string Outcome = "state/user_1/1x2.json", Card = "models/user_1/1x2.json", Weights = "models/user_1/1x2.safetensors";

    private readonly SweepFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Numbers of an outcome, a digit each; numbers of a card; the last weight; the name of a tensor.</summary>
    [Theory]
    [InlineData(Outcome, "\"scoredMse\":")]
    [InlineData(Outcome, "\"trainMse\":")]
    [InlineData(Outcome, "\"estimatePlays\":")]
    [InlineData(Card, "\"scoredMse\": ")]
    [InlineData(Card, "\"mean\": [\n      ")]
    [InlineData(Card, "\"dataSha256\": \"")]
    [InlineData(Card, "\"weightsSha256\": \"")]
    [InlineData(Card, "playcount-model/")]
    [InlineData(Weights, "dense.0.bia")]
    [InlineData(Weights, null)]
    public void A_damaged_byte_is_trained_away(string name, string? before)
    {
        var request = Request();
        var expected = Bits.Of(_folder.RunAnew(request));
        var (state, models) = (_folder.Files("state"), _folder.Files("models"));
        Damage(name, before);

        var outcomes = SweepFolder.Run(request);

        Assert.Equal(expected, Bits.Of(outcomes));
        Assert.Equal(state, _folder.Files("state"));
        Assert.Equal(models, _folder.Files("models"));
    }

    [Fact]
    public void A_damaged_fold_is_trained_again()
    {
        var request = Request();
        var expected = Bits.Of(_folder.RunAnew(request));
        _folder.Forget();
        using var stop = new StopAfter(request.Options.Epochs + 1); // in the second fold
        Assert.ThrowsAny<OperationCanceledException>(() => SweepRunner.Run(request, stop, stop.Token));
        Damage("state/user_1/1x2/seed_1_fold_0.json", "\"estimates\":[");

        var outcomes = SweepFolder.Run(request);

        Assert.Equal(expected, Bits.Of(outcomes));
    }

    /// <summary>Both listeners' outcomes and models are whole, but each has the other's name.</summary>
    [Theory]
    [InlineData("state/user_{0}/1x2.json")]
    [InlineData("models/user_{0}/1x2.json", "models/user_{0}/1x2.safetensors")]
    public void Files_that_changed_places_are_trained_again(params string[] names)
    {
        var request = _folder.Request(SweepFolder.Options(), _folder.User(1, 5), _folder.User(2, 5, firstSong: 9));
        var expected = Bits.Of(_folder.RunAnew(request));
        var (state, models) = (_folder.Files("state"), _folder.Files("models"));
        foreach (var name in names)
        {
            var one = _folder[name.Replace("{0}", "1", StringComparison.Ordinal)];
            var two = _folder[name.Replace("{0}", "2", StringComparison.Ordinal)];
            var bytes = File.ReadAllBytes(one);
            File.Copy(two, one, overwrite: true);
            File.WriteAllBytes(two, bytes);
        }

        var outcomes = SweepFolder.Run(request);

        Assert.Equal(expected, Bits.Of(outcomes));
        Assert.Equal(state, _folder.Files("state"));
        Assert.Equal(models, _folder.Files("models"));
    }

    [Theory]
    [InlineData(0x01)]
    [InlineData(0x80)]
    public void Whatever_byte_is_damaged_an_outcome_is_found_as_it_was_or_not_at_all(byte bits)
    {
        var state = new SweepState(_folder.Blobs, "one");
        var key = new NetworkKey(1, 1, 2);
        state.Save(key, new FoldOutcome(1, 0, [new CurvePoint(1, 0.25, double.NaN)], [-1.5, 1e-7]));
        var path = _folder["state/user_1/1x2/seed_1_fold_0.json"];
        var (whole, outcome) = (File.ReadAllBytes(path), Text(state));
        for (var place = 0; place < whole.Length; place++)
        {
            byte[] damaged = [.. whole];
            damaged[place] ^= bits;
            File.WriteAllBytes(path, damaged);

            var found = Text(state);

            Assert.True(found == outcome || (found is null && !File.Exists(path)), $"byte {place}: {found}");
        }

        string? Text(SweepState sweep) =>
            sweep.FindFold(key, new FoldKey(1, 0)) is { } found ? JsonSerializer.Serialize(found, StoredJson.State) : null;
    }

    [Fact]
    public void An_outcome_of_other_data_is_not_there()
    {
        var key = new NetworkKey(1, 1, 2);
        new SweepState(_folder.Blobs, "one").Save(key, new FoldOutcome(1, 0, [], [1]));

        Assert.NotNull(new SweepState(_folder.Blobs, "one").FindFold(key, new FoldKey(1, 0)));
        Assert.Null(new SweepState(_folder.Blobs, "two").FindFold(key, new FoldKey(1, 0)));
    }

    [Fact]
    public void What_a_killed_run_left_unfinished_is_written_over_and_not_read()
    {
        var request = Request();
        var expected = Bits.Of(_folder.RunAnew(request));
        var (state, models) = (_folder.Files("state"), _folder.Files("models"));
        string[] unfinished = [.. state.Keys.Concat(models.Keys)];
        foreach (var name in unfinished)
            File.Move(_folder[name], _folder[name + ".unfinished"]);

        var outcomes = SweepFolder.Run(request);

        Assert.Equal(expected, Bits.Of(outcomes));
        Assert.Equal(state, _folder.Files("state"));
        Assert.Equal(models, _folder.Files("models"));
    }

    private SweepRequest Request() => _folder.Request(SweepFolder.Options(), _folder.User(1, 5));

    /// <summary>Changes the lowest bit of the byte after some text, past a sign, or of the file's last byte but one.</summary>
    private void Damage(string name, string? before)
    {
        var bytes = File.ReadAllBytes(_folder[name]);
        var place = bytes.Length - 2;
        if (before is not null)
        {
            var found = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(before));
            Assert.True(found >= 0, $"{name} has no {before}");
            place = found + before.Length;
            if (bytes[place] == '-')
                place++;
        }

        bytes[place] ^= 1;
        File.WriteAllBytes(_folder[name], bytes);
    }
}
