namespace PlayCount.Architecture.Tests;

public sealed class ProjectsTests
{
    private const string Central = "<Project><ItemGroup><PackageVersion Include=\"Dapper\" Version=\"2.1.86\" /></ItemGroup></Project>";

    [Fact]
    public void Stand_in_the_known_folders() => Repository.AssertNone(Projects.Misplaced(Repository.Files));

    [Fact]
    public void Are_all_in_the_solution() =>
        Repository.AssertNone(Projects.OutsideTheSolution(Repository.Files, Repository.Text("PlayCount.Aspire.sln")));

    [Fact]
    public void Of_stand_ins_have_a_readme() => Repository.AssertNone(Projects.WithoutReadme(Repository.Files));

    [Fact]
    public void Take_their_versions_from_one_place() =>
        Repository.AssertNone(Projects.LocalVersions(Repository.Files, Repository.Text("Directory.Packages.props")));

    [Fact]
    public void Of_services_have_a_program_that_is_read_at_a_glance() => Repository.AssertNone(Projects.LongPrograms(Repository.Files));

    [Theory]
    [InlineData(30, 0)]
    [InlineData(31, 1)]
    public void Of_services_are_refused_with_a_program_of_more_than_30_lines(int lines, int offences) => Assert.Equal(
        offences,
        Projects.LongPrograms([new("services/Mapping/Program.cs", string.Concat(Enumerable.Repeat("x\n", lines)))]).Count());

    [Theory]
    [InlineData("src/Core/C.csproj")]
    [InlineData("core/C.csproj")]
    [InlineData("services/Mapping/Inner/M.csproj")]
    [InlineData("compat/NAudio/Other.csproj")]
    [InlineData("Loose.csproj")]
    public void Are_refused_elsewhere(string path) => Assert.Single(Projects.Misplaced([new(path, "")]));

    [Fact]
    public void Are_refused_outside_the_solution() =>
        Assert.Single(Projects.OutsideTheSolution([new("cli/A.csproj", ""), new("cli/B.csproj", "")], "\"A\", \"cli\\A.csproj\""));

    [Fact]
    public void Are_refused_without_a_readme_in_compat() =>
        Assert.Single(Projects.WithoutReadme([new("compat/A/A.csproj", ""), new("compat/B/B.csproj", ""), new("compat/A/README.md", "")]));

    [Theory]
    [InlineData("<PackageReference Include=\"Dapper\" Version=\"2.0.0\" />")]
    [InlineData("<PackageReference Include=\"Dapper\" VersionOverride=\"2.0.0\" />")]
    [InlineData("<PackageReference Include=\"Dapper\"><Version>2.0.0</Version></PackageReference>")]
    [InlineData("<PackageReference Include=\"Unknown\" />")]
    [InlineData("<PackageVersion Include=\"Dapper\" Version=\"2.0.0\" />")]
    public void Are_refused_with_versions_of_their_own(string item) =>
        Assert.Single(Projects.LocalVersions([new("cli/A.csproj", $"<Project><ItemGroup>{item}</ItemGroup></Project>")], Central));
}
