using System.Text.Json.Nodes;
using PlayCount.Tests;

namespace PlayCount.AppHost.Tests;

/// <summary>What the images of services say, beside what is published of the services.</summary>
public sealed class ContainerImageTests(AppHostFiles files) : IClassFixture<AppHostFiles>
{
    private const int UsualPort = 8080;

    [Theory]
    [InlineData("extraction")]
    [InlineData("mapping")]
    [InlineData("segmentation")]
    [InlineData("training")]
    [InlineData("inference")]
    [InlineData("experiments")]
    public void Have_the_names_and_ports_that_are_published_and_no_root(string service)
    {
        var published = files.Containers[service]!;
        var project = Path.GetFullPath(Path.Combine(files.FolderOf("containers"), (string)published["path"]!));

        var told = JsonNode.Parse(Outside.Run(
            "dotnet", "msbuild", project, "--getProperty:ContainerUser,ContainerRepository,EnableSdkContainerSupport",
            "--getItem:ContainerPort").Output)!;

        var properties = told["Properties"]!;
        Assert.Equal(
            ("app", $"playcount/{service}", "true"),
            ((string?)properties["ContainerUser"], (string?)properties["ContainerRepository"],
                (string?)properties["EnableSdkContainerSupport"]));
        Assert.Equal(
            published["bindings"]!.AsObject().Select(binding => (int?)binding.Value!["targetPort"] ?? UsualPort).Order(),
            told["Items"]!["ContainerPort"]!.AsArray().Select(port => int.Parse((string)port!["Identity"]!, null)).Order());
    }
}
