using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PlayCount.Tests;

namespace PlayCount.AppHost.Tests;

/// <summary>What the Azure Developer CLI asks of a manifest, rule by rule.</summary>
/// <remarks>Source: its documentation and the behaviour of its packages apphost and appdetect.</remarks>
public sealed partial class ManifestRuleTests(AppHostFiles files) : IClassFixture<AppHostFiles>
{
    private static readonly string[] Types =
        ["project.v0", "container.v0", "value.v0", "parameter.v0", "annotated.string", "azure.bicep.v0"];

    public static TheoryData<string> Backings() => ["azure", "containers"];

    [Theory]
    [MemberData(nameof(Backings))]
    public void Every_type_is_one_that_is_deployed(string backing) =>
        Assert.All(Of(backing), resource => Assert.Contains((string)resource.Value!["type"]!, Types));

    [Theory]
    [MemberData(nameof(Backings))]
    public void A_tcp_binding_has_a_target_port(string backing) => Assert.All(
        Bindings(backing).Where(binding => (string?)binding["scheme"] == "tcp"), binding => Assert.NotNull(binding["targetPort"]));

    [Theory]
    [MemberData(nameof(Backings))]
    public void A_scheme_is_tcp_http_or_https(string backing) => Assert.All(
        Bindings(backing), binding => Assert.Contains((string)binding["scheme"]!, (string[])["tcp", "http", "https"]));

    [Theory]
    [MemberData(nameof(Backings))]
    public void Only_http_is_external_and_on_one_port_of_a_resource(string backing)
    {
        foreach (var (name, resource) in Of(backing))
        {
            var external = (resource!["bindings"]?.AsObject() ?? []).Select(binding => binding.Value!)
                .Where(binding => (bool?)binding["external"] == true).ToList();
            Assert.All(external, binding => Assert.StartsWith("http", (string)binding["scheme"]!, StringComparison.Ordinal));
            Assert.True(external.Select(binding => (int?)binding["targetPort"]).Distinct().Count() <= 1, name);
        }
    }

    [Theory]
    [MemberData(nameof(Backings))]
    public void The_port_of_http_is_80_and_of_https_443_where_it_is_said(string backing) => Assert.All(
        Bindings(backing).Where(binding => binding["port"] is not null && (string?)binding["scheme"] != "tcp"),
        binding => Assert.Equal((string?)binding["scheme"] == "http" ? 80 : 443, (int?)binding["port"]));

    [Theory]
    [MemberData(nameof(Backings))]
    public void Arguments_hold_no_secrets(string backing) => Assert.All(
        Of(backing).SelectMany(resource => resource.Value!["args"]?.AsArray() ?? []),
        argument => Assert.Empty(Expressions((string)argument!)));

    [Theory]
    [MemberData(nameof(Backings))]
    public void A_secret_has_no_plain_default(string backing) => Assert.All(
        Inputs(backing).Where(input => (bool?)input["secret"] == true), input => Assert.Null(input["default"]?["value"]));

    [Theory]
    [MemberData(nameof(Backings))]
    public void Inputs_are_those_of_the_resource_itself(string backing)
    {
        foreach (var (name, resource) in Of(backing))
        {
            Assert.All(
                Expressions(resource!.ToJsonString()).Where(expression => expression.Contains(".inputs.", StringComparison.Ordinal)),
                expression => Assert.StartsWith($"{name}.inputs.", expression, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Backings))]
    public void The_one_filter_is_uri(string backing) => Assert.All(
        Of(backing).Where(resource => (string?)resource.Value!["type"] == "annotated.string"),
        resource => Assert.Equal("uri", (string?)resource.Value!["filter"]));

    [Theory]
    [MemberData(nameof(Backings))]
    public void An_expression_names_what_is_there(string backing)
    {
        var resources = Of(backing);
        foreach (var expression in Expressions(resources.ToJsonString()))
        {
            var path = expression.Split('.');
            var resource = resources[path[0]];
            Assert.True(resource is not null, $"{{{expression}}}: no resource '{path[0]}'");
            Assert.True(
                path[1] switch
                {
                    "bindings" => resource["bindings"]?[path[2]] is not null,
                    "outputs" => (string?)resource["type"] == "azure.bicep.v0",
                    "inputs" => resource["inputs"]?[path[2]] is not null,
                    _ => resource[path[1]] is not null,
                },
                $"{{{expression}}}: '{path[0]}' has no such part");
        }
    }

    [Theory]
    [MemberData(nameof(Backings))]
    public void Paths_lead_to_projects_and_modules(string backing) => Assert.All(
        Of(backing).Select(resource => (string?)resource.Value!["path"]).OfType<string>(),
        path =>
        {
            Assert.DoesNotContain('\\', path);
            Assert.True(File.Exists(Path.Combine(files.FolderOf(backing), path)), path);
        });

    [Fact]
    public void Nothing_is_made_but_the_manifest_and_its_modules()
    {
        Assert.Equal(
            ["manifest.json", "storage-roles.module.bicep", "storage.module.bicep"],
            Directory.EnumerateFileSystemEntries(files.FolderOf("azure")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.False(Directory.Exists(files.FolderOf("data")));
    }

    [Fact]
    public void The_AppHost_is_found_by_its_property_and_capability()
    {
        var (output, _) = Outside.Run(
            "dotnet", "msbuild", Path.Combine(Outside.Root, "AppHost", "PlayCount.AppHost.csproj"),
            "--getProperty:IsAspireHost", "--getItem:ProjectCapability");

        var told = JsonNode.Parse(output)!;
        Assert.Equal("true", (string?)told["Properties"]!["IsAspireHost"]);
        Assert.Contains(told["Items"]!["ProjectCapability"]!.AsArray(), item => (string?)item!["Identity"] == "Aspire");
        Assert.Contains(
            "project: ./AppHost/PlayCount.AppHost.csproj", File.ReadAllText(Path.Combine(Outside.Root, "azure.yaml")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_estimator_alone_is_reached_from_outside() => Assert.Equal(
        "inference",
        Assert.Single(Of("azure"), resource => resource.Value!.ToJsonString().Contains("\"external\":true", StringComparison.Ordinal)).Key);

    [Theory]
    [InlineData("local", "--backing 'local' cannot be published: azure, containers or external is right.")]
    [InlineData("embedded", "--backing 'embedded' cannot be published")]
    public void What_runs_here_alone_is_refused(string backing, string line)
    {
        var (exitCode, output, error) = files.Run("--publisher", "manifest", "--output-path", "m.json", "--backing", backing);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith(line, error, StringComparison.Ordinal);
    }

    private JsonObject Of(string backing) => backing == "azure" ? files.Azure : files.Containers;

    private IEnumerable<JsonNode> Bindings(string backing) =>
        Of(backing).SelectMany(resource => resource.Value!["bindings"]?.AsObject() ?? []).Select(binding => binding.Value!);

    private IEnumerable<JsonNode> Inputs(string backing) =>
        Of(backing).SelectMany(resource => resource.Value!["inputs"]?.AsObject() ?? []).Select(input => input.Value!);

    private static IEnumerable<string> Expressions(string text) => Expression().Matches(text).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"\{([A-Za-z][A-Za-z0-9-]*\.[A-Za-z0-9_.-]+)\}")]
    private static partial Regex Expression();
}
