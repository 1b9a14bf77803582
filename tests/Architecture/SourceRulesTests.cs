namespace PlayCount.Architecture.Tests;

public sealed class SourceRulesTests
{
    [Fact]
    public void No_file_is_too_long_to_read() => Repository.AssertNone(SourceRules.TooLong(Repository.Files));

    [Fact]
    public void Nothing_is_left_unfinished() => Repository.AssertNone(SourceRules.Unfinished(Repository.Files));

    [Fact]
    public void Every_folder_has_a_telling_name() => Repository.AssertNone(SourceRules.EmptyFolderNames(Repository.Files));

    [Theory]
    [InlineData(400, 0)]
    [InlineData(401, 1)]
    public void Refuses_a_file_of_more_than_400_lines(int lines, int offences) =>
        Assert.Equal(offences, SourceRules.TooLong([new("core/A.cs", string.Concat(Enumerable.Repeat("x\n", lines)))]).Count());

    [Theory]
    [InlineData("// TO" + "DO later")]
    [InlineData("=> throw new NotImplemented" + "Exception();")]
    public void Refuses_left_overs_and_names_the_line(string line) =>
        Assert.StartsWith("core/A.cs:2 ", Assert.Single(SourceRules.Unfinished([new("core/A.cs", "first\n" + line)])), StringComparison.Ordinal);

    [Theory]
    [InlineData("core/Common/A.cs")]
    [InlineData("services/Mapping/Helpers/A.cs")]
    public void Refuses_folders_whose_name_says_nothing(string path) => Assert.Single(SourceRules.EmptyFolderNames([new(path, "")]));
}
