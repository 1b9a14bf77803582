using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace PlayCount.AppHost.Tests;

public sealed class ModelTests
{
    [Theory]
    [InlineData("standalone")]
    [InlineData("a-1")]
    public void Takes_names_of_letters_digits_and_single_hyphens(string name) =>
        Assert.Equal(name, EchoApplication.Echo(EchoApplication.Builder(), name).Resource.Name);

    [Theory]
    [InlineData("1st", "start with an ASCII letter")]
    [InlineData("with_line", "letters, digits and hyphens only")]
    [InlineData("müll", "letters, digits and hyphens only")]
    [InlineData("a--b", "one at a time")]
    [InlineData("a-", "one at a time")]
    [InlineData("a1234567890123456789012345678901234567890123456789012345678901234", "65 characters")]
    public void Refuses_other_names_and_says_why(string name, string why)
    {
        var error = Assert.Throws<ArgumentException>(() => EchoApplication.Echo(EchoApplication.Builder(), name));

        Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_second_resource_of_a_name()
    {
        var builder = EchoApplication.Builder();
        EchoApplication.Echo(builder, "twin");

        var error = Assert.Throws<DistributedApplicationException>(() => EchoApplication.Echo(builder, "Twin"));

        Assert.StartsWith(
            "Cannot add resource of type 'ProjectResource' with name 'Twin' "
                + "because a resource of type 'ProjectResource' with that name already exists",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_its_resources_in_their_order()
    {
        var builder = EchoApplication.Builder();
        EchoApplication.Echo(builder, "zoe");
        EchoApplication.Echo(builder, "adam");

        Assert.Equal(["zoe", "adam"], builder.Resources.Select(resource => resource.Name));
        Assert.True(builder.ExecutionContext.IsRunMode);
        Assert.Equal(DistributedApplicationOperation.Run, builder.ExecutionContext.Operation);
    }

    [Fact]
    public void Takes_its_folder_and_settings_from_its_options()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.In("appsettings.json"), """{ "Said": "here" }""");

        var builder = DistributedApplication.CreateBuilder(
            new DistributedApplicationOptions { ProjectDirectory = folder.Path, Args = ["--also", "there"] });

        Assert.Equal(folder.Path, builder.AppHostDirectory);
        Assert.Equal("here", builder.Configuration["Said"]);
        Assert.Equal("there", builder.Configuration["also"]);
    }

    [Fact]
    public void Knows_an_endpoint_by_name_and_gives_it_a_port_only_when_started()
    {
        var endpoint = EchoApplication.Echo(EchoApplication.Builder(), "echo").GetEndpoint("HTTP");

        Assert.True(endpoint.Exists);
        Assert.False(endpoint.IsAllocated);
        Assert.Equal("http", endpoint.Scheme);
        Assert.Equal("localhost", endpoint.Host);
        Assert.Equal("HTTP", endpoint.EndpointName);
        Assert.Equal("echo", endpoint.Resource.Name);
        Assert.Contains(
            "start the application first", Assert.Throws<InvalidOperationException>(() => endpoint.Port).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_the_endpoints_there_are_when_one_is_missing()
    {
        var missing = EchoApplication.Echo(EchoApplication.Builder(), "echo").WithEndpoint(name: "raw").GetEndpoint("grpc");

        Assert.False(missing.Exists);
        Assert.Equal(
            "The resource 'echo' has no endpoint 'grpc': it has http, raw.",
            Assert.Throws<InvalidOperationException>(() => missing.Url).Message);
    }

    [Fact]
    public void Refuses_endpoints_that_it_cannot_serve()
    {
        var echo = EchoApplication.Echo(EchoApplication.Builder(), "echo");

        AssertRefused("is there already", () => echo.WithHttpEndpoint());
        AssertRefused("port 4000 and target port 5000", () => echo.WithHttpEndpoint(port: 4000, targetPort: 5000, name: "other"));
        AssertRefused("asks for a proxy", () => echo.WithHttpEndpoint(name: "other", isProxied: true));
        AssertRefused("asks for Udp", () => echo.WithEndpoint(name: "other", protocol: ProtocolType.Udp));
        AssertRefused("the HTTP endpoint 'other'", () => echo.WithHttpHealthCheck(endpointName: "other"));
    }

    private static void AssertRefused(string why, Func<IResourceBuilder<ProjectResource>> act) =>
        Assert.Contains(why, Assert.Throws<DistributedApplicationException>(act).Message, StringComparison.Ordinal);
}
