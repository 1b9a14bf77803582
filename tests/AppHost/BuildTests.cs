using System.Text.Json;
using PlayCount.Tests;
using Projects;

namespace PlayCount.AppHost.Tests;

public sealed class BuildTests
{
    [Fact]
    public void Of_an_AppHost_tells_that_it_is_one()
    {
        var project = Path.Combine(Outside.Root, "tests", "AppHost.Sample", "PlayCount.AppHost.Sample.csproj");

        var (output, _) = Outside.Run("dotnet", "msbuild", project, "--getProperty:IsAspireHost", "--getItem:ProjectCapability");

        using var json = JsonDocument.Parse(output);
        Assert.Equal("true", json.RootElement.GetProperty("Properties").GetProperty("IsAspireHost").GetString());
        Assert.Contains(
            json.RootElement.GetProperty("Items").GetProperty("ProjectCapability").EnumerateArray(),
            capability => capability.GetProperty("Identity").GetString() == "Aspire");
    }

    [Fact]
    public void Gives_each_resource_project_a_class_with_its_path() =>
        Assert.Equal(
            Path.Combine(Outside.Root, "tests", "AppHost.Echo", "PlayCount.AppHost.Echo.csproj"), new PlayCount_AppHost_Echo().ProjectPath);

    [Fact]
    public void Leaves_resource_projects_out_of_the_AppHost_s_own_references() =>
        Assert.DoesNotContain(typeof(Program).Assembly.GetReferencedAssemblies(), assembly => assembly.Name == "PlayCount.AppHost.Echo");
}
