using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>The application as the Azure Developer CLI and other tools read it.</summary>
/// <remarks>Source: the published schema aspire-8.0.json and the manifests that Aspire's documentation shows.</remarks>
internal static class Manifest
{
    private const string Schema = "https://json.schemastore.org/aspire-8.0.json";

    // A password that stands in connection strings and configuration files: letters and digits need no quoting.
    private const int PasswordLength = 22;

    /// <summary>Describes the resources; starts, asks and makes nothing.</summary>
    /// <param name="resources">What the application consists of.</param>
    /// <param name="execution">Publishing.</param>
    /// <param name="folder">Where the manifest will lie: paths start there.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DistributedApplicationException">A resource can run here alone.</exception>
    public static async Task<JsonObject> OfAsync(
        IEnumerable<IResource> resources, DistributedApplicationExecutionContext execution, string folder,
        CancellationToken cancellationToken)
    {
        // What the application's author named comes first, in the author's order.
        var described = resources.Where(resource => !resource.Annotations.OfType<ManifestExclusionAnnotation>().Any())
            .OrderBy(resource => resource is ParameterResource { IsGenerated: true }).ToList();
        var entries = new JsonObject();
        foreach (var resource in described)
            entries[resource.Name] = await EntryAsync(resource, execution, folder, cancellationToken);
        var text = entries.ToJsonString();
        foreach (var parameter in described.OfType<ParameterResource>())
        {
            var name = ManifestText.EscapedName(parameter);
            if (!text.Contains($"{{{name}.value}}", StringComparison.Ordinal))
                continue;
            entries[name] = new JsonObject
            {
                ["type"] = "annotated.string",
                ["value"] = ManifestText.Of(parameter),
                ["filter"] = "uri",
            };
        }

        return new JsonObject { ["$schema"] = Schema, ["resources"] = entries };
    }

    private static async Task<JsonObject> EntryAsync(
        IResource resource, DistributedApplicationExecutionContext execution, string folder, CancellationToken cancellationToken)
    {
        var entry = new JsonObject();
        if (resource.Annotations.OfType<BicepModuleAnnotation>().FirstOrDefault() is { } module)
        {
            (entry["type"], entry["path"]) = ("azure.bicep.v0", module.File);
            if (module.Parameters.Count > 0)
                entry["params"] = Object(module.Parameters);
        }
        else if (resource.Annotations.OfType<ContainerImageAnnotation>().FirstOrDefault() is { } container)
        {
            entry["type"] = "container.v0";
            if (resource is IResourceWithConnectionString connection)
                entry["connectionString"] = connection.ConnectionStringExpression.Manifest;
            entry["image"] = container.Image;
            if (container.Volume is { } volume)
            {
                entry["volumes"] = new JsonArray(
                    new JsonObject { ["name"] = volume, ["target"] = container.DataFolder, ["readOnly"] = false });
            }

            await AddProcessAsync(entry, resource, execution, cancellationToken);
        }
        else if (resource.Annotations.OfType<IProjectMetadata>().FirstOrDefault() is { } project)
        {
            entry["type"] = "project.v0";
            entry["path"] = Path.GetRelativePath(folder, project.ProjectPath).Replace('\\', '/');
            await AddProcessAsync(entry, resource, execution, cancellationToken);
        }
        else if (resource is ParameterResource parameter)
        {
            AddParameter(entry, parameter);
        }
        else if (resource is IResourceWithParent and IResourceWithConnectionString part)
        {
            (entry["type"], entry["connectionString"]) = ("value.v0", part.ConnectionStringExpression.Manifest);
        }
        else
        {
            throw new DistributedApplicationException($"The resource '{resource.Name}' is a program of this machine, which nothing "
                + "deploys: say ExcludeFromManifest of it, or add it in run mode alone.");
        }

        return entry;
    }

    private static void AddParameter(JsonObject entry, ParameterResource parameter)
    {
        entry["type"] = "parameter.v0";
        if (parameter is IResourceWithConnectionString)
            entry["connectionString"] = $"{{{parameter.Name}.value}}";
        entry["value"] = $"{{{parameter.Name}.inputs.value}}";
        var input = new JsonObject { ["type"] = "string" };
        if (parameter.Secret)
            input["secret"] = true;
        if (parameter.IsGenerated)
        {
            input["default"] = new JsonObject
            {
                ["generate"] = new JsonObject { ["minLength"] = PasswordLength, ["special"] = false },
            };
        }

        entry["inputs"] = new JsonObject { ["value"] = input };
    }

    private static async Task AddProcessAsync(
        JsonObject entry, IResource resource, DistributedApplicationExecutionContext execution, CancellationToken cancellationToken)
    {
        var arguments = resource.Annotations.OfType<ArgumentsAnnotation>().SelectMany(annotation => annotation.Arguments).ToList();
        if (arguments.Count > 0)
            entry["args"] = new JsonArray([.. arguments.Select(argument => JsonValue.Create(ManifestText.Of(argument)))]);
        var context = new EnvironmentCallbackContext(execution, resource, cancellationToken: cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToList())
            await annotation.Callback(context);
        PublishedEnvironment.AddPorts(context);
        if (context.EnvironmentVariables.Count > 0)
            entry["env"] = Object(context.EnvironmentVariables.ToDictionary(variable => variable.Key, v => ManifestText.Of(v.Value)));
        var bindings = new JsonObject();
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            bindings[endpoint.Name] = Binding(endpoint);
        if (bindings.Count > 0)
            entry["bindings"] = bindings;
    }

    private static JsonObject Binding(EndpointAnnotation endpoint)
    {
        var binding = new JsonObject
        {
            ["scheme"] = endpoint.UriScheme,
            ["protocol"] = "tcp",
            ["transport"] = endpoint.IsHttp2 ? "http2" : endpoint.IsHttp ? "http" : "tcp",
        };
        if (endpoint.ExposedPort is { } port)
            binding["port"] = port;
        if (endpoint.PublishedPort is { } targetPort)
            binding["targetPort"] = targetPort;
        if (endpoint.IsExternal)
            binding["external"] = true;
        return binding;
    }

    private static JsonObject Object(IReadOnlyDictionary<string, string> texts) =>
        new(texts.Select(text => KeyValuePair.Create<string, JsonNode?>(text.Key, text.Value)));
}
