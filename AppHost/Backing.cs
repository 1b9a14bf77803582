namespace PlayCount.AppHost;

/// <summary>What messages, rows and blobs can be kept in.</summary>
internal enum BackingKind
{
    /// <summary>One process: messages in memory, SQLite, a folder.</summary>
    Embedded,

    /// <summary>RabbitMQ, MariaDB and Azurite as plain processes.</summary>
    Local,

    /// <summary>RabbitMQ, MySQL and Azurite in containers.</summary>
    Containers,

    /// <summary>Servers that are there, by their connection strings.</summary>
    External,

    /// <summary>Published alone: RabbitMQ in a container, a database by its connection string, an Azure storage account.</summary>
    Azure,
}

/// <summary>What messages, rows and blobs are kept in, and the line that says so.</summary>
internal sealed record Backing(BackingKind Kind, string Line)
{
    private const string Run = "dotnet run -c Release --project AppHost --";
    private const string Strings = "ConnectionStrings__messaging, ConnectionStrings__catalog and ConnectionStrings__blobs";

    /// <summary>Takes what the published application stands on.</summary>
    /// <param name="asked">azure, the default, containers or external.</param>
    /// <exception cref="DistributedApplicationException">What is asked for cannot be published.</exception>
    public static Backing Published(string? asked) => asked?.ToLowerInvariant() switch
    {
        null or "auto" or "azure" => new(BackingKind.Azure, ""),
        "containers" => new(BackingKind.Containers, ""),
        "external" => new(BackingKind.External, ""),
        _ => throw new DistributedApplicationException(
            $"--backing '{asked}' cannot be published: azure, containers or external is right."),
    };

    /// <summary>The kind as it is asked for; also the folder of its data.</summary>
    public string Name => Kind.ToString().ToLowerInvariant();

    /// <summary>Takes the one that is asked for, or the best that can be had.</summary>
    /// <param name="asked">auto, the default, or a kind.</param>
    /// <param name="here">What there is.</param>
    /// <exception cref="DistributedApplicationException">What is asked for cannot be had.</exception>
    public static Backing Choose(string? asked, Surroundings here)
    {
        asked ??= "auto";
        if (asked.Equals("auto", StringComparison.OrdinalIgnoreCase))
            return Best(here);
        // A number would be taken for a kind.
        if (!char.IsAsciiLetter(asked.FirstOrDefault()) || !Enum.TryParse<BackingKind>(asked, ignoreCase: true, out var kind))
        {
            throw new DistributedApplicationException(
                $"--backing '{asked}' is none: auto, containers, local, embedded or external is right.");
        }

        return WhyNot(kind, here) is { } reason
            ? throw new DistributedApplicationException($"--backing {asked} cannot be had: {reason}")
            : new Backing(kind, Text(kind, "as asked"));
    }

    private static Backing Best(Surroundings here)
    {
        var containers = WhyNot(BackingKind.Containers, here);
        if (containers is null)
            return new(BackingKind.Containers, Text(BackingKind.Containers, "a container runtime is there"));
        return WhyNot(BackingKind.Local, here) is { } local
            ? new(BackingKind.Embedded, Text(BackingKind.Embedded, local.TrimEnd('.')))
            : new(BackingKind.Local, Text(BackingKind.Local, "the servers are installed"));
    }

    private static string? WhyNot(BackingKind kind, Surroundings here)
    {
        switch (kind)
        {
            case BackingKind.Containers when !here.IsGenuine:
                return "containers need the genuine Aspire packages (build with -p:PackageSet=genuine, where a NuGet feed has them).";
            case BackingKind.Containers when !here.HasContainers():
                return "neither 'docker info' nor 'podman info' works here; start one of them.";
            case BackingKind.Local when here.IsGenuine:
                return "the genuine Aspire packages run servers in containers alone (build without -p:PackageSet=genuine).";
            case BackingKind.Local when here.MissingPrograms() is { Count: > 0 } missing:
                return $"{string.Join(", ", missing)} not found (on Debian and Ubuntu 'sudo infra/install.sh' installs what is missing).";
            case BackingKind.Azure:
                return "it is published alone (--publisher manifest, or azd up); run auto, containers, local, embedded or external.";
            case BackingKind.External when here.MissingStrings is { Count: > 0 } missing:
                return $"{string.Join(", ", missing)} not given: set what is missing in the environment.";
            default:
                return null;
        }
    }

    private static string Text(BackingKind kind, string why) => $"backing: {kind.ToString().ToLowerInvariant()} ({why}). " + kind switch
    {
        BackingKind.Embedded => $"One process, SQLite and files. Next: sudo infra/install.sh, then {Run} --backing local",
        BackingKind.Local => "RabbitMQ, MariaDB and Azurite as plain processes, six services. "
            + $"Next: servers of your own with {Strings}, then {Run} --backing external",
        BackingKind.Containers => $"RabbitMQ, MySQL and Azurite in containers, six services. Next: servers of your own with {Strings}, "
            + $"then {Run} --backing external",
        _ => "Six services on servers of your own.",
    };
}
