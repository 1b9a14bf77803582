namespace PlayCount.Architecture.Tests;

public sealed class ProjectReferencesTests
{
    [Fact]
    public void Follow_the_tree() => Repository.AssertNone(ProjectReferences.Offences(Repository.Files));

    [Theory]
    [InlineData("services/Mapping/M.csproj", "../Extraction/E.csproj")]
    [InlineData("core/Songs/S.csproj", "../../services/Extraction/E.csproj")]
    [InlineData("core/Songs/S.csproj", "..\\..\\cli\\C.csproj")]
    [InlineData("compat/NAudio/NAudio.csproj", "../../core/Songs/S.csproj")]
    [InlineData("services/Segmentation/S.csproj", "../../compat/NAudio/NAudio.csproj")]
    [InlineData("cli/C.csproj", "../tests/Core/T.csproj")]
    [InlineData("ServiceDefaults/S.csproj", "../core/Songs/S.csproj")]
    [InlineData("contracts/C.csproj", "../ServiceDefaults/S.csproj")]
    public void Are_refused_across_the_tree(string project, string target) =>
        Assert.Single(ProjectReferences.Offences([Project(project, target)]));

    [Theory]
    [InlineData("services/Mapping/M.csproj", "../../core/Songs/S.csproj")]
    [InlineData("ServiceDefaults/S.csproj", "../contracts/C.csproj")]
    [InlineData("services/Standalone/S.csproj", "../Mapping/M.csproj")]
    [InlineData("services/Mapping/M.csproj", "../Extraction.Client/PlayCount.Extraction.Client.csproj")]
    [InlineData("cli/C.csproj", "../services/Mapping/M.csproj")]
    [InlineData("tests/EndToEnd/T.csproj", "../../cli/C.csproj")]
    [InlineData("tests/AppHost/T.csproj", "../AppHost.Sample/S.csproj")]
    public void Are_accepted_along_the_tree(string project, string target) =>
        Assert.Empty(ProjectReferences.Offences([Project(project, target)]));

    [Fact]
    public void Name_rule_offender_and_what_would_be_right() =>
        Assert.Equal(
            "services/Mapping/M.csproj refers to services/Extraction/E.csproj: a service knows no sibling but its client; put what both "
            + "need into core, or speak through a message.",
            Assert.Single(ProjectReferences.Offences([Project("services/Mapping/M.csproj", "../Extraction/E.csproj")])));

    private static RepositoryFile Project(string path, string target) =>
        new(path, $"<Project><ItemGroup><ProjectReference Include=\"{target}\" /></ItemGroup></Project>");
}
