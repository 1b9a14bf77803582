using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes the manifest that the command line asks for, and the modules it names beside it.</summary>
internal sealed class ManifestPublisher(
    IEnumerable<IResource> resources, DistributedApplicationExecutionContext execution, IConfiguration configuration)
{
    private const string FileName = "aspire-manifest.json";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <exception cref="DistributedApplicationException">No manifest is asked for, no file is given, or it cannot be written.</exception>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        var asked = configuration["publisher"] ?? configuration["step"] ?? "";
        if (asked is not ("manifest" or "publish-manifest"))
        {
            throw new DistributedApplicationException($"Publishing '{asked}' needs the genuine Aspire packages "
                + "(build with -p:PackageSet=genuine, where a NuGet feed has them); here --publisher manifest can be had.");
        }

        var path = configuration["output-path"] ?? throw new DistributedApplicationException(
            "Publishing was told no file: give --output-path FILE.json, or a folder.");
        var file = Path.GetFullPath(path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? path : Path.Combine(path, FileName));
        var folder = Path.GetDirectoryName(file)!;
        var manifest = await Manifest.OfAsync(resources, execution, folder, cancellationToken);
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var module in resources.SelectMany(resource => resource.Annotations.OfType<BicepModuleAnnotation>()))
                await File.WriteAllTextAsync(Path.Combine(folder, module.File), module.Text, cancellationToken);
            await File.WriteAllTextAsync(file, manifest.ToJsonString(Readable) + "\n", cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(
                $"The manifest '{file}' cannot be written: {e.Message}. Give another --output-path.", e);
        }
    }
}
