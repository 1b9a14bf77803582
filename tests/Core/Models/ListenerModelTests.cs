using System.Buffers.Binary;
using System.Text.Json.Nodes;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Models;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;

namespace PlayCount.Core.Tests.Models;

/// <summary>A model is used as it was trained, or refused.</summary>
public sealed class ListenerModelTests
{
    private readonly SmallModel _model = new();

    [Fact]
    public void Estimates_a_song_with_the_bits_of_the_trainer()
    {
        var model = _model.Signed().Load();
        var samples = SampleBuilder.Build(_model.Clips.ClipsPerSong, SmallModel.Steps);
        var together = samples.Zip(_model.Trainer.Estimate(samples)).ToLookup(pair => pair.First.Song, pair => pair.Second);

        for (var song = 0; song < _model.Clips.Count; song++)
        {
            var expected = together[song].Average();

            var estimate = model.Estimate(_model.Clips[song])!.Value;

            Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(estimate.Scaled));
            Assert.Equal(Math.Max((expected * 4) + 9, 0), estimate.Plays);
            Assert.Equal(4, estimate.Clips); // 5 are 2 samples of 2, and one left over
        }
    }

    /// <summary>768 rows are computed at once: one song of more gives the bits of the same samples one by one.</summary>
    [Fact]
    public void Estimates_a_long_song_as_its_samples_one_by_one()
    {
        const int Clips = 2_001;
        var model = _model.Signed().Load();
        var song = Learning.Small.Clips<float>(songs: 1, Clips, SmallModel.Inputs, seed: 11)[0].ToArray();

        var whole = model.Estimate(song)!.Value;

        var samples = song.Chunk(SmallModel.Steps * SmallModel.Inputs).Take(Clips / SmallModel.Steps);
        Assert.Equal(samples.Average(sample => model.Estimate(sample)!.Value.Scaled), whole.Scaled);
        Assert.Equal(Clips - 1, whole.Clips);
    }

    [Fact]
    public void Estimates_the_mean_of_its_members()
    {
        var alone = _model.Signed().Load();
        var other = Learning.Small.Network<float>(SmallModel.Spec, seed: 17);
        var first = _model.Weights;
        _model.Weights = Learning.SafetensorsBytes.Written(NetworkTensors.Split(SmallModel.Spec, other.WeightMemory));
        var second = _model.Signed().Load();
        _model.Weights = WithMember(other.WeightMemory);
        _model.CardJson["training"]!["members"] = 2;

        var both = _model.Signed().Load().EstimateSamples(_model.Clips[0]);

        var (one, two) = (alone.EstimateSamples(_model.Clips[0]), second.EstimateSamples(_model.Clips[0]));
        Assert.NotEqual(one, two);
        Assert.Equal(one.Zip(two, (left, right) => (float)(((double)left + right) / 2)), both);
        Assert.NotEqual(first.Length, _model.Weights.Length);
    }

    [Theory]
    [InlineData(2, "member.2.", "no tensor 'member.1.lstm.0.kernel'")] // as many bytes, but another member's
    [InlineData(1, "member.1.", "14 tensors; 7 are right")]
    [InlineData(32, null, "a header are right for the card's network")]
    [InlineData(1, "member.1.", "1 to 32", 33)]
    [InlineData(1, "member.1.", "1 to 32", 0)]
    [InlineData(1, "member.1.", "1 to 32", -1)]
    public void Refuses_members_that_are_not_as_the_card_says(int members, string? prefix, string said, int? told = null)
    {
        if (prefix is not null)
            _model.Weights = WithMember(Learning.Small.Network<float>(SmallModel.Spec, seed: 17).WeightMemory, prefix);
        _model.CardJson["training"]!["members"] = told ?? members;
        _model.Signed();

        Assert.Contains(said, Assert.Throws<InvalidDataException>(_model.Load).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_an_encoder_that_the_network_does_not_fit_or_whose_weights_are_missing()
    {
        _model.CardJson["training"]!["encoder"] = 2;
        _model.CardJson["encoder"] = JsonNode.Parse("{\"inputs\": 3, \"units\": 2}");
        Assert.Contains("the network has 3 inputs", Assert.Throws<InvalidDataException>(_model.Signed().Load).Message,
            StringComparison.Ordinal);

        _model.CardJson["training"]!["encoder"] = 3;
        _model.CardJson["encoder"] = JsonNode.Parse("{\"inputs\": 3, \"units\": 3}");
        Assert.Contains("no tensor 'encoder.kernel'", Assert.Throws<InvalidDataException>(_model.Signed().Load).Message,
            StringComparison.Ordinal);
    }

    private byte[] WithMember(ReadOnlyMemory<float> weights, string prefix = "member.1.") => Learning.SafetensorsBytes.Written(
        [.. NetworkTensors.Split(SmallModel.Spec, _model.Trainer.Network.WeightMemory),
         .. NetworkTensors.Split(SmallModel.Spec, weights, prefix)]);

    [Fact]
    public async Task Gives_several_threads_the_same_estimate()
    {
        var model = _model.Signed().Load();
        var expected = model.Estimate(_model.Clips[0]);

        var estimates = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(
            () => model.Estimate(_model.Clips[0]), TestContext.Current.CancellationToken)));

        Assert.All(estimates, estimate => Assert.Equal(expected, estimate));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Says_that_a_song_has_too_few_clips(int clips) =>
        Assert.Null(_model.Signed().Load().Estimate(new float[clips * SmallModel.Inputs]));

    [Fact]
    public void A_negative_estimate_is_no_play()
    {
        _model.CardJson["targetScaling"]!["centre"] = -1e6;

        Assert.Equal(0, _model.Signed().Load().Estimate(_model.Clips[0])!.Value.Plays);
    }

    [Fact]
    public void Refuses_clips_of_another_length_or_of_no_numbers()
    {
        var model = _model.Signed().Load();

        Assert.Throws<ArgumentException>(() => model.Estimate(new float[SmallModel.Inputs + 1]));
        Assert.Throws<ArgumentException>(() => model.Estimate([1, 2, 3, 4, 5, float.NaN]));
        Assert.Throws<ArgumentException>(() => model.Estimate([1, 2, 3, 4, float.PositiveInfinity, 6]));
    }

    /// <summary>A value of the card by its path, what it is changed to (nothing: it is removed), and what the refusal says.</summary>
    [Theory]
    [InlineData("format", "\"playcount-model/2\"", "'playcount-model/1' is right")]
    [InlineData("format", null, "cannot be read")]
    [InlineData("userId", "\"a b\"", "is no user id")]
    [InlineData("userId", "\"\"", "is no user id")]
    [InlineData("userId", "null", "cannot be read")]
    [InlineData("steps", "0", "steps are out of range")]
    [InlineData("steps", "-1", "steps are out of range")]
    [InlineData("steps", "1.5", "cannot be read")]
    [InlineData("network", "null", "cannot be read")]
    [InlineData("network.inputs", "0", "is out of range")]
    [InlineData("network.inputs", "4", "the network has 4")]
    [InlineData("network.inputs", "1048577", "is out of range")]
    [InlineData("network.lstm", "[]", "0 LSTM layers")]
    [InlineData("network.lstm", "null", "cannot be read")]
    [InlineData("network.lstm", "[null]", "null")]
    [InlineData("network.dense", "[null]", "null")]
    [InlineData("network.lstm.0.units", "500", "a header are right for the card's network")]
    [InlineData("network.lstm.0.units", "1048576", "fit one array")]
    [InlineData("network.lstm.0.units", "99999999999", "cannot be read")]
    [InlineData("network.lstm.0.activation", "1", "cannot be read")]
    [InlineData("network.lstm.0.activation", "\"swish\"", "cannot be read")]
    [InlineData("network.lstm.0.dropout", "\"NaN\"", "Dropout")]
    [InlineData("network.lstm.0.recurrentDropout", "1", "Recurrent dropout")]
    [InlineData("network.dense.1.units", "2", "The last dense layer")]
    [InlineData("training.encoder", "2", "The card's encoder makes 0 numbers; 2 are right")]
    [InlineData("encoder", "{\"inputs\": 9, \"units\": 3}", "The card's encoder makes 3 numbers; 0 are right")]
    [InlineData("encoder", "{\"inputs\": 0, \"units\": 3}", "is out of range")]
    [InlineData("encoder", "{\"units\": 3}", "cannot be read")]
    [InlineData("frontEnd.standardized", "false", "standardize")]
    [InlineData("inputScaling", "null", "standardize")]
    [InlineData("inputScaling", null, "cannot be read")]
    [InlineData("inputScaling.mean", "[1, 2]", "standardizes 2 inputs")]
    [InlineData("inputScaling.mean.1", "\"NaN\"", "finite means")]
    [InlineData("inputScaling.mean.1", "null", "cannot be read")]
    [InlineData("inputScaling.deviation", "[1, 2, 3, 4]", "the network has 3")]
    [InlineData("inputScaling.deviation.0", "0", "positive deviations")]
    [InlineData("inputScaling.deviation.0", "\"Infinity\"", "positive deviations")]
    [InlineData("targetScaling", "null", "cannot be read")]
    [InlineData("targetScaling.spread", "0", "positive spread")]
    [InlineData("targetScaling.spread", "-4", "positive spread")]
    [InlineData("targetScaling.spread", "\"NaN\"", "positive spread")]
    [InlineData("targetScaling.centre", "\"-Infinity\"", "finite centre")]
    [InlineData("trainedOn", null, "cannot be read")]
    [InlineData("weightsSha256", "\"0a\"", "their SHA-256 is another one")]
    public void Refuses_a_damaged_card(string path, string? value, string said)
    {
        _model.Signed();
        var names = path.Split('.');
        var parent = names[..^1].Aggregate(
            (JsonNode)_model.CardJson, (node, name) => int.TryParse(name, out var i) ? node[i]! : node[name]!);
        if (parent is JsonArray array)
            array[int.Parse(names[^1], null)] = JsonNode.Parse(value!);
        else if (value is null)
            Assert.True(parent.AsObject().Remove(names[^1]));
        else
            parent[names[^1]] = JsonNode.Parse(value);

        var refusal = Assert.Throws<InvalidDataException>(_model.Load);

        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        Assert.InRange(refusal.Message.Length, 1, 300);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"format\":")]
    public void Refuses_what_is_no_card(string json) =>
        Assert.Throws<InvalidDataException>(() => ListenerModel.ReadCard(System.Text.Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Refuses_a_card_cut_off_anywhere()
    {
        var whole = System.Text.Encoding.UTF8.GetBytes(_model.CardJson.ToJsonString());

        Assert.All(Enumerable.Range(0, whole.Length), length =>
            Assert.Throws<InvalidDataException>(() => ListenerModel.ReadCard(whole.AsMemory(0, length))));
    }

    [Fact]
    public void Refuses_weights_that_changed_in_any_byte()
    {
        _model.Signed();
        var whole = _model.Weights;

        Assert.All(Enumerable.Range(0, whole.Length), place =>
        {
            _model.Weights = [.. whole];
            _model.Weights[place] ^= 1;
            Assert.Throws<InvalidDataException>(_model.Load);
        });
    }

    public static TheoryData<string, string> Damages() => new()
    {
        { "empty", "bytes" },
        { "header alone", "bytes" },
        { "a byte cut off", "ends before" },
        { "a byte more", "after its last tensor" },
        { "a megabyte more", "after its last tensor" },
        { "longer than any header", "bytes" },
        { "a huge header", "says that its header has" },
        { "a negative header", "says that its header has" },
        { "no JSON", "malformed header" },
        { "NaN", "is not finite" },
        { "infinite", "is not finite" },
        { "another shape", "has shape [1, 2]; [2, 1] is right" },
        { "a tensor missing", "no tensor 'dense.1.bias'" },
        { "a tensor more", "tensors" },
        { "a tensor of another name", "no tensor 'lstm.0.bias'" },
    };

    /// <summary>The card has the checksum of the damaged weights: whoever made the one may have made the other.</summary>
    [Theory]
    [MemberData(nameof(Damages))]
    public void Refuses_damaged_weights_though_the_checksum_is_right(string damage, string said)
    {
        _model.Weights = Damaged(damage);
        _model.Signed();

        Assert.Contains(said, Assert.Throws<InvalidDataException>(_model.Load).Message, StringComparison.Ordinal);
    }

    private byte[] Damaged(string damage)
    {
        var file = _model.Weights;
        var header = (int)BinaryPrimitives.ReadInt64LittleEndian(file) + sizeof(long);
        switch (damage)
        {
            case "empty": return [];
            case "header alone": return file[..header];
            case "a byte cut off": return file[..^1];
            case "a byte more": return [.. file, 0];
            case "a megabyte more": return [.. file, .. new byte[1 << 20]];
            case "longer than any header": return [.. file, .. new byte[Safetensors.MaxHeaderBytes]];
            case "a huge header": BinaryPrimitives.WriteInt64LittleEndian(file, long.MaxValue); return file;
            case "a negative header": BinaryPrimitives.WriteInt64LittleEndian(file, -1); return file;
            case "no JSON": file[sizeof(long)] = (byte)'x'; return file;
            case "NaN": BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(header), float.NaN); return file;
            case "infinite": BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(file.Length - 4), float.PositiveInfinity); return file;
            case "another shape": return Written("dense.1.kernel", _ => [new Tensor("dense.1.kernel", [1, 2], new float[2])]);
            case "a tensor missing": return Written("dense.1.bias", _ => [new Tensor("other", [1], new float[1])]);
            case "a tensor more": return Written("dense.1.bias", last => [last, new Tensor("other", [1], new float[1])]);
            case "a tensor of another name": return Written("lstm.0.bias", bias => [bias with { Name = "lstm.1.bias" }]);
            default: throw new ArgumentOutOfRangeException(nameof(damage), damage, "no such damage");
        }
    }

    /// <summary>The weights with others in place of one tensor.</summary>
    private byte[] Written(string name, Func<Tensor, IEnumerable<Tensor>> change) => Learning.SafetensorsBytes.Written(
        [.. NetworkTensors.Split(SmallModel.Spec, _model.Trainer.Network.WeightMemory)
            .SelectMany(tensor => tensor.Name == name ? change(tensor) : [tensor])]);
}
