using PlayCount.Learning.Formats;

namespace PlayCount.Core.Tests.Learning;

public sealed class StoredJsonTests
{
    [Fact]
    public void Is_read_back() => Assert.Equal("robust", Read("""{"scaling": "robust"}""")["scaling"]);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"scaling": 3}""")]
    [InlineData("""{"scaling": "rob""")]
    public void Is_told_by_its_name_where_it_is_damaged(string json)
    {
        var damaged = Assert.Throws<InvalidDataException>(() => Read(json));

        Assert.StartsWith("'config.json' is damaged: ", damaged.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Read(string json) =>
        StoredJson.Read<Dictionary<string, string>>(System.Text.Encoding.UTF8.GetBytes(json), "config.json");
}
