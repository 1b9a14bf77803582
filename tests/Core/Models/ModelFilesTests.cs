using PlayCount.Learning.Models;
using PlayCount.Learning.Sweeps;

namespace PlayCount.Core.Tests.Models;

public sealed class ModelFilesTests
{
    [Fact]
    public void Are_told_by_their_names()
    {
        var key = new NetworkKey(User: 3, Layers: 2, Steps: 18);

        Assert.Equal(("models/user_3/2x18.json", "models/user_3/2x18.safetensors"), (ModelFiles.Card(key), ModelFiles.Weights(key)));
        Assert.Equal([key, key], [ModelFiles.KeyOf(ModelFiles.Card(key)), ModelFiles.KeyOf(ModelFiles.Weights(key))]);
    }

    [Theory]
    [InlineData("models/user_0/2x18.json")]
    [InlineData("models/user_1/2x18.txt")]
    [InlineData("models/user_1/2x18.json\n")]
    [InlineData("models/user_99999999999/2x18.json")]
    [InlineData("models/notes.json")]
    [InlineData("first/models/user_1/2x18.json")]
    public void Of_other_names_are_none(string name) => Assert.Null(ModelFiles.KeyOf(name));
}
