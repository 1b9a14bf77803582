using PlayCount.Tests;

namespace PlayCount.Architecture.Tests;

public sealed class DocumentsTests
{
    private static readonly RepositoryFile Script = new("test.sh", "case $1 in\n    --quick) quick=true ;;\nesac");
    private static readonly RepositoryFile Cli = new("cli/Program.cs", "new Command(\"run\"); new Option<string>(\"--out\");");
    private static readonly RepositoryFile Host = new(
        "AppHost/AppHost.cs", "args.Contains(\"--once\"); configuration[\"data\"]; configuration.GetValue(\"training-processes\", 1);");
    private static readonly RepositoryFile HostProject = new("AppHost/PlayCount.AppHost.csproj", "<Project />");
    private static readonly RepositoryFile Project = new("cli/PlayCount.Cli.csproj", "<Project />");

    [Fact]
    public void Show_commands_that_exist() => Repository.AssertNone(Documents.WrongCommands(Repository.Files));

    [Fact]
    public void Name_options_that_exist() => Repository.AssertNone(Documents.UnknownOptions(Repository.Files));

    [Fact]
    public void Link_to_files_that_exist() =>
        Repository.AssertNone(Documents.DeadLinks(Repository.Files, path => Path.Exists(Path.Combine(Outside.Root, path))));

    [Fact]
    public void Name_the_licence_of_every_package() => Repository.AssertNone(
        Documents.PackagesWithoutNotice(Repository.Text("Directory.Packages.props"), Repository.Text("THIRD-PARTY-NOTICES.md")));

    [Theory]
    [InlineData("dotnet run --project cli -- run --out x")]
    [InlineData("dotnet run -c Release --project cli -- run \\\n  --out x   # a remark --with words")]
    [InlineData("./test.sh --quick")]
    [InlineData("dotnet run --project AppHost -- --once --data /tmp/x --training-processes 2")]
    [InlineData("git clone --depth 1")]
    public void Are_accepted_with_true_commands(string command) =>
        Assert.Empty(Documents.WrongCommands([Readme(command), Script, Cli, Project, Host, HostProject]));

    [Theory]
    [InlineData("dotnet run --project clii -- run --out x", "'clii' holds no project.")]
    [InlineData("dotnet run --project cli -- walk --out x", "cli/ knows no command 'walk'.")]
    [InlineData("dotnet run --project cli -- run \\\n  --outt x", "cli/ knows no option '--outt'.")]
    [InlineData("dotnet run --project AppHost -- --date x", "AppHost/ knows no option '--date'.")]
    [InlineData("./test.sh --quik", "test.sh has no '--quik'.")]
    public void Are_refused_with_wrong_commands(string command, string offence) =>
        Assert.EndsWith(
            offence,
            Assert.Single(Documents.WrongCommands([Readme(command), Script, Cli, Project, Host, HostProject])), StringComparison.Ordinal);

    [Fact]
    public void Are_refused_with_options_nobody_has() =>
        Assert.Single(Documents.UnknownOptions([new("docs/a.md", "`--out DIR`, `--quick` and `--loud`"), Script, Cli]));

    [Fact]
    public void Are_refused_with_dead_links() =>
        Assert.Single(Documents.DeadLinks(
            [new("docs/a.md", "[b](b.md) [c](c.md#part) [d](#here) [e](https://example.org/x)")], path =>
                path.EndsWith("b.md", StringComparison.Ordinal)));

    [Fact]
    public void Are_refused_without_a_package_s_licence() =>
        Assert.Single(Documents.PackagesWithoutNotice(
            "<P><PackageVersion Include=\"A\" Version=\"1\" /><PackageVersion Include=\"B\" Version=\"2\" /></P>",
            "| A | somebody | MIT |"));

    private static RepositoryFile Readme(string command) => new("README.md", $"text\n```sh\n{command}\n```\n");
}
