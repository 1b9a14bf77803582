using System.Text.Json;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Formats;

namespace PlayCount.Core.Tests.Evaluation;

public sealed class BaselineScoresTests
{
    private static readonly BaselineScores Scores = new([new("mean", 2.5), new("median", 2), new("ridge", 1.25)]);

    [Fact]
    public void Are_an_object_of_numbers_by_name_in_their_order() =>
        Assert.Equal("""{"mean":2.5,"median":2,"ridge":1.25}""", JsonSerializer.Serialize(Scores, StoredJson.State));

    [Fact]
    public void Are_read_as_they_were_written()
    {
        var read = JsonSerializer.Deserialize<BaselineScores>(JsonSerializer.Serialize(Scores, StoredJson.State), StoredJson.State);

        Assert.Equal(Scores, read);
        Assert.NotEqual(new BaselineScores([new("mean", 2.5), new("ridge", 1.25), new("median", 2)]), read);
        Assert.NotEqual(new BaselineScores([new("mean", 2.5), new("median", 2), new("ridge", 1.5)]), read);
    }

    [Fact]
    public void Know_the_better_constant_and_what_they_lack()
    {
        Assert.Equal((2, 1.25, null), (Scores.BetterConstant, Scores["ridge"], Scores.Find("trees")));
        Assert.Throws<KeyNotFoundException>(() => Scores["trees"]);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("""{"mean":1}""")]
    [InlineData("""{"mean":1,"median":"low"}""")]
    public void Refuse_what_holds_no_constants(string json) =>
        Assert.ThrowsAny<JsonException>(
            () => JsonSerializer.Deserialize<BaselineScores>(json, StoredJson.State) ?? throw new JsonException());
}
