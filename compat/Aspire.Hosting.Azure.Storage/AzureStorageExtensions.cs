using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Azure;
using Aspire.Hosting.Publishing;
using Aspire.Hosting.Servers;

namespace Aspire.Hosting;

/// <summary>Adds Azure storage to an application.</summary>
public static class AzureStorageExtensions
{
    /// <summary>Adds a storage account; here its emulator alone can be run, while the account itself can be published.</summary>
    public static IResourceBuilder<AzureStorageResource> AddAzureStorage(this IDistributedApplicationBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var storage = builder.AddResource(new AzureStorageResource(name));
        if (builder.ExecutionContext.IsPublishMode)
        {
            storage.WithAnnotation(Module(name, "storage", []));
            var roles = $"{name}-roles";
            builder.AddResource(new AzureStorageRolesResource(roles)).WithAnnotation(Module(roles, "storage-roles", new()
            {
                ["storage_outputs_name"] = $"{{{name}.outputs.name}}",
                // Left to the tool that deploys: it knows the identity that the application will have.
                ["principalType"] = "",
                ["principalId"] = "",
            }));
        }

        return storage;
    }

    /// <summary>The emulator Azurite takes the account's place.</summary>
    public static IResourceBuilder<AzureStorageResource> RunAsEmulator(
        this IResourceBuilder<AzureStorageResource> builder,
        Action<IResourceBuilder<AzureStorageEmulatorResource>>? configureContainer = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
            return builder;
        var storage = builder.Resource;
        storage.IsEmulator = true;
        var check = new GreetingHealthCheck(
            storage.Blobs, [.. "GET / HTTP/1.0\r\n\r\n"u8], answerBytes: 4, answer => answer.AsSpan().SequenceEqual("HTTP"u8));
        builder.WithHttpEndpoint(name: "blob")
            .RunsAs(new AzuriteServer(storage.Name, builder.ApplicationBuilder.Configuration) { Storage = storage }, check);
        configureContainer?.Invoke(
            new ResourceBuilder<AzureStorageEmulatorResource>(builder.ApplicationBuilder, new AzureStorageEmulatorResource(storage)));
        return builder;
    }

    /// <summary>Adds the account's blobs.</summary>
    public static IResourceBuilder<AzureBlobStorageResource> AddBlobs(this IResourceBuilder<AzureStorageResource> builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ApplicationBuilder.AddResource(new AzureBlobStorageResource(name, builder.Resource));
    }

    /// <summary>Keeps the emulator's data in a folder.</summary>
    /// <exception cref="DistributedApplicationException">No folder is given: there is no usual one here.</exception>
    public static IResourceBuilder<AzureStorageEmulatorResource> WithDataBindMount(
        this IResourceBuilder<AzureStorageEmulatorResource> builder, string? path = null, bool isReadOnly = false) =>
        builder.KeptIn(
            path ?? throw new DistributedApplicationException("The emulator's data need a folder: give WithDataBindMount its path."),
            isReadOnly);

    private static BicepModuleAnnotation Module(string resource, string name, Dictionary<string, string> parameters)
    {
        using var text = new StreamReader(typeof(AzureStorageExtensions).Assembly.GetManifestResourceStream($"{name}.bicep")!);
        return new($"{resource}.module.bicep", text.ReadToEnd(), parameters);
    }
}
