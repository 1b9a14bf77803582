using PlayCount.Tests;

namespace PlayCount.Architecture.Tests;

public sealed class SourceRulesTests
{
    [Fact]
    public void No_file_is_too_long_to_read() => Repository.AssertNone(SourceRules.TooLong(Repository.Files));

    [Fact]
    public void No_line_is_too_wide_to_read() => Repository.AssertNone(SourceRules.TooWide(Repository.Files));

    [Fact]
    public void The_width_of_a_line_is_that_of_the_editorconfig() => Assert.Contains(
        $"\nmax_line_length = {SourceRules.MaxLineCharacters}\n",
        File.ReadAllText(Path.Combine(Outside.Root, ".editorconfig")),
        StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_left_unfinished() => Repository.AssertNone(SourceRules.Unfinished(Repository.Files));

    [Fact]
    public void Every_folder_has_a_telling_name() => Repository.AssertNone(SourceRules.EmptyFolderNames(Repository.Files));

    [Fact]
    public void Stand_ins_are_less_than_a_third_of_the_product() => Repository.AssertNone(SourceRules.TooMuchCompat(Repository.Files));

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    public void Refuses_stand_ins_that_outgrow_the_product(int lines, int offences) => Assert.Equal(
        offences,
        SourceRules.TooMuchCompat(
        [
            new("compat/A/A.cs", new string('\n', lines - 1)), new("native/a.cs", "\n"),
            new("core/B.cs", new string('\n', 4)), new("services/C/C.cs", new string('\n', 5)),
        ]).Count());

    [Theory]
    [InlineData(400, 0)]
    [InlineData(401, 1)]
    public void Refuses_a_file_of_more_than_400_lines(int lines, int offences) =>
        Assert.Equal(offences, SourceRules.TooLong([new("core/A.cs", string.Concat(Enumerable.Repeat("x\n", lines)))]).Count());

    [Theory]
    [InlineData(140, 0)]
    [InlineData(141, 1)]
    public void Refuses_a_line_of_more_than_140_characters_and_names_it(int characters, int offences)
    {
        var found = SourceRules.TooWide([new("core/A.cs", "first\n" + new string('x', characters) + "\n")]).ToList();

        Assert.Equal(offences, found.Count);
        Assert.All(found, offence => Assert.StartsWith($"core/A.cs:2 has {characters} characters", offence, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("// TO" + "DO later")]
    [InlineData("=> throw new NotImplemented" + "Exception();")]
    public void Refuses_left_overs_and_names_the_line(string line) =>
        Assert.StartsWith("core/A.cs:2 ", Assert.Single(SourceRules.Unfinished([new("core/A.cs", "first\n" + line)])),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("core/Common/A.cs")]
    [InlineData("services/Mapping/Helpers/A.cs")]
    public void Refuses_folders_whose_name_says_nothing(string path) => Assert.Single(SourceRules.EmptyFolderNames([new(path, "")]));
}
