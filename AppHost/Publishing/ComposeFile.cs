using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PlayCount.AppHost;

/// <summary>The published application for Docker Compose, made of its manifest.</summary>
internal static class ComposeFile
{
    /// <summary>The parameter that names the folder whose files an experiment may name.</summary>
    public const string SongsFolder = "songs-folder";

    /// <summary>Where the services find that folder.</summary>
    public const string SongsMount = "/songs";

    private const string Emulator = "mcr.microsoft.com/azure-storage/azurite:3.35.0";
    private const string EmulatorCommand =
        "azurite-blob --blobHost 0.0.0.0 --location /data --skipApiVersionCheck --disableTelemetry";

    private const string Head = """
        # Made of the AppHost's manifest by infra/compose/regenerate.sh: change AppHost/AppHost.cs, not this file.
        # How to use it: docs/deploy.md.

        """;

    /// <summary>Services that somebody outside of the network of the containers calls.</summary>
    private static readonly string[] Reached = ["mapping", "inference", "experiments"];

    private static readonly JsonSerializerOptions Quoted = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // The images hold no program that asks over HTTP, but a shell that can.
    private static string Probe(int port) => $"exec 3<>/dev/tcp/127.0.0.1/{port} && printf 'GET /alive HTTP/1.0\\r\\n\\r\\n' >&3 "
        + "&& read -r answer <&3 && case \"$$answer\" in *' 200 '*) ;; *) exit 1 ;; esac";

    /// <summary>Writes <c>docker-compose.yaml</c> and <c>env.example</c>.</summary>
    /// <param name="manifest">The manifest, or the folder that holds it.</param>
    /// <param name="folder">Where to.</param>
    /// <exception cref="DistributedApplicationException">The application was not published for containers.</exception>
    public static void Write(string manifest, string folder)
    {
        var file = Directory.Exists(manifest) ? Path.Combine(manifest, "aspire-manifest.json") : manifest;
        var resources = JsonNode.Parse(File.ReadAllText(file))!["resources"]!.AsObject();
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "docker-compose.yaml"), Yaml(resources));
        File.WriteAllText(Path.Combine(folder, "env.example"), Environment(resources));
    }

    private static string Yaml(JsonObject resources)
    {
        var (values, yaml, volumes) = (new ManifestValues(resources), new StringBuilder(Head + "services:\n"), new List<string>());
        foreach (var (name, resource) in resources)
        {
            switch ((string?)resource!["type"])
            {
                case "container.v0":
                    AddService(name, Text(resource["image"]!));
                    AddEnvironment(resource);
                    AddVolumes([.. resource["volumes"]?.AsArray().Select(Volume) ?? []]);
                    break;
                case "project.v0":
                    AddService(name, Text($"playcount/{name}:${{PLAYCOUNT_VERSION:-latest}}"));
                    AddEnvironment(resource);
                    if (Reached.Contains(name))
                        AddPorts(resource["bindings"]?.AsObject());
                    AddHealth(resource["bindings"]?.AsObject());
                    AddVolumes([$"${{{ManifestValues.Variable(SongsFolder)}:?set {ManifestValues.Variable(SongsFolder)} in .env}}:"
                        + $"{SongsMount}:ro"]);
                    break;
                case "azure.bicep.v0" when resource["params"] is null:
                    AddService(name, Text(Emulator));
                    Line($"    command: {Text(EmulatorCommand)}");
                    volumes.Add($"{name}-data");
                    AddVolumes([$"{name}-data:/data"]);
                    break;
            }
        }

        Line("volumes:");
        foreach (var volume in volumes)
            Line($"  {volume}: {{}}");
        return yaml.ToString();

        void Line(string text) => yaml.Append(text).Append('\n');

        void AddService(string name, string image)
        {
            Line($"  {name}:");
            Line($"    image: {image}");
            Line("    restart: \"unless-stopped\"");
        }

        void AddEnvironment(JsonNode resource)
        {
            Line("    environment:");
            foreach (var (variable, value) in resource["env"]!.AsObject())
                Line($"      {variable}: {Text(values.Resolve((string)value!))}");
        }

        // What has a port of its own is reached from this machine; LISTEN_ADDRESS opens it to others, behind a proxy that encrypts.
        void AddPorts(JsonObject? bindings)
        {
            var ports = bindings?.Select(binding => (int?)binding.Value!["targetPort"]).OfType<int>().ToList() ?? [];
            if (ports.Count > 0)
                Line("    ports:");
            foreach (var port in ports)
                Line($"      - {Text($"${{LISTEN_ADDRESS:-127.0.0.1}}:{port}:{port}")}");
        }

        void AddHealth(JsonObject? bindings)
        {
            var http = bindings?.First(binding => binding.Key.Equals("http", StringComparison.OrdinalIgnoreCase)).Value;
            Line("    healthcheck:");
            Line($"      test: [\"CMD\", \"bash\", \"-c\", {Text(Probe((int?)http?["targetPort"] ?? ManifestValues.UsualPort))}]");
        }

        void AddVolumes(IReadOnlyList<string> mounts)
        {
            if (mounts.Count > 0)
                Line("    volumes:");
            foreach (var mount in mounts)
                Line($"      - {Text(mount)}");
        }

        string Volume(JsonNode? volume)
        {
            volumes.Add((string)volume!["name"]!);
            return $"{volume["name"]}:{volume["target"]}";
        }
    }

    private static string Environment(JsonObject resources)
    {
        var text = new StringBuilder("# Copy this file to .env and fill it in. Passwords: letters and digits alone.\n");
        foreach (var (name, resource) in resources)
        {
            if ((string?)resource!["type"] == "parameter.v0")
                text.Append(ManifestValues.Variable(name)).Append("=\n");
        }

        return text.ToString();
    }

    private static string Text(JsonNode text) => JsonSerializer.Serialize((string)text!, Quoted);
}
