namespace PlayCount.Architecture.Tests;

public sealed class MessagesTests
{
    private const string Remarks = "/// <remarks>From A to B. Harmless when repeated: nothing happens.</remarks>\n";

    [Fact]
    public void Are_one_sealed_record_of_base_types_each() => Repository.AssertNone(Messages.Offences(Repository.Files));

    [Theory]
    [InlineData("public sealed record CutSong", "public required string SongId { get; init; }")]
    [InlineData("public sealed record CutSong : IWork", "public required double? Seconds { get; init; }")]
    [InlineData("public sealed record CutSong", "public int? AddedLater { get; init; }")]
    public void Are_accepted_so(string type, string property) => Assert.Empty(Messages.Offences([Message(Remarks, type, property)]));

    [Theory]
    [InlineData("public record CutSong", "public required string SongId { get; init; }")]
    [InlineData("public sealed record CutSongs", "public required string SongId { get; init; }")]
    [InlineData("public sealed class CutSong", "public required string SongId { get; init; }")]
    [InlineData("public sealed record CutSong", "public required string SongId { get; set; }")]
    [InlineData("public sealed record CutSong", "public string SongId { get; init; }")]
    [InlineData("public sealed record CutSong", "public required SongId Song { get; init; }")]
    [InlineData("public sealed record CutSong", "public required byte[] Audio { get; init; }")]
    public void Are_refused_otherwise(string type, string property) =>
        Assert.StartsWith("contracts/Messages/CutSong.cs ", Assert.Single(Messages.Offences([Message(Remarks, type, property)])),
            StringComparison.Ordinal);

    [Fact]
    public void Are_refused_where_nobody_says_who_sends_them() => Assert.Contains(
        "names sender, receivers",
        Assert.Single(Messages.Offences([Message("", "public sealed record CutSong", "public required int Clips { get; init; }")])),
        StringComparison.Ordinal);

    private static RepositoryFile Message(string remarks, string type, string property) =>
        new("contracts/Messages/CutSong.cs", $"namespace A;\n\n{remarks}{type}\n{{\n    {property}\n}}\n");
}
